"""Did the tests take too long? A budget for the time people wait."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.rules.base import Finding, Rule, Stricter, failed, passed, setting, some, unclear
from gatekeeper.rules.duration import UNTIMED, Duration, total_time
from gatekeeper.rules.value import decimal

if TYPE_CHECKING:
    from gatekeeper.model import Category, Run


@dataclass(init=False, repr=False, eq=False)
class MaxDuration(Rule):
    """The tests together took at most so long."""

    remedy: ClassVar[str] = "speed the tests up, split them, or raise max_duration"

    max_duration: Duration | None = setting("The greatest total duration of the category.", stricter=Stricter.LOWER)

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Fail above; tests without a duration could have taken any time."""
        total = total_time(category)
        if total is None or self.max_duration is None:
            return unclear("the report gives no durations, so the total time is unknown", UNTIMED)
        text = f"the tests took {decimal(total)}s, at most {self.max_duration} allowed"
        if total > self.max_duration.seconds:
            return failed(text)
        if category.untimed:
            return unclear(f"{some(category.untimed, 'test')} without a duration; the others took {decimal(total)}s", UNTIMED)
        return passed(text)
