"""Did a suite break as a whole? Results outside any test are easy to overlook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.rules.base import Finding, Rule, failed, passed, some

if TYPE_CHECKING:
    from gatekeeper.model import Category, Run


@dataclass(init=False, repr=False, eq=False)
class SuiteErrors(Rule):
    """No suite reports an error or a failure of its own, outside its tests."""

    remedy: ClassVar[str] = "look at the suite's set-up and tear-down: the error belongs to no single test"
    always: ClassVar[bool] = True

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Fail when there is one."""
        errors = category.suites.errors
        if errors.count:
            return failed(f"{some(errors.count, 'error')} of suites as a whole, outside any test: {errors}")
        return passed("no suite errors")
