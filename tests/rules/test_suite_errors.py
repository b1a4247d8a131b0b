from __future__ import annotations

import runs

from gatekeeper.model import Outcome, Sample, Suite, Verdict
from gatekeeper.rules.suite_errors import SuiteErrors


def test_none_passes() -> None:
    assert runs.ask(SuiteErrors(), runs.category()).outcome is Outcome.PASSED


def test_one_fails_and_is_named() -> None:
    errors = Sample(count=1, first=("shop.CartTest",))
    finding = runs.ask(SuiteErrors(), runs.category(suites=Suite(errors=errors)))
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, "1 error of suites as a whole, outside any test: shop.CartTest")
    assert SuiteErrors.verdict is Verdict.FAILED
    assert "tear-down" in SuiteErrors.remedy


def test_many_are_cut_and_counted() -> None:
    errors = Sample(count=7, first=("a", "b"))
    finding = runs.ask(SuiteErrors(), runs.category(suites=Suite(errors=errors)))
    assert finding.reason == "7 errors of suites as a whole, outside any test: a; b; and 5 more"


def test_is_always_on_and_waived_as_a_whole_only() -> None:
    assert SuiteErrors().active
    assert (SuiteErrors.waivable, SuiteErrors.excuses_tests) == (True, False)
