"""Is the evidence recent? A report of yesterday says nothing about today's commit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.model import Verdict
from gatekeeper.rules.base import Finding, Rule, Stricter, failed, passed, setting
from gatekeeper.rules.duration import Duration  # noqa: TC001 - the configuration reads the annotation

if TYPE_CHECKING:
    from gatekeeper.model import Category, Run

CLOCK_SKEW = timedelta(minutes=10)


@dataclass(init=False, repr=False, eq=False)
class MaxAge(Rule):
    """The newest suite is no older than this."""

    verdict: ClassVar[Verdict] = Verdict.STALE
    remedy: ClassVar[str] = "run the tests again and judge the new report"

    max_age: Duration | None = setting(
        "How old the newest suite timestamp in the category may be; a report without one fails.", stricter=Stricter.LOWER
    )

    def judge(self, category: Category, run: Run) -> Finding:
        """Fail for an old, a missing and a future timestamp."""
        newest = category.suites.newest
        if newest is None or self.max_age is None:
            return failed(
                "no suite has a readable timestamp, so the age is unknown",
                remedy="use a runner that writes suite timestamps, or remove max_age",
            )
        age = run.now - newest
        if age < -CLOCK_SKEW:
            return failed(
                f"the newest suite timestamp {newest.isoformat()} lies in the future",
                remedy="correct the clock or the time zone of the machine that runs the tests, and run them again",
            )
        text = f"the newest suite is from {newest.isoformat()}, {_words(age)} ago; at most {self.max_age} allowed"
        exact = Fraction(age // timedelta(microseconds=1), 10**6)
        return passed(text) if exact <= self.max_age.seconds else failed(text)


def _words(age: timedelta) -> str:
    """Return whole hours and minutes; a moment ahead within the allowed skew is no age at all."""
    minutes = max(age, timedelta()) // timedelta(minutes=1)
    return f"{minutes // 60}h {minutes % 60}m"
