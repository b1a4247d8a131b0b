"""Did a runner write it? A placeholder that keeps a reporting step happy looks green, and no test ever ran."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.model import Verdict
from gatekeeper.rules.base import Finding, Rule, failed, passed

if TYPE_CHECKING:
    from gatekeeper.model import Category, Run


@dataclass(init=False, repr=False, eq=False)
class DummyReport(Rule):
    """No report is a placeholder for tests that did not run."""

    verdict: ClassVar[Verdict] = Verdict.INVALID
    remedy: ClassVar[str] = (
        "run the real tests; where none are due, leave the report out and say why with optional, or waive the rule if that is a real test"
    )
    always: ClassVar[bool] = True

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Fail for a file of nothing but placeholders."""
        if category.dummies.count:
            return failed(f"looks like a placeholder that no runner wrote: {category.dummies}")
        return passed("no report looks like a placeholder")
