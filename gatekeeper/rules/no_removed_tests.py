"""Are tests gone that were there before? The easiest way to a green run is to delete what is red."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.rules.base import Finding, Rule, Stricter, failed, passed, setting, some
from gatekeeper.rules.baseline import no_baseline
from gatekeeper.rules.value import Count  # noqa: TC001 - the configuration reads the annotation

if TYPE_CHECKING:
    from gatekeeper.model import Category, Run


@dataclass(init=False, repr=False, eq=False)
class NoRemovedTests(Rule):
    """At most so many tests of the baseline are gone; a skipped one is not gone."""

    remedy: ClassVar[str] = "bring the tests back, or waive the rule while they are removed in a reviewed change"
    compares: ClassVar[bool] = True
    whole: ClassVar[bool] = True

    max_removed: Count | None = setting(
        "The greatest number of tests that may be gone since the newest accepted record of the base branch.", stricter=Stricter.LOWER
    )

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Fail above the number, and name the tests."""
        baseline = category.baseline
        if baseline is None or baseline.missing:
            return no_baseline(baseline)
        most, removed = self.max_removed or 0, baseline.removed
        names = f": {removed}" if removed.count else ""
        text = (
            f"{some(removed.count, 'test')} of {baseline.about} {'is' if removed.count == 1 else 'are'} gone, at most {most} allowed{names}"
        )
        return passed(text) if removed.count <= most else failed(text)
