from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
import reports
import runs
from hypothesis import given
from hypothesis import strategies as st
from policies import answer, policy, waiver

from gatekeeper.config.settings import rules_for
from gatekeeper.model import Category, Counts, Outcome, Problem, Selection, Verdict, worst
from gatekeeper.policy import CategoryPolicy, Policy, judge
from gatekeeper.rules.base import Finding, Rule, failed, passed, unclear
from gatekeeper.rules.duration import Duration
from gatekeeper.rules.limit import Limit
from gatekeeper.rules.value import Count, Expected

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran

    from gatekeeper.model import Run


@dataclass(init=False, repr=False, eq=False)
class Says(Rule):
    """Answers as it was told."""

    always: ClassVar[bool] = True
    finding: Finding

    def judge(self, category: Category, run: Run) -> Finding:  # noqa: ARG002
        return self.finding


A, B = "c::a", "c::b"


def says(*findings: Finding, blocking: bool = True) -> Policy:
    rules = tuple(Says(finding=finding) for finding in findings)
    return Policy(name="", categories=(CategoryPolicy(name="unit", rules=rules, blocking=blocking),))


def test_what_only_a_witness_knows_is_asked_where_there_was_one() -> None:
    judgement = judge(runs.run(runs.category(witnesses=(runs.witness(),))), policy())
    assert {"exit-code", "early-stop", "environment"} <= {each.rule for each in judgement.results}
    assert not {"exit-code", "early-stop", "environment"} & {each.rule for each in judge(runs.run(runs.category()), policy()).results}


def test_a_good_run_passes_and_every_answer_is_kept() -> None:
    judgement = judge(runs.run(runs.category()), policy())
    assert (judgement.verdict, judgement.failed, judgement.waived) == (Verdict.PASSED, (), ())
    asked = [rule.id() for rule in rules_for({}) if rule.concerns(witnessed=False)]
    assert [each.rule for each in judgement.results if each.category == "unit"] == asked
    assert all(each.reason and not each.remedy for each in judgement.results)
    assert answer(judgement, "tests-executed", None).reason == "3 tests executed"


@given(st.lists(st.sampled_from(list(Verdict)), min_size=1))
def test_the_worst_answer_is_the_verdict_in_any_order(verdicts: list[Verdict]) -> None:
    findings = [passed("yes") if verdict is Verdict.PASSED else failed("no", verdict=verdict) for verdict in verdicts]
    judgement = judge(runs.run(runs.category()), says(*findings))
    assert judgement.verdict is judgement.categories["unit"] is worst(verdicts)


@pytest.mark.parametrize(
    ("asked", "settings", "verdict"),
    [
        (runs.counted(passed=9, failed=1), {}, Verdict.FAILED),
        (runs.category(patterns={"a": 0}), {}, Verdict.NO_EVIDENCE),
        (runs.counted(skipped=3), {}, Verdict.NO_EVIDENCE),
        (runs.category(files=(runs.refused(),)), {}, Verdict.INVALID),
        (runs.category(files=(runs.refused(problem=Problem.NO_CASES),)), {}, Verdict.NO_EVIDENCE),
        (runs.counted(passed=9), {"min_executed": Count(10)}, Verdict.INCOMPLETE),
        (runs.category(), {"expected_files": Expected.parse(2)}, Verdict.INCOMPLETE),
        (runs.category(), {"required_tests": ("golden",)}, Verdict.INCOMPLETE),
        (runs.category(), {"max_duration": Duration.parse("1s")}, Verdict.INCOMPLETE),
        (runs.category(), {"max_age": Duration.parse("1d")}, Verdict.STALE),
        (runs.counted(passed=9, skipped=1), {"max_skipped": Limit.parse(0)}, Verdict.FAILED),
        (runs.counted(passed=9, flaky=1), {}, Verdict.FAILED),
    ],
)
def test_from_a_failing_rule_to_the_verdict(asked: Category, settings: dict[str, Any], verdict: Verdict) -> None:
    judgement = judge(runs.run(asked), policy(**settings))
    assert judgement.verdict is verdict
    assert all(each.reason and each.remedy for each in judgement.failed)


def test_what_could_not_be_told_is_incomplete() -> None:
    result = answer(judge(runs.run(runs.category()), says(unclear("who knows"))), "test-policy")
    assert (result.outcome, result.verdict) == (Outcome.INCONCLUSIVE, Verdict.INCOMPLETE)


def test_zero_rules_are_invalid() -> None:
    assert judge(runs.run(), Policy(name="", categories=())).verdict is Verdict.INVALID
    nothing = judge(runs.run(runs.category()), says())
    assert (nothing.verdict, nothing.categories) == (Verdict.INVALID, {"unit": Verdict.INVALID})


def test_answers_outside_the_verdict_are_zero_rules_for_it() -> None:
    judgement = judge(runs.run(runs.category()), says(passed("yes"), blocking=False))
    assert (judgement.verdict, judgement.categories) == (Verdict.INVALID, {"unit": Verdict.PASSED})


def test_every_category_has_a_verdict_of_its_own() -> None:
    judgement = judge(runs.run(runs.category(), runs.category("e2e", counts=Counts(passed=1, failed=1))), policy("unit", "e2e"))
    assert judgement.categories == {"unit": Verdict.PASSED, "e2e": Verdict.FAILED}
    assert judgement.verdict is Verdict.FAILED


def test_an_advisory_category_is_judged_and_stays_outside_the_verdict() -> None:
    run = runs.run(runs.category(), runs.category("e2e", counts=Counts(failed=1)))
    judgement = judge(run, policy("unit", "e2e", advisory=("e2e",)))
    assert (judgement.verdict, judgement.categories["e2e"]) == (Verdict.PASSED, Verdict.FAILED)
    result = answer(judgement, "pass-rate", "e2e")
    assert (result.blocking, result in judgement.failed) == (False, True)


def test_advisory_tests_are_no_evidence_for_what_decides() -> None:
    run = runs.run(runs.category(patterns={"a": 0}, files=(), counts=Counts(), absent="docs"), runs.category("lint"))
    assert judge(run, policy("unit", "lint", optional="docs", advisory=("lint",))).verdict is Verdict.NO_EVIDENCE


def test_where_everything_is_advisory_the_run_still_needs_a_test() -> None:
    every = policy("unit", advisory=("unit",))
    assert judge(runs.run(runs.counted(failed=1)), every).verdict is Verdict.PASSED
    assert judge(runs.run(runs.counted(skipped=1)), every).verdict is Verdict.NO_EVIDENCE


ABSENT = runs.category("e2e", patterns={"a": 0}, files=(), counts=Counts(), absent="docs only")


def test_an_absent_category_has_no_verdict_and_is_not_passed() -> None:
    judgement = judge(runs.run(runs.category(), ABSENT), policy("unit", "e2e", optional="docs only", min_executed=Count(1)))
    assert (judgement.verdict, judgement.categories) == (Verdict.PASSED, {"unit": Verdict.PASSED, "e2e": None})
    assert [each.reason for each in judgement.results if each.category == "e2e"] == ["absent, which is allowed: docs only"]


def test_nothing_but_absent_categories_is_no_evidence() -> None:
    judgement = judge(runs.run(ABSENT), policy("e2e", optional="docs only"))
    assert judgement.verdict is Verdict.NO_EVIDENCE
    assert answer(judgement, "tests-executed", None).reason == "0 tests executed"


def test_an_optional_category_that_is_there_in_part_is_judged_like_any_other() -> None:
    part = runs.category("e2e", patterns={"a.xml": 1, "b.xml": 0}, counts=Counts(passed=2, failed=1))
    judgement = judge(runs.run(runs.category(), part), policy("unit", "e2e", optional="docs only"))
    assert (judgement.verdict, judgement.categories["e2e"]) == (Verdict.NO_EVIDENCE, Verdict.NO_EVIDENCE)
    assert answer(judgement, "evidence-found", "e2e").reason == "no report file matches b.xml"
    assert answer(judgement, "pass-rate", "e2e").outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("present", "code", "said"),
    [
        ((), 0, "e2e absent"),
        (("e2e/a.xml",), 3, "no report file matches e2e/b.xml"),
        (("e2e/a.xml", "e2e/b.xml"), 0, "PASSED: 4 of 4"),
    ],
)
def test_optional_through_the_real_command(
    gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], present: tuple[str, ...], code: int, said: str
) -> None:
    write(
        "gatekeeper.toml",
        '[categories.unit]\nreports = ["u.xml"]\n[categories.e2e]\nreports = ["e2e/a.xml", "e2e/b.xml"]\noptional = "docs"\n',
    )
    write("u.xml", reports.report(reports.passed(2)))
    for name in present:
        write(name, reports.report(reports.passed(1, name)))
    ran = gatekeeper("check")
    assert (ran.code, said in ran.out) == (code, True), ran.out


def test_the_reader_is_told_which_tests_will_be_asked_about() -> None:
    asking = policy(
        required_tests=("g",), waivers=(waiver("pass-rate", A), waiver("required-tests", B), waiver("pass-rate", B, category="x"))
    )
    assert asking.selections(asking.categories[0]) == {
        Selection(tests=("g",)),
        Selection(tests=("g",), excused=(B,)),
        Selection(tests=(B,)),
        Selection(tests=(A,)),
    }
    assert policy().selections(policy().categories[0]) == frozenset()
