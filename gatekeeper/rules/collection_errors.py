"""Were all tests collected? Import errors hide the tests behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.rules.base import Finding, Rule, failed, passed, some

if TYPE_CHECKING:
    from gatekeeper.model import Category, Run


@dataclass(init=False, repr=False, eq=False)
class CollectionErrors(Rule):
    """No test file failed to import or to be collected."""

    remedy: ClassVar[str] = "fix the import or set-up error first: the tests behind it never ran"
    always: ClassVar[bool] = True
    excuses_tests: ClassVar[bool] = True

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Fail when there is one."""
        number = category.judged.collection_errors
        if number:
            return failed(f"{some(number, 'collection error')}: the tests behind {'it' if number == 1 else 'them'} never ran")
        return passed("no collection errors")
