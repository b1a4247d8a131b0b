from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import runs

from gatekeeper.model import Outcome, Suite, Verdict
from gatekeeper.rules.duration import Duration
from gatekeeper.rules.max_age import CLOCK_SKEW, MaxAge

if TYPE_CHECKING:
    from gatekeeper.rules.base import Finding

INSTANT = timedelta(microseconds=1)


def ask(age: timedelta | None, limit: str = "24h") -> Finding:
    newest = None if age is None else runs.NOW - age
    return runs.ask(MaxAge(max_age=Duration.parse(limit)), runs.category(suites=Suite(newest=newest)))


def test_recent_evidence_passes_with_its_age() -> None:
    finding = ask(timedelta(hours=2, minutes=5))
    assert finding.outcome is Outcome.PASSED
    assert finding.reason == "the newest suite is from 2026-05-04T09:55:00+00:00, 2h 5m ago; at most 1d allowed"


def test_the_border_is_exact() -> None:
    assert ask(timedelta(hours=24)).outcome is Outcome.PASSED
    assert ask(timedelta(hours=24) + INSTANT).outcome is Outcome.FAILED
    assert ask(INSTANT, "0.000001s").outcome is Outcome.PASSED


def test_old_evidence_is_stale() -> None:
    assert ask(timedelta(hours=26)).reason.endswith("26h 0m ago; at most 1d allowed")
    assert MaxAge.verdict is Verdict.STALE
    assert "run the tests again" in MaxAge.remedy


def test_no_timestamp_at_all_fails() -> None:
    finding = ask(None)
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, "no suite has a readable timestamp, so the age is unknown")
    assert "runner that writes suite timestamps" in finding.remedy


def test_the_future_fails_beyond_what_clocks_differ() -> None:
    assert ask(-CLOCK_SKEW).outcome is Outcome.PASSED
    assert "0h 0m ago" in ask(-CLOCK_SKEW).reason
    finding = ask(-CLOCK_SKEW - INSTANT)
    assert (finding.outcome, "lies in the future" in finding.reason, "clock" in finding.remedy) == (Outcome.FAILED, True, True)


@pytest.mark.parametrize("limit", [None, "0s"])
def test_is_asked_only_by_its_setting(limit: str | None) -> None:
    assert MaxAge(max_age=Duration.parse(limit) if limit else None).active is (limit is not None)
