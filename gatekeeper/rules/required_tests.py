"""Did the tests that matter most run and pass? A high rate may not hide a broken golden path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.model import Verdict
from gatekeeper.rules.base import Finding, Rule, Stricter, failed, listed, passed, setting, some

if TYPE_CHECKING:
    from gatekeeper.model import Category, Counts, Run


@dataclass(init=False, repr=False, eq=False)
class RequiredTests(Rule):
    """For every pattern at least one test ran, and every one that ran passed."""

    remedy: ClassVar[str] = "run and fix the required tests, or correct the pattern if they were renamed"
    excuses_tests: ClassVar[bool] = True
    whole: ClassVar[bool] = True

    required_tests: tuple[str, ...] | None = setting(
        "Globs over test ids (* and ?); each must match a test that ran, and all that ran must pass.", stricter=Stricter.ALL
    )

    def selections(self) -> tuple[tuple[str, ...], ...]:
        """Return one group for each pattern."""
        return tuple((pattern,) for pattern in self.required_tests or ())

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Say which patterns matched nothing that ran, and which matched a failure."""
        absent, broken = [], []
        for (pattern,) in self.selections():
            counts = category.select((pattern,))
            failures = _failures(category, pattern, counts)
            if not counts.executed:
                absent.append(_why_absent(pattern, counts))
            elif failures:
                broken.append(f"{failures} of {some(counts.passed + counts.unsuccessful, 'test')} matching {pattern} failed")
        if absent:
            return failed(listed(absent + broken, "; "), verdict=Verdict.INCOMPLETE)
        if broken:
            return failed(listed(broken, "; "))
        return passed(f"all tests matching {listed(self.required_tests or ())} passed")


def _failures(category: Category, pattern: str, counts: Counts) -> int:
    """Return how many failed; the ones that a waiver names are left out when it is asked again with them."""
    excused = category.select((pattern,), category.excused).unsuccessful if category.excused else 0
    return counts.unsuccessful - excused


def _why_absent(pattern: str, counts: Counts) -> str:
    if counts.tests:
        return f"no test matching {pattern} ran ({counts.skipped} skipped, {counts.collection_errors} not collected)"
    return f"no test matches {pattern}"
