"""Could all of it be read? One unreadable report may be the one with the failures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.model import FileStatus, Problem, Verdict
from gatekeeper.rules.base import Finding, Rule, failed, listed, passed, some

if TYPE_CHECKING:
    from gatekeeper.model import Category, Run


@dataclass(init=False, repr=False, eq=False)
class EvidenceReadable(Rule):
    """Every report file found is well-formed JUnit XML."""

    verdict: ClassVar[Verdict] = Verdict.INVALID
    remedy: ClassVar[str] = (
        "look at the named file: let the runner finish writing it, or exclude it with a ! pattern if it is no test report"
    )
    always: ClassVar[bool] = True
    waivable: ClassVar[bool] = False

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Fail for every file that is unreadable, malformed or not JUnit."""
        refused = [file for file in category.files if file.problem is Problem.UNREADABLE]
        if refused:
            return failed(listed([f"{file.path}: {file.reason}" for file in refused], "; "))
        counted = sum(file.status is FileStatus.COUNTED for file in category.files)
        return passed(f"{some(counted, 'report file')} read")
