"""Was anybody there? A file that is handed over proves neither when nor from what it was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.model import FileStatus
from gatekeeper.rules.base import Finding, Rule, Stricter, failed, listed, passed, setting, some

if TYPE_CHECKING:
    from gatekeeper.model import Category, Run


@dataclass(init=False, repr=False, eq=False)
class Witnessed(Rule):
    """Every report was collected by gatekeeper run itself."""

    remedy: ClassVar[str] = "run the tests with gatekeeper run --category NAME -- COMMAND, and judge what it leaves in .gatekeeper/runs"

    witnessed: bool | None = setting("Whether only runs of gatekeeper run are evidence.", stricter=Stricter.TRUE)

    @property
    def active(self) -> bool:
        """Say whether the rule is asked at all: not where it is false."""
        return bool(self.witnessed)

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Fail where nothing was witnessed, and for every report that was only handed over."""
        imported = [file.path for file in category.files if file.status is FileStatus.COUNTED and not file.witnessed]
        if not category.witnesses:
            return failed("no run of this category was witnessed")
        if imported:
            return failed(f"not collected by a witnessed run: {listed(imported)}")
        return passed(f"{some(len(category.witnesses), 'run')} witnessed")
