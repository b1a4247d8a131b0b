"""Did every test turn up that there is? A report lists what was reported, never what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.model import Verdict
from gatekeeper.rules.base import Finding, Rule, Stricter, failed, passed, setting, some, unclear
from gatekeeper.rules.baseline import no_baseline
from gatekeeper.rules.source import Source

if TYPE_CHECKING:
    from gatekeeper.model import Category, Run


@dataclass(init=False, repr=False, eq=False)
class Inventory(Rule):
    """Every test that is listed turned up in what ran; a skipped one did."""

    verdict: ClassVar[Verdict] = Verdict.INCOMPLETE
    remedy: ClassVar[str] = "run all of the tests, without -k, --deselect and -x; where tests were taken out on purpose, list them anew"
    compares: ClassVar[bool] = True
    whole: ClassVar[bool] = True

    inventory: Source | None = setting(
        'Who lists the tests that must turn up: a command that gatekeeper run starts first, a file with one id a line, or "base" for '
        "the base record.",
        stricter=Stricter.SAME,
    )

    def __init__(self, **values: object) -> None:
        super().__init__(**values)
        # Looking for a baseline reads the ledger: only where it is the inventory.
        object.__setattr__(self, "compares", not isinstance(self.inventory, Source) or self.inventory.base)

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Name the tests that did not turn up."""
        if self.inventory is None or self.inventory.base:
            return _of_base(category)
        plan = category.plan
        if plan is None or plan.missing:
            remedy = (plan and plan.remedy) or "correct the command or the file that inventory names"
            return unclear(f"which tests there should be is not known: {plan.missing if plan else 'nothing was listed'}", remedy)
        if plan.absent.count:
            return failed(f"{plan.absent.count} of {some(plan.total, 'planned test')} did not turn up: {plan.absent}")
        return passed(f"{some(plan.total, 'test')} listed by {plan.about}, and all of them turned up")


def _of_base(category: Category) -> Finding:
    baseline = category.baseline
    if baseline is None or baseline.missing:
        return no_baseline(baseline)
    if baseline.removed.count:
        return failed(f"{some(baseline.removed.count, 'test')} of {baseline.about} did not turn up: {baseline.removed}")
    return passed(f"all tests of {baseline.about} turned up")
