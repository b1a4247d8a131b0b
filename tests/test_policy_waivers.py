from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
import reports
import runs
from policies import TODAY, answer, policy, waiver

from gatekeeper.model import Category, Counts, Outcome, Sample, Selection, Suite, Verdict
from gatekeeper.policy import Waiver, judge
from gatekeeper.rules.duration import Duration
from gatekeeper.rules.value import Count

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran


A, B = "c::a", "c::b"


def two_failures() -> Category:
    """Return 8 passed and the failures a and b, counted apart as a reader would."""
    one = Counts(failed=1)
    selected = {Selection(tests=(A,)): one, Selection(tests=(B,)): one, Selection(tests=(A, B)): one + one}
    return runs.category(counts=Counts(passed=8, failed=2), selected=selected)


def test_a_waiver_for_a_rule_passes_it_visibly_and_changes_no_number() -> None:
    asked = two_failures()
    judgement = judge(runs.run(asked), policy(waivers=(waiver(),)))
    result = answer(judgement, "pass-rate")
    assert (judgement.verdict, result.outcome, result.verdict) == (Verdict.PASSED, Outcome.WAIVED, Verdict.PASSED)
    assert result.reason == "waived: #1 (me, until 2026-05-04); 80.0% (8 of 10) is not >= 100%"
    assert judgement.waived == (result,)


def test_a_waiver_covers_its_rule_and_its_category_only() -> None:
    run = runs.run(two_failures(), runs.category("e2e", counts=Counts(passed=1, failed=1)))
    verdicts = judge(run, policy("unit", "e2e", waivers=(waiver(category="unit"),))).categories
    assert verdicts == {"unit": Verdict.PASSED, "e2e": Verdict.FAILED}
    both = policy("unit", "e2e", waivers=(waiver(),), max_failures=Count(0))
    assert {each.rule for each in judge(run, both).failed} == {"max-failures"}


def test_a_waiver_with_tests_covers_those_failing_tests_only() -> None:
    judgement = judge(runs.run(two_failures()), policy(waivers=(waiver("pass-rate", A),)))
    result = answer(judgement, "pass-rate")
    assert (judgement.verdict, result.outcome) == (Verdict.FAILED, Outcome.FAILED)
    assert result.reason == (
        "80.0% (8 of 10) is not >= 100%; without the tests waived by #1 (me, until 2026-05-04): 88.8% (8 of 9) is not >= 100%"
    )


@pytest.mark.parametrize("waivers", [(waiver("pass-rate", A, B),), (waiver("pass-rate", A), waiver("pass-rate", B, owner="you"))])
def test_one_or_several_waivers_may_cover_all_failing_tests(waivers: tuple[Waiver, ...]) -> None:
    judgement = judge(runs.run(two_failures()), policy(waivers=waivers))
    result = answer(judgement, "pass-rate")
    assert (judgement.verdict, result.outcome) == (Verdict.PASSED, Outcome.WAIVED)
    assert result.reason.endswith("; 80.0% (8 of 10) is not >= 100%")
    assert all(str(each) in result.reason for each in waivers)


def test_a_whole_waiver_beside_a_narrow_one_covers_the_rule() -> None:
    result = answer(judge(runs.run(two_failures()), policy(waivers=(waiver("pass-rate", A), waiver(owner="boss")))), "pass-rate")
    assert (result.outcome, "boss" in result.reason, "(me," in result.reason) == (Outcome.WAIVED, True, False)


def test_a_waiver_that_is_not_needed_leaves_the_answer_alone() -> None:
    result = answer(judge(runs.run(runs.category()), policy(waivers=(waiver(),))), "pass-rate")
    assert (result.outcome, result.reason) == (Outcome.PASSED, "100.0% (3 of 3) is >= 100%")


def test_when_every_test_is_waived_there_is_no_rate_and_no_pass() -> None:
    asked = runs.category(counts=Counts(failed=1), selected={Selection(tests=(A,)): Counts(failed=1)})
    result = answer(judge(runs.run(asked), policy(waivers=(waiver("pass-rate", A),))), "pass-rate")
    assert (result.outcome, "there is no pass rate" in result.reason) == (Outcome.FAILED, True)


def test_the_last_day_still_holds_and_the_next_one_fails_by_itself() -> None:
    good = runs.run(runs.category())
    assert judge(good, policy(waivers=(waiver(expires=TODAY),))).verdict is Verdict.PASSED
    judgement = judge(good, policy(waivers=(waiver(expires=TODAY - timedelta(days=1)),)))
    result = answer(judgement, "pass-rate")
    assert (judgement.verdict, result.outcome) == (Verdict.FAILED, Outcome.FAILED)
    assert result.reason == "a waiver has expired: #1 (me, until 2026-05-03); 100.0% (3 of 3) is >= 100%"
    assert "remove the waiver" in result.remedy


def test_an_expired_waiver_is_below_policy_and_a_rule_that_fails_too_keeps_its_verdict() -> None:
    old = waiver("min-executed", expires=TODAY - timedelta(days=1))
    assert judge(runs.run(runs.counted(passed=9)), policy(waivers=(old,), min_executed=Count(9))).verdict is Verdict.FAILED
    assert judge(runs.run(runs.counted(passed=9)), policy(waivers=(old,), min_executed=Count(10))).verdict is Verdict.INCOMPLETE


def test_an_expired_waiver_beside_one_that_holds_fails_and_all_expired_ones_are_named() -> None:
    yesterday = TODAY - timedelta(days=1)
    waivers = (waiver(), waiver(expires=yesterday, owner="x"), waiver("pass-rate", A, expires=yesterday, owner="y"))
    result = answer(judge(runs.run(two_failures()), policy(waivers=waivers)), "pass-rate")
    assert result.outcome is Outcome.FAILED
    assert result.reason.startswith("a waiver has expired: #1 (x, until 2026-05-03); #1 (y, until 2026-05-03); ")


def test_a_rule_that_could_not_tell_can_be_waived_too() -> None:
    asked = policy(waivers=(waiver("max-duration"),), max_duration=Duration.parse("1s"))
    result = answer(judge(runs.run(runs.category()), asked), "max-duration")
    assert (result.outcome, result.verdict) == (Outcome.WAIVED, Verdict.PASSED)


def test_a_switched_off_rule_is_shown_as_waived() -> None:
    lost = runs.category(suites=Suite(disagreements=Sample(count=1, first=("x",))))
    judgement = judge(runs.run(lost), policy(declared="ignore"))
    assert (judgement.verdict, [each.rule for each in judgement.waived]) == (Verdict.PASSED, ["counts-agree"])


WAIVED = """
[categories.unit]
reports = ["junit.xml"]

[[waivers]]
rule = "pass-rate"
tests = ["c::rounding*"]
reason = "#123"
owner = "payments"
expires = {expires}
"""


@pytest.mark.parametrize(
    ("failures", "days", "code", "last"),
    [
        (("rounding[a]", "rounding[b]"), 1, 0, "PASSED, 1 waived: 8 of 10 tests passed (80.0%)"),
        (("rounding[a]", "other"), 1, 1, "FAILED: pass-rate [unit]; 8 of 10 tests passed (80.0%)"),
        (("rounding[a]", "rounding[b]"), -2, 1, "FAILED: pass-rate [unit]; 8 of 10 tests passed (80.0%)"),
        ((), -2, 1, "FAILED: pass-rate [unit]; 8 of 8 tests passed (100.0%)"),
    ],
)
def test_waivers_through_the_real_command(
    gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], failures: tuple[str, ...], days: int, code: int, last: str
) -> None:
    expires = date.today() + timedelta(days=days)  # noqa: DTZ011 - two days apart at least, so that the zone does not matter
    write("gatekeeper.toml", WAIVED.format(expires=expires.isoformat()))
    write("junit.xml", reports.report(reports.passed(8), *[reports.failed(name) for name in failures]))
    ran = gatekeeper("check")
    assert (ran.code, ran.out.splitlines()[-1]) == (code, last)
    record = json.loads(gatekeeper("check", "--format", "json").out)
    assert record["categories"][0]["pass_rate"]["numerator"] == 8


def test_an_expired_waiver_of_an_absent_category_fails_by_itself() -> None:
    expired = waiver(expires=TODAY - timedelta(days=1))
    for given, verdict in (((expired,), Verdict.FAILED), ((waiver(),), Verdict.NO_EVIDENCE)):
        judgement = judge(runs.run(runs.category(absent="not on documentation-only changes")), policy(waivers=given))
        assert judgement.categories == {"unit": None}
        results = [each for each in judgement.results if each.rule == "pass-rate"]
        assert [each.verdict for each in results] == [Verdict.FAILED] * (verdict is Verdict.FAILED)
