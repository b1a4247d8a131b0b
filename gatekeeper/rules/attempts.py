"""How often was it tried? Whoever runs until it is green finds what passes now and then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.rules.base import Finding, Rule, Stricter, failed, passed, setting, unclear
from gatekeeper.rules.value import Count  # noqa: TC001 - the configuration reads the annotation

if TYPE_CHECKING:
    from gatekeeper.model import Category, Run

_NAME_IT = "judge it in CI, or run the tests with gatekeeper run"


@dataclass(init=False, repr=False, eq=False)
class Attempts(Rule):
    """The evidence comes from no later attempt than this."""

    remedy: ClassVar[str] = "find out why it did not pass the first time, and start a new run with the correction"

    max_attempts: Count | None = setting(
        "How often CI may have started this run, or a shard have been run for one commit; 1 allows no rerun.", stricter=Stricter.LOWER
    )

    def judge(self, category: Category, run: Run) -> Finding:
        """Compare the greatest number that CI or a witness gives."""
        most = self.max_attempts or 0
        told = [number for number in (run.attempt, *(each.attempt for each in category.witnesses)) if number is not None]
        told += [each.times for each in category.witnesses]
        if not told:
            return unclear("nobody says how often it was tried", _NAME_IT)
        text = f"attempt {max(told)}, at most {most} allowed"
        return passed(text) if max(told) <= most else failed(text)
