"""Did the tests take any time? Real services cannot answer in zero seconds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.rules.base import Finding, Rule, Stricter, failed, passed, setting, some, unclear
from gatekeeper.rules.duration import UNTIMED, Duration, total_time
from gatekeeper.rules.value import decimal

if TYPE_CHECKING:
    from gatekeeper.model import Category, Run


@dataclass(init=False, repr=False, eq=False)
class MinDuration(Rule):
    """The tests together took at least so long."""

    remedy: ClassVar[str] = "check that the tests reach the real system and not a stand-in"
    whole: ClassVar[bool] = True

    min_duration: Duration | None = setting(
        "The least total duration of the category, for suites that cannot take no time.", stricter=Stricter.HIGHER
    )

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Fail below; tests without a duration could have taken any time."""
        total = total_time(category)
        if total is None or self.min_duration is None:
            return unclear("the report gives no durations, so the total time is unknown", UNTIMED)
        text = f"the tests took {decimal(total)}s, at least {self.min_duration} expected"
        if total >= self.min_duration.seconds:
            return passed(text)
        if category.untimed:
            return unclear(f"{some(category.untimed, 'test')} without a duration; the others took {decimal(total)}s", UNTIMED)
        return failed(text)
