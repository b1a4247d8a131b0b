from __future__ import annotations

import pytest
import runs

from gatekeeper.model import Counts, Outcome, Sample, Verdict
from gatekeeper.rules.limit import Limit
from gatekeeper.rules.max_flaky import MaxFlaky

FLAKY = runs.category(counts=Counts(passed=40, flaky=2), flaky=Sample(count=2, first=("c::a", "c::b")))


def test_none_passes_without_any_setting() -> None:
    assert MaxFlaky().active
    assert runs.ask(MaxFlaky(), runs.counted(passed=3)).outcome is Outcome.PASSED


def test_a_single_one_fails_unless_allowed_and_is_named() -> None:
    finding = runs.ask(MaxFlaky(), runs.category(counts=Counts(passed=3, flaky=1), flaky=Sample(count=1, first=("c::a",))))
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, "1 flaky test, at most 0 allowed: c::a")
    assert MaxFlaky.verdict is Verdict.FAILED
    assert "max_flaky" in MaxFlaky.remedy


@pytest.mark.parametrize(
    ("limit", "outcome"), [(1, Outcome.FAILED), (2, Outcome.PASSED), ("5%", Outcome.PASSED), ("4.999%", Outcome.FAILED)]
)
def test_a_count_or_a_share_of_all_tests_may_be_allowed(limit: object, outcome: Outcome) -> None:
    assert runs.ask(MaxFlaky(max_flaky=Limit.parse(limit)), FLAKY).outcome is outcome


def test_is_waived_as_a_whole_only() -> None:
    assert (MaxFlaky.waivable, MaxFlaky.excuses_tests) == (True, False)
