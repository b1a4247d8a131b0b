from __future__ import annotations

import pytest
import runs

from gatekeeper.model import Outcome, Verdict
from gatekeeper.rules.limit import Limit
from gatekeeper.rules.max_skipped import MaxSkipped


@pytest.mark.parametrize(
    ("limit", "outcome"),
    [(0, Outcome.FAILED), (1, Outcome.FAILED), (2, Outcome.PASSED), ("5%", Outcome.PASSED), ("4.99%", Outcome.FAILED)],
)
def test_a_count_or_a_share_of_all_tests(limit: object, outcome: Outcome) -> None:
    assert runs.ask(MaxSkipped(max_skipped=Limit.parse(limit)), runs.counted(passed=38, skipped=2)).outcome is outcome


def test_the_reason_has_the_numbers_and_the_limit() -> None:
    finding = runs.ask(MaxSkipped(max_skipped=Limit.parse("2.5%")), runs.counted(passed=38, skipped=2))
    assert finding.reason == "2 of 40 tests skipped, at most 2.5% allowed"
    assert MaxSkipped.verdict is Verdict.FAILED
    assert "skipped" in MaxSkipped.remedy


def test_a_share_of_nothing_is_within_any_limit() -> None:
    assert runs.ask(MaxSkipped(max_skipped=Limit.parse("0%")), runs.counted()).outcome is Outcome.PASSED


def test_is_asked_only_by_its_setting() -> None:
    assert not MaxSkipped().active
    assert MaxSkipped(max_skipped=Limit.parse(0)).active
