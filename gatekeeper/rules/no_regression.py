"""Does a test fail that passed before? A rate that still suffices can hide what broke since yesterday."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.rules.base import Finding, Rule, Stricter, failed, passed, setting, some
from gatekeeper.rules.baseline import no_baseline

if TYPE_CHECKING:
    from gatekeeper.model import Category, Run


@dataclass(init=False, repr=False, eq=False)
class NoRegression(Rule):
    """No test fails that passed in the baseline."""

    remedy: ClassVar[str] = "fix what broke these tests since then"
    excuses_tests: ClassVar[bool] = True
    compares: ClassVar[bool] = True

    no_regression: bool | None = setting(
        "true when no test may fail that passed in the newest accepted record of the base branch.", stricter=Stricter.TRUE
    )

    @property
    def active(self) -> bool:
        """Say whether the rule is asked at all; false switches it off."""
        return bool(self.no_regression)

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Name the tests; those that a waiver names are left out when it is asked again with them."""
        baseline = category.baseline
        if baseline is None or baseline.missing:
            return no_baseline(baseline)
        regressed = baseline.unexcused if category.excused else baseline.regressed
        if not regressed.count:
            return passed(f"no test that passed in {baseline.about} fails now")
        fail = "fails" if regressed.count == 1 else "fail"
        return failed(f"{some(regressed.count, 'test')} that passed in {baseline.about} {fail} now: {regressed}")
