"""How many tests may pass only after a retry? Retries make a red test green."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.rules.base import Finding, Rule, Stricter, failed, passed, setting, some
from gatekeeper.rules.limit import Limit

if TYPE_CHECKING:
    from gatekeeper.model import Category, Run

NONE = Limit.parse(0)


@dataclass(init=False, repr=False, eq=False)
class MaxFlaky(Rule):
    """At most so many tests passed only after failing first."""

    remedy: ClassVar[str] = "make the named tests reliable, or allow a number with max_flaky"
    always: ClassVar[bool] = True

    max_flaky: Limit = setting("The greatest number of flaky tests, or their share of all tests.", NONE, stricter=Stricter.LOWER)

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Fail above the limit, and name the first few."""
        counts = category.counts
        text = f"{some(counts.flaky, 'flaky test')}, at most {self.max_flaky} allowed"
        if self.max_flaky.allows(counts.flaky, counts.tests):
            return passed(text)
        return failed(f"{text}: {category.flaky}")
