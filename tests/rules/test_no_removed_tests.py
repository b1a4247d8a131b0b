from __future__ import annotations

from typing import TYPE_CHECKING

import runs

from gatekeeper.model import Baseline, Outcome, Sample, Verdict
from gatekeeper.rules.no_removed_tests import NoRemovedTests
from gatekeeper.rules.value import Count

if TYPE_CHECKING:
    from gatekeeper.rules.base import Finding


def _ask(most: int, baseline: Baseline | None) -> Finding:
    return runs.ask(NoRemovedTests(max_removed=Count(most)), runs.category(baseline=baseline))


def test_as_many_as_allowed_may_be_gone() -> None:
    none = _ask(0, Baseline(about="record abc", regressed=Sample(count=9)))
    assert (none.outcome, none.reason) == (Outcome.PASSED, "0 tests of record abc are gone, at most 0 allowed")
    one = _ask(1, Baseline(about="record abc", removed=Sample(count=1, first=("c::a",))))
    assert (one.outcome, one.reason) == (Outcome.PASSED, "1 test of record abc is gone, at most 1 allowed: c::a")


def test_more_fail_and_are_named() -> None:
    finding = _ask(1, Baseline(about="record abc", removed=Sample(count=3, first=("c::a", "c::b"))))
    assert (finding.outcome, finding.reason) == (
        Outcome.FAILED,
        "3 tests of record abc are gone, at most 1 allowed: c::a; c::b; and 1 more",
    )
    assert (NoRemovedTests.verdict, NoRemovedTests.excuses_tests, bool(NoRemovedTests.remedy)) == (Verdict.FAILED, False, True)


def test_without_a_baseline_it_never_says_that_none_is_gone() -> None:
    for baseline in (None, Baseline(missing="the ledger is empty")):
        finding = _ask(5, baseline)
        assert (finding.outcome, finding.verdict) == (Outcome.INCONCLUSIVE, Verdict.INCOMPLETE)
        assert finding.reason.startswith("NO BASELINE: ")
        assert "gatekeeper ledger pull" in finding.remedy


def test_none_allowed_is_a_setting() -> None:
    assert NoRemovedTests(max_removed=Count(0)).active
    assert not NoRemovedTests().active
    assert NoRemovedTests.compares
