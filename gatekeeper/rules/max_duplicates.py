"""How often may one test be reported twice? Repeating passes is a cheap way to look busy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.rules.base import Finding, Rule, Stricter, failed, passed, setting, some
from gatekeeper.rules.value import Count  # noqa: TC001 - the configuration reads the annotation

if TYPE_CHECKING:
    from gatekeeper.model import Category, Run


@dataclass(init=False, repr=False, eq=False)
class MaxDuplicates(Rule):
    """At most so many results repeat the id of another result in the same suite."""

    remedy: ClassVar[str] = "give every test an id of its own, or find out what runs it more than once"

    max_duplicates: Count | None = setting(
        "The greatest number of results beyond the first for one test id in one suite.", stricter=Stricter.LOWER
    )

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Fail above the number, and name the first few."""
        most, repeated = self.max_duplicates or 0, category.repeated
        text = f"{some(repeated.count, 'result')} beyond the first for one test id, at most {most} allowed"
        return passed(text) if repeated.count <= most else failed(f"{text}: {repeated}")
