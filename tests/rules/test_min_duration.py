from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import runs

from gatekeeper.model import Outcome, Verdict
from gatekeeper.rules.duration import Duration
from gatekeeper.rules.min_duration import MinDuration

if TYPE_CHECKING:
    from gatekeeper.rules.base import Finding


def ask(seconds: float | None, limit: str, untimed: int = 0) -> Finding:
    return runs.ask(MinDuration(min_duration=Duration.parse(limit)), runs.category(seconds=seconds, untimed=untimed))


def test_more_passes() -> None:
    finding = ask(61.25, "1m")
    assert (finding.outcome, finding.reason) == (Outcome.PASSED, "the tests took 61.25s, at least 1m expected")


@pytest.mark.parametrize(("seconds", "outcome"), [(0.3, Outcome.PASSED), (0.299999, Outcome.FAILED), (0.300001, Outcome.PASSED)])
def test_the_border_is_the_written_number(seconds: float, outcome: Outcome) -> None:
    assert ask(seconds, "0.3s").outcome is outcome


def test_no_time_at_all_fails_and_is_not_rounded_up() -> None:
    assert ask(0.0, "0.1s").reason == "the tests took 0s, at least 0.1s expected"
    assert ask(0.0996, "0.1s").reason == "the tests took 0.0996s, at least 0.1s expected"
    assert (ask(0.0, "0.1s").outcome, MinDuration.verdict) == (Outcome.FAILED, Verdict.FAILED)
    assert "stand-in" in MinDuration.remedy


@pytest.mark.parametrize("seconds", [None, float("inf")])
def test_no_total_is_inconclusive(seconds: float | None) -> None:
    finding = ask(seconds, "0.1s")
    assert (finding.outcome, finding.verdict) == (Outcome.INCONCLUSIVE, Verdict.INCOMPLETE)


def test_a_missing_duration_is_not_zero() -> None:
    assert ask(0.05, "0.1s", untimed=1).outcome is Outcome.INCONCLUSIVE
    assert ask(0.05, "0.1s", untimed=1).reason == "1 test without a duration; the others took 0.05s"
    assert ask(0.2, "0.1s", untimed=1).outcome is Outcome.PASSED


def test_is_asked_only_by_its_setting() -> None:
    assert not MinDuration().active
