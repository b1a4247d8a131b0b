"""Did as many tests run as we know there are? The simplest guard against a run cut short."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.model import Verdict
from gatekeeper.rules.base import Finding, Rule, Stricter, failed, passed, setting, some
from gatekeeper.rules.value import Count  # noqa: TC001 - the configuration reads the annotation

if TYPE_CHECKING:
    from gatekeeper.model import Category, Run


@dataclass(init=False, repr=False, eq=False)
class MinExecuted(Rule):
    """At least so many tests were executed."""

    verdict: ClassVar[Verdict] = Verdict.INCOMPLETE
    remedy: ClassVar[str] = "run all tests, or lower min_executed in the same change that removes tests"
    whole: ClassVar[bool] = True

    min_executed: Count | None = setting("The least number of executed tests.", stricter=Stricter.HIGHER)

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Fail below the number."""
        least, executed = self.min_executed or 0, category.counts.executed
        text = f"{some(executed, 'test')} executed, at least {least} expected"
        return passed(text) if executed >= least else failed(text)
