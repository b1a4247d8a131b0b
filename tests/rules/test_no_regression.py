from __future__ import annotations

from typing import TYPE_CHECKING

import runs

from gatekeeper.model import Baseline, Outcome, Sample, Verdict
from gatekeeper.rules.baseline import REMEDY
from gatekeeper.rules.no_regression import NoRegression

if TYPE_CHECKING:
    from gatekeeper.rules.base import Finding

RULE = NoRegression(no_regression=True)


def _ask(baseline: Baseline | None, excused: tuple[str, ...] = ()) -> Finding:
    return runs.ask(RULE, runs.category(baseline=baseline, excused=excused))


def test_nothing_broken_passes() -> None:
    finding = _ask(Baseline(about="record abc", removed=Sample(count=3)))
    assert (finding.outcome, finding.reason) == (Outcome.PASSED, "no test that passed in record abc fails now")


def test_a_broken_test_fails_and_is_named() -> None:
    finding = _ask(Baseline(about="record abc", regressed=Sample(count=1, first=("c::a",))))
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, "1 test that passed in record abc fails now: c::a")
    finding = _ask(Baseline(about="record abc", regressed=Sample(count=3, first=("c::a", "c::b"))))
    assert finding.reason == "3 tests that passed in record abc fail now: c::a; c::b; and 1 more"
    assert (NoRegression.verdict, bool(NoRegression.remedy)) == (Verdict.FAILED, True)


def test_a_waiver_of_tests_leaves_the_others() -> None:
    both = Sample(count=2, first=("c::a", "c::b"))
    baseline = Baseline(about="record abc", regressed=both, unexcused=Sample(count=1, first=("c::b",)))
    assert _ask(baseline).reason.startswith("2 tests")
    assert _ask(baseline, ("c::a",)).reason == "1 test that passed in record abc fails now: c::b"
    assert _ask(Baseline(about="record abc", regressed=both), ("c::*",)).outcome is Outcome.PASSED


def test_without_a_baseline_nobody_can_tell() -> None:
    finding = _ask(Baseline(missing="the ledger is empty", remedy="fill it"))
    assert (finding.outcome, finding.verdict) == (Outcome.INCONCLUSIVE, Verdict.INCOMPLETE)
    assert (finding.reason, finding.remedy) == ("NO BASELINE: the ledger is empty", "fill it")
    finding = _ask(None)
    assert (finding.outcome, finding.reason, finding.remedy) == (Outcome.INCONCLUSIVE, "NO BASELINE: nothing was compared", REMEDY)


def test_is_asked_only_where_it_is_switched_on() -> None:
    assert RULE.active
    assert not NoRegression(no_regression=False).active
    assert not NoRegression().active
    assert NoRegression.compares
