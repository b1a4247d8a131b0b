from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from records import category, counts, record, rule

from gatekeeper.config.measures import Measure, PassRate, RuleHolds, TestsPass
from gatekeeper.documents.measured import NOTHING, Facts, stand
from gatekeeper.documents.standing import Stand
from gatekeeper.evidence.cases import Cases, Missing, Tally
from gatekeeper.evidence.record import RateRow, Record, RunRow
from gatekeeper.model import Outcome, Verdict
from gatekeeper.rules.threshold import Threshold

_DAY = "2026-01-02"
_CASES = Missing(reason="the record has none")


def _rate(threshold: str = "> 90%", least: int = 0) -> PassRate:
    return PassRate(category="unit", threshold=Threshold.parse(threshold), least=least)


def _stand(measure: Measure, made: Record, cases: Cases | Missing = _CASES) -> tuple[str, str]:
    found, current = stand(measure, Facts(record=made, cases=cases))
    assert found in (Stand.MET, Stand.UNMET)
    return found.name, current


def _of(verdict: Verdict | None = Verdict.PASSED, name: str = "unit", **more: Any) -> Record:
    return record(verdict or Verdict.PASSED, categories=[category("other"), category(name, verdict, **more)])


@pytest.mark.parametrize("measure", [_rate(), RuleHolds(rule="pass-rate"), TestsPass(tests=("*",))])
def test_without_a_record_nothing_is_met(measure: Measure) -> None:
    assert stand(measure, NOTHING) == (Stand.UNMET, "no record yet")


@pytest.mark.parametrize("verdict", [Verdict.NO_EVIDENCE, Verdict.INVALID])
@pytest.mark.parametrize("measure", [_rate(), RuleHolds(rule="pass-rate"), TestsPass(tests=("*",))])
def test_without_evidence_nothing_is_met_and_nothing_has_a_number(verdict: Verdict, measure: Measure) -> None:
    made = record(verdict, run=RunRow(url=None, id="815", attempt=None), rules=[rule(verdict=Verdict.PASSED)])
    cases = Cases(answers={("*",): Tally(passed=1, ran={"*": 1}, categories={"unit"})})
    assert _stand(measure, made, cases) == ("UNMET", f"no evidence, run 815, {_DAY}")


@pytest.mark.parametrize(
    ("passed", "failed", "threshold", "found"),
    [
        (17, 20, "> 90%", ("UNMET", "45.9%, 17 of 37")),
        (9, 1, "> 90%", ("UNMET", "90.0%, 9 of 10")),
        (9, 1, ">= 90%", ("MET", "90.0%, 9 of 10")),
        (8996, 1004, ">= 90%", ("UNMET", "89.9%, 8996 of 10000")),
        (19999, 1, "100%", ("UNMET", "99.9%, 19999 of 20000")),
        (3, 0, "100%", ("MET", "100.0%, 3 of 3")),
        (0, 3, "1%", ("UNMET", "0.0%, 0 of 3")),
    ],
)
def test_a_rate_is_exact_and_cut(passed: int, failed: int, threshold: str, found: tuple[str, str]) -> None:
    made = _of(Verdict.FAILED, counts=counts(passed=passed, failed=failed))
    assert _stand(_rate(threshold), made) == (found[0], f"{found[1]}, {_DAY}")


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 200), st.sampled_from(["> 0%", "> 90%", "99.5%", "100%"]))
def test_a_rate_is_met_when_the_threshold_accepts_it(passed: int, failed: int, errored: int, threshold: str) -> None:
    found, current = _stand(_rate(threshold), _of(Verdict.FAILED, counts=counts(passed=passed, failed=failed, errored=errored)))
    weighed = passed + failed + errored
    share = Threshold.parse(threshold)
    enough = weighed and (passed > share.value * weighed if share.strict else passed >= share.value * weighed)
    assert found == ("MET" if enough else "UNMET")
    assert f"{passed} of {weighed}" in current or not weighed


def test_the_run_is_named_where_it_is_known() -> None:
    assert _stand(_rate(), replace(_of(), run=RunRow(url=None, id="812", attempt="1"))) == ("MET", f"100.0%, 3 of 3, run 812, {_DAY}")
    for odd in ("", "8 12", "@me", "9" * 21, "\u0669", "812\n"):
        assert _stand(_rate(), replace(_of(), run=RunRow(url=None, id=odd, attempt=None))) == ("MET", f"100.0%, 3 of 3, {_DAY}")
    assert _stand(_rate(), replace(_of(), created="<b>")) == ("MET", "100.0%, 3 of 3")


def test_too_few_executed() -> None:
    assert _stand(_rate(least=4), _of()) == ("UNMET", f"100.0%, 3 of 3, needs 4 executed, {_DAY}")
    assert _stand(_rate(least=3), _of()) == ("MET", f"100.0%, 3 of 3, {_DAY}")
    collected = counts(passed=19, errored=1, collection_errors=1)
    assert _stand(_rate(least=20), _of(Verdict.FAILED, counts=collected)) == ("UNMET", f"95.0%, 19 of 20, needs 20 executed, {_DAY}")


def test_an_advisory_category_counts_like_any_other() -> None:
    assert _stand(_rate(), _of(blocking=False))[0] == "MET"


@pytest.mark.parametrize("verdict", [Verdict.INCOMPLETE, Verdict.STALE])
def test_unsound_evidence_meets_nothing(verdict: Verdict) -> None:
    assert _stand(_rate(), _of(verdict)) == ("UNMET", f"100.0%, 3 of 3, {verdict}, {_DAY}")
    whole = record(verdict, rules=[rule("same-commit", None, verdict)])
    assert _stand(_rate(), whole) == ("UNMET", f"100.0%, 3 of 3, {verdict}, {_DAY}")
    assert _stand(_rate(), record(Verdict.FAILED, rules=[rule("x", None, Verdict.FAILED)]))[0] == "MET"


@pytest.mark.parametrize("verdict", [Verdict.NO_EVIDENCE, Verdict.INVALID])
def test_a_category_without_evidence_has_no_number(verdict: Verdict) -> None:
    made = replace(_of(verdict), verdict=Verdict.PASSED)
    assert _stand(_rate(), made) == ("UNMET", f"no evidence for unit, {_DAY}")


def test_categories_that_are_not_there() -> None:
    assert _stand(_rate(), _of(name="units")) == ("UNMET", f"unit was not judged, {_DAY}")
    assert _stand(_rate(), replace(_of(name="units"), partial=True)) == ("UNMET", f"unit was not judged, {_DAY}")
    assert _stand(_rate(), _of(None, absent="why", counts=counts())) == ("UNMET", f"unit was absent, {_DAY}")
    assert _stand(_rate(), _of(absent="why")) == ("UNMET", f"unit was absent, {_DAY}")


@pytest.mark.parametrize(
    "more",
    [
        {"counts": counts(skipped=3)},
        {"pass_rate": None},
        {"pass_rate": RateRow(numerator=4, denominator=4, text="100.0%")},
        {"pass_rate": RateRow(numerator=3, denominator=4, text="100.0%")},
        {"counts": counts(passed=4, failed=-1)},
        {"counts": counts(passed=-4, failed=-1)},
        {"counts": counts(passed=10**5000, failed=0), "pass_rate": RateRow(numerator=10**5000, denominator=10**5000, text="")},
        {"counts": replace(counts(passed=3), executed=300)},
        {"counts": counts(passed=3, collection_errors=-9)},
    ],
)
def test_a_record_that_contradicts_itself_has_no_rate(more: dict[str, Any]) -> None:
    made = record(Verdict.FAILED, categories=[_broken(**more)])
    assert _stand(_rate("> 0%", 0), made) == ("UNMET", f"unit has no pass rate, {_DAY}")


def _broken(**more: Any) -> Any:
    return replace(category(), **{"pass_rate": RateRow(numerator=3, denominator=3, text="100.0%"), **more})


_GLOBS = ("a*", "b*")


def _tests(made: Record | None = None, **more: Any) -> tuple[str, str]:
    tally = Tally(**{"categories": {"unit"}, "ran": {"a*": 1, "b*": 1}, "passed": 4, **more})
    return _stand(TestsPass(tests=_GLOBS), made or record(), Cases(answers={_GLOBS: tally}))


def test_all_that_ran_passed() -> None:
    assert _tests() == ("MET", f"4 of 4 passed, {_DAY}")
    assert _tests(skipped=9) == ("MET", f"4 of 4 passed, {_DAY}")
    assert _tests(passed=3, broken=1) == ("UNMET", f"3 of 4 passed, {_DAY}")


def test_every_glob_needs_a_test_that_ran() -> None:
    assert _tests(ran={"a*": 4}) == ("UNMET", f"no test matching b* ran, {_DAY}")
    assert _tests(ran={}) == ("UNMET", f"no test matching a* ran (and 1 more), {_DAY}")
    assert _tests(ran={}, passed=0, skipped=3) == ("UNMET", f"no test matching a* ran (and 1 more), {_DAY}")


@pytest.mark.parametrize("verdict", [Verdict.INCOMPLETE, Verdict.STALE])
def test_tests_of_unsound_categories_show_nothing(verdict: Verdict) -> None:
    made = record(verdict, categories=[category("unit", verdict), category("e2e")])
    assert _tests(made) == ("UNMET", f"4 of 4 passed, {verdict}, {_DAY}")
    assert _tests(made, categories={"e2e"})[0] == "MET"
    assert _tests(made, categories={"e2e", "unit"})[0] == "UNMET"
    assert _tests(made, categories={"unknown"}) == ("UNMET", f"4 of 4 passed, NO_EVIDENCE, {_DAY}")


def test_no_inventory_and_no_answer() -> None:
    measure = TestsPass(tests=_GLOBS)
    assert _stand(measure, record()) == ("UNMET", f"the inventory is missing: the record has none, {_DAY}")
    assert _stand(measure, record(), Cases(answers={})) == ("UNMET", f"no test was asked for, {_DAY}")
    assert _stand(TestsPass(tests=()), record(), Cases(answers={(): Tally()}))[0] == "UNMET"


def _held(*rows: Any, **more: Any) -> tuple[str, str]:
    return _stand(RuleHolds(rule="r"), record(rules=[rule("other"), *rows], **more))


def test_a_rule_that_was_not_asked() -> None:
    assert _held() == ("UNMET", f"r was not asked, {_DAY}")


def test_a_rule_holds_wherever_it_was_asked() -> None:
    good = [rule("r", place, Verdict.PASSED) for place in ("unit", None)]
    waived = rule("r", "unit", Verdict.PASSED, outcome=Outcome.WAIVED)
    unclear = rule("r", "unit", Verdict.INCOMPLETE, outcome=Outcome.INCONCLUSIVE)
    assert _held(*good) == ("MET", f"held in unit and the run, {_DAY}")
    assert _held(good[1], waived) == ("MET", f"waived in unit, {_DAY}")
    assert _held(*good, rule("r", "e2e")) == ("UNMET", f"failed in e2e, NO_EVIDENCE, {_DAY}")
    assert _held(*good, rule("r"), unclear) == ("UNMET", f"failed in unit, could not tell in unit, {_DAY}")


def test_a_rule_in_unsound_evidence_shows_nothing() -> None:
    row = rule("r", "unit", Verdict.PASSED)
    assert _held(row, categories=[category("unit", Verdict.STALE)]) == ("UNMET", f"held in unit, STALE, {_DAY}")
    assert _held(row, categories=[category("unit", None, absent="why")]) == ("MET", f"held in unit, {_DAY}")
    assert _held(row, categories=[category("unit"), category("e2e", Verdict.STALE)])[0] == "MET"
