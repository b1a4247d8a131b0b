from __future__ import annotations

import pytest
import runs

from gatekeeper.model import Counts, Outcome, Selection, Verdict
from gatekeeper.rules.pass_rate import PassRate
from gatekeeper.rules.threshold import Threshold


def test_everything_must_pass_unless_said_otherwise() -> None:
    assert runs.ask(PassRate(), runs.counted(passed=9)).reason == "100.0% (9 of 9) is >= 100%"
    finding = runs.ask(PassRate(), runs.counted(passed=9999, failed=1))
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, "99.9% (9999 of 10000) is not >= 100%")
    assert PassRate.verdict is Verdict.FAILED
    assert "waive them by name" in PassRate.remedy


@pytest.mark.parametrize(
    ("threshold", "outcome"),
    [("> 90%", Outcome.FAILED), (">= 90%", Outcome.PASSED), ("90%", Outcome.PASSED), ("90.000000001%", Outcome.FAILED)],
)
def test_more_than_and_at_least_differ_at_the_border(threshold: str, outcome: Outcome) -> None:
    assert runs.ask(PassRate(pass_rate=Threshold.parse(threshold)), runs.counted(passed=9, failed=1)).outcome is outcome


def test_collection_errors_weigh_and_skips_do_not() -> None:
    finding = runs.ask(PassRate(), runs.counted(passed=5, failed=12, errored=4, collection_errors=4, skipped=7))
    assert finding.reason == "23.8% (5 of 21) is not >= 100%"


@pytest.mark.parametrize("skipped", [0, 5])
def test_no_denominator_is_no_rate_and_no_rate_is_no_pass(skipped: int) -> None:
    for text in ("0%", "100%"):
        finding = runs.ask(PassRate(pass_rate=Threshold.parse(text)), runs.counted(skipped=skipped))
        assert (finding.outcome, finding.verdict) == (Outcome.FAILED, Verdict.NO_EVIDENCE)
        assert "there is no pass rate" in finding.reason


def test_a_waiver_takes_its_failures_out_of_the_rate() -> None:
    asked = runs.category(counts=Counts(passed=8, failed=2), selected={Selection(tests=("c::a",)): Counts(failed=1)}, excused=("c::a",))
    assert runs.ask(PassRate(), asked).reason == "88.8% (8 of 9) is not >= 100%"


def test_is_always_on_and_excuses_single_tests() -> None:
    assert PassRate().active
    assert (PassRate.waivable, PassRate.excuses_tests) == (True, True)


def test_what_to_do_next_depends_on_why_there_is_no_rate() -> None:
    one = Counts(failed=1)
    nothing = runs.ask(PassRate(), runs.counted())
    waived = runs.ask(PassRate(), runs.category(counts=one, excused=("c::a",), selected={Selection(tests=("c::a",)): one}))
    assert nothing.remedy.startswith("run the tests for real")
    assert waived.remedy.startswith("nothing is left to take a rate of")
