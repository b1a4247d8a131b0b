from __future__ import annotations

import pytest
import runs

from gatekeeper.model import Counts, Outcome, Selection, Verdict
from gatekeeper.rules.max_failures import MaxFailures
from gatekeeper.rules.value import Count


@pytest.mark.parametrize(("failed", "errored", "outcome"), [(1, 1, Outcome.PASSED), (2, 1, Outcome.FAILED), (0, 3, Outcome.FAILED)])
def test_failed_and_errored_count_together(failed: int, errored: int, outcome: Outcome) -> None:
    finding = runs.ask(MaxFailures(max_failures=Count(2)), runs.counted(passed=9, failed=failed, errored=errored))
    assert (finding.outcome, finding.reason) == (outcome, f"{failed + errored} tests failed or errored, at most 2 allowed")


def test_none_allowed_is_a_setting() -> None:
    rule = MaxFailures(max_failures=Count(0))
    assert rule.active
    assert runs.ask(rule, runs.counted(passed=9)).outcome is Outcome.PASSED
    assert runs.ask(rule, runs.counted(passed=9, failed=1)).reason == "1 test failed or errored, at most 0 allowed"
    assert (MaxFailures.verdict, bool(MaxFailures.remedy)) == (Verdict.FAILED, True)


def test_a_waived_failure_is_not_counted() -> None:
    asked = runs.category(
        counts=Counts(passed=9, failed=2, errored=1), selected={Selection(tests=("c::a",)): Counts(failed=1)}, excused=("c::a",)
    )
    assert runs.ask(MaxFailures(max_failures=Count(2)), asked).reason == "2 tests failed or errored, at most 2 allowed"


def test_is_asked_only_by_its_setting() -> None:
    assert not MaxFailures().active
