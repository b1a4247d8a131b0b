"""Do the cases agree with what the report declares? A difference means that cases or results were lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from gatekeeper.model import Outcome, Verdict
from gatekeeper.rules.base import Finding, Rule, Stricter, failed, passed, setting

if TYPE_CHECKING:
    from gatekeeper.model import Category, Run


@dataclass(init=False, repr=False, eq=False)
class CountsAgree(Rule):
    """No suite declares more tests or failures than its cases show."""

    verdict: ClassVar[Verdict] = Verdict.INCOMPLETE
    remedy: ClassVar[str] = (
        "find out why cases are missing from the report: a crash, a time limit or an edited file; "
        'a runner that counts something else needs declared = "ignore"'
    )
    always: ClassVar[bool] = True

    declared: Literal["compare", "ignore"] = setting(
        '"ignore" turns this rule off for a runner whose headers are wrong.', "compare", stricter=Stricter.SAME
    )

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Fail when a suite lost cases or results; a rule turned off is shown as waived."""
        if self.declared == "ignore":
            return Finding(outcome=Outcome.WAIVED, reason='not compared: declared = "ignore"')
        lost = category.suites.disagreements
        if lost.count:
            return failed(str(lost))
        return passed("the cases agree with the declared counts")
