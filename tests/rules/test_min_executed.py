from __future__ import annotations

import pytest
import runs

from gatekeeper.model import Outcome, Verdict
from gatekeeper.rules.min_executed import MinExecuted
from gatekeeper.rules.value import Count


@pytest.mark.parametrize(("passed", "outcome"), [(36, Outcome.FAILED), (37, Outcome.PASSED), (38, Outcome.PASSED)])
def test_the_border(passed: int, outcome: Outcome) -> None:
    finding = runs.ask(MinExecuted(min_executed=Count(37)), runs.counted(passed=passed))
    assert (finding.outcome, finding.reason) == (outcome, f"{passed} tests executed, at least 37 expected")


def test_failures_ran_but_skips_and_collection_errors_did_not() -> None:
    asked = runs.counted(passed=1, failed=1, errored=3, collection_errors=2, skipped=9)
    assert runs.ask(MinExecuted(min_executed=Count(3)), asked).outcome is Outcome.PASSED
    assert runs.ask(MinExecuted(min_executed=Count(4)), asked).outcome is Outcome.FAILED


def test_too_few_are_incomplete() -> None:
    assert MinExecuted.verdict is Verdict.INCOMPLETE
    assert "min_executed" in MinExecuted.remedy


def test_is_asked_only_by_its_setting() -> None:
    assert not MinExecuted().active
    assert MinExecuted(min_executed=Count(0)).active
