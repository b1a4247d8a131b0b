"""How many tests may be skipped? A skip is a test that somebody decided not to run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.rules.base import Finding, Rule, Stricter, failed, passed, setting
from gatekeeper.rules.limit import Limit

if TYPE_CHECKING:
    from gatekeeper.model import Category, Run


@dataclass(init=False, repr=False, eq=False)
class MaxSkipped(Rule):
    """At most so many tests were skipped."""

    remedy: ClassVar[str] = "run the skipped tests or delete them"

    max_skipped: Limit | None = setting("The greatest number of skipped tests, or their share of all tests.", stricter=Stricter.LOWER)

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Fail above the limit."""
        limit = self.max_skipped or Limit.parse(0)
        counts = category.counts
        text = f"{counts.skipped} of {counts.tests} tests skipped, at most {limit} allowed"
        return passed(text) if limit.allows(counts.skipped, counts.tests) else failed(text)
