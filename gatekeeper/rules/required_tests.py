"""Did the tests that matter most run and pass? A high rate may not hide a broken golden path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.model import Verdict
from gatekeeper.rules.base import Finding, Rule, failed, passed, setting

if TYPE_CHECKING:
    from gatekeeper.model import Category, Run


@dataclass(frozen=True, kw_only=True)
class RequiredTests(Rule):
    """For every pattern at least one test ran, and every one that ran passed."""

    remedy: ClassVar[str] = "run and fix the required tests, or correct the pattern if they were renamed"
    excuses_tests: ClassVar[bool] = True

    required_tests: tuple[str, ...] | None = setting(
        "Globs over test ids (* and ?); each must match a test that ran, and all that ran must pass."
    )

    def selections(self) -> tuple[tuple[str, ...], ...]:
        """Return one group for each pattern."""
        return tuple((pattern,) for pattern in self.required_tests or ())

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Say which patterns matched nothing that ran, and which matched a failure."""
        absent, broken = [], []
        for (pattern,) in self.selections():
            counts = category.select((pattern,))
            excused = category.select((pattern,), category.excused) if category.excused else None
            if not counts.executed:
                absent.append(_why_absent(pattern, counts.skipped, counts.collection_errors))
            failures = counts.unsuccessful - (excused.unsuccessful if excused else 0)
            if failures:
                broken.append(f"{failures} of {counts.executed} tests matching {pattern} failed")
        if broken:
            return failed("; ".join(broken + absent))
        if absent:
            return failed("; ".join(absent), verdict=Verdict.INCOMPLETE)
        return passed(f"all tests matching {', '.join(self.required_tests or ())} passed")


def _why_absent(pattern: str, skipped: int, uncollected: int) -> str:
    if skipped or uncollected:
        return f"no test matching {pattern} ran ({skipped} skipped, {uncollected} not collected)"
    return f"no test matches {pattern}"
