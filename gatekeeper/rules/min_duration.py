"""Did the tests take any time? Real services cannot answer in zero seconds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.rules.base import Finding, Rule, failed, passed, setting, unclear
from gatekeeper.rules.duration import Duration  # noqa: TC001 - the configuration reads the annotation

if TYPE_CHECKING:
    from gatekeeper.model import Category, Run


@dataclass(frozen=True, kw_only=True)
class MinDuration(Rule):
    """The tests together took at least so long."""

    remedy: ClassVar[str] = "check that the tests reach the real system and not a stand-in"

    min_duration: Duration | None = setting("The least total duration of the category, for suites that cannot take no time.")

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Fail below; a report without durations says nothing."""
        if category.seconds is None or self.min_duration is None:
            return unclear("the report gives no durations, so the total time is unknown")
        text = f"the tests took {category.seconds:.3f}s, at least {self.min_duration} expected"
        return passed(text) if category.seconds >= self.min_duration.seconds else failed(text)
