"""How many tests may fail? For teams that count failures instead of shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.rules.base import Finding, Rule, Stricter, failed, passed, setting, some
from gatekeeper.rules.value import Count  # noqa: TC001 - the configuration reads the annotation

if TYPE_CHECKING:
    from gatekeeper.model import Category, Run


@dataclass(init=False, repr=False, eq=False)
class MaxFailures(Rule):
    """At most so many tests failed or errored."""

    remedy: ClassVar[str] = "fix the failing tests"
    excuses_tests: ClassVar[bool] = True

    max_failures: Count | None = setting("The greatest number of failed and errored tests together.", stricter=Stricter.LOWER)

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Fail above the number."""
        most, number = self.max_failures or 0, category.judged.unsuccessful
        text = f"{some(number, 'test')} failed or errored, at most {most} allowed"
        return passed(text) if number <= most else failed(text)
