from __future__ import annotations

import runs

from gatekeeper.model import Outcome, Sample, Verdict
from gatekeeper.rules.dummy_report import DummyReport


def test_reports_of_runners_pass() -> None:
    finding = runs.ask(DummyReport(), runs.category())
    assert (finding.outcome, finding.reason) == (Outcome.PASSED, "no report looks like a placeholder")


def test_a_placeholder_is_invalid_and_named() -> None:
    dummies = Sample(count=1, first=('a.xml: its only test is "dummy" in suite "s"',))
    finding = runs.ask(DummyReport(), runs.category(dummies=dummies))
    assert finding.outcome is Outcome.FAILED
    assert finding.reason == 'looks like a placeholder that no runner wrote: a.xml: its only test is "dummy" in suite "s"'
    assert DummyReport.verdict is Verdict.INVALID
    assert "optional" in DummyReport.remedy


def test_is_always_asked_and_can_be_waived() -> None:
    assert (DummyReport().active, DummyReport.waivable) == (True, True)
