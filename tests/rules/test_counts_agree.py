from __future__ import annotations

import runs

from gatekeeper.model import Outcome, Sample, Suite, Verdict
from gatekeeper.rules.counts_agree import CountsAgree

LOST = Suite(disagreements=Sample(count=1, first=("suite s of a.xml declares 25 tests and has 2",)))


def test_agreement_passes() -> None:
    assert runs.ask(CountsAgree(), runs.category()).outcome is Outcome.PASSED


def test_a_difference_is_incomplete_and_says_where() -> None:
    finding = runs.ask(CountsAgree(), runs.category(suites=LOST))
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, "suite s of a.xml declares 25 tests and has 2")
    assert CountsAgree.verdict is Verdict.INCOMPLETE
    assert 'declared = "ignore"' in CountsAgree.remedy


def test_ignoring_is_an_exception_that_stays_visible() -> None:
    for asked in (runs.category(suites=LOST), runs.category()):
        finding = runs.ask(CountsAgree(declared="ignore"), asked)
        assert (finding.outcome, finding.reason) == (Outcome.WAIVED, 'not compared: declared = "ignore"')


def test_is_always_on() -> None:
    assert CountsAgree().active
    assert CountsAgree(declared="ignore").active
    assert CountsAgree.waivable
