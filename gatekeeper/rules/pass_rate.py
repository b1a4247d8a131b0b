"""Did enough tests pass? An exact fraction against an exact threshold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.model import Verdict
from gatekeeper.rules.base import Finding, Rule, Stricter, failed, passed, setting
from gatekeeper.rules.threshold import Threshold

if TYPE_CHECKING:
    from gatekeeper.model import Category, Run

EVERYTHING = Threshold.parse("100%")

_NOTHING_LEFT = "nothing is left to take a rate of: waive the rule without tests, or run more tests"


@dataclass(init=False, repr=False, eq=False)
class PassRate(Rule):
    """The share of tests that passed reaches the threshold."""

    remedy: ClassVar[str] = "fix the failing tests, or waive them by name with an owner and a date"
    always: ClassVar[bool] = True
    excuses_tests: ClassVar[bool] = True

    pass_rate: Threshold = setting(
        "The least share of passed tests among passed, failed and errored ones.", EVERYTHING, stricter=Stricter.HIGHER
    )

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Fail below the threshold, and when there is nothing to take a rate of."""
        rate = category.judged.rate
        if rate is None:
            return failed(
                "there is no pass rate: nothing passed, failed or errored",
                verdict=Verdict.NO_EVIDENCE,
                remedy=_NOTHING_LEFT if category.excused else "run the tests for real; tests-executed says what is missing",
            )
        text = f"{rate} ({rate.numerator} of {rate.denominator})"
        if self.pass_rate.accepts(rate):
            return passed(f"{text} is {self.pass_rate}")
        return failed(f"{text} is not {self.pass_rate}")
