from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import runs

from gatekeeper.model import Outcome, Verdict
from gatekeeper.rules.duration import Duration
from gatekeeper.rules.max_duration import MaxDuration

if TYPE_CHECKING:
    from gatekeeper.rules.base import Finding


def ask(seconds: float | None, limit: str, untimed: int = 0) -> Finding:
    return runs.ask(MaxDuration(max_duration=Duration.parse(limit)), runs.category(seconds=seconds, untimed=untimed))


def test_less_passes() -> None:
    finding = ask(59.5, "1m")
    assert (finding.outcome, finding.reason) == (Outcome.PASSED, "the tests took 59.5s, at most 1m allowed")


@pytest.mark.parametrize(("seconds", "outcome"), [(0.1, Outcome.PASSED), (0.100001, Outcome.FAILED), (0.099999, Outcome.PASSED)])
def test_the_border_is_the_written_number(seconds: float, outcome: Outcome) -> None:
    assert ask(seconds, "0.1s").outcome is outcome


def test_more_fails_with_the_digits_that_decide() -> None:
    finding = ask(10.0004, "10s")
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, "the tests took 10.0004s, at most 10s allowed")
    assert MaxDuration.verdict is Verdict.FAILED
    assert "max_duration" in MaxDuration.remedy


@pytest.mark.parametrize("seconds", [None, float("inf"), float("nan")])
def test_no_total_is_inconclusive(seconds: float | None) -> None:
    finding = ask(seconds, "10s")
    assert (finding.outcome, finding.verdict) == (Outcome.INCONCLUSIVE, Verdict.INCOMPLETE)
    assert "durations" in finding.reason
    assert "runner that writes the time" in finding.remedy


def test_tests_without_a_duration_could_have_taken_any_time() -> None:
    finding = ask(3.0, "10s", untimed=2)
    assert (finding.outcome, finding.reason) == (Outcome.INCONCLUSIVE, "2 tests without a duration; the others took 3s")


def test_too_long_is_too_long_whatever_the_others_took() -> None:
    assert ask(11.0, "10s", untimed=2).outcome is Outcome.FAILED


def test_is_asked_only_by_its_setting() -> None:
    assert not MaxDuration().active
