"""Can a failure still be seen? A test that must fail goes the way of all others: if it does not fail, outcomes are forged or lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.model import Verdict
from gatekeeper.rules.base import Finding, Rule, Stricter, failed, listed, passed, setting, some, unclear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatekeeper.model import Category, Counts, Run

_AGAIN = "read the reports again with this configuration, so that the canaries are told from other tests"


@dataclass(init=False, repr=False, eq=False)
class Canary(Rule):
    """Every test that must fail ran, and failed."""

    verdict: ClassVar[Verdict] = Verdict.INVALID
    remedy: ClassVar[str] = (
        "find out what turns failures into passes, such as a hook or a wrapper; nothing green from this run can be trusted"
    )

    canary: tuple[str, ...] | None = setting(
        "Globs over test ids (* and ?) of tests that must fail: each must match one that ran, and none may pass. They count nowhere else.",
        stricter=Stricter.ALL,
    )

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        """Fail for a canary that passed, and for a pattern without one that failed."""
        patterns = self.canary or ()
        bad = [problem for pattern in patterns for problem in _problems(pattern, category.canaries.get(pattern))]
        if bad:
            return failed(listed(bad, "; "))
        unread = [pattern for pattern in patterns if pattern not in category.canaries]
        if unread:
            return unclear(f"the reports were not read with the canary {listed(unread)}", _AGAIN)
        number = sum(category.canaries[pattern].unsuccessful for pattern in patterns)
        return passed(f"{some(number, 'test')} that must fail did: {listed(patterns)}")


def _problems(pattern: str, counts: Counts | None) -> Iterator[str]:
    if counts is None:
        return
    if counts.passed:
        yield f"{some(counts.passed, 'test')} matching {pattern} passed and must fail"
    elif not counts.tests:
        yield f"no test matches {pattern}, which must fail"
    elif not counts.unsuccessful:
        yield f"no test matching {pattern} ran ({counts.skipped} skipped), and one must fail"
