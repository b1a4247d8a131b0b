from __future__ import annotations

import pytest
from records import category, counts, record, rule

from gatekeeper.documents.headline import headline, total
from gatekeeper.model import Outcome, Verdict


def test_numbers() -> None:
    made = record(categories=[category("a", counts=counts(passed=36, failed=1)), category("b", counts=counts(passed=3, skipped=2))])
    assert headline(made) == "PASSED: 39 of 40 tests passed (97.5%), 2 skipped"


def test_the_rate_is_cut_never_rounded() -> None:
    assert "(99.9%)" in headline(record(Verdict.FAILED, categories=[category(counts=counts(passed=19999, failed=1))]))


def test_no_denominator_is_no_rate() -> None:
    assert headline(record(Verdict.FAILED, categories=[])) == "FAILED: 0 of 0 tests passed (no rate)"


def test_collection_errors_weigh() -> None:
    made = record(Verdict.FAILED, categories=[category(counts=counts(passed=5, failed=12, errored=4, collection_errors=4))])
    assert headline(made) == "FAILED: 5 of 21 tests passed (23.8%)"


def test_waivers_advisory_absence_and_parts_are_in_the_line() -> None:
    made = record(
        partial=True,
        categories=[category("a"), category("b", Verdict.FAILED, blocking=False), category("c", None, absent="why", counts=counts())],
        rules=[rule(verdict=Verdict.PASSED, outcome=Outcome.WAIVED)],
    )
    assert headline(made) == "PASSED, 1 waived, advisory b not passed, c absent, partial (only a, b, c): 6 of 6 tests passed (100.0%)"


def test_an_advisory_category_that_passed_is_not_mentioned() -> None:
    assert headline(record(categories=[category(blocking=False)])) == "PASSED: 3 of 3 tests passed (100.0%)"


@pytest.mark.parametrize("verdict", [Verdict.NO_EVIDENCE, Verdict.INVALID])
def test_without_evidence_there_are_no_numbers(verdict: Verdict) -> None:
    rules = [rule("x", "unit", verdict), rule("y", "e2e", verdict), rule("z", None, verdict), rule("other")]
    made = record(verdict, categories=[category(), category("e2e", blocking=False)], rules=rules)
    assert headline(made) == f"{verdict}: x [unit], z [run]"


def test_no_rule_at_all() -> None:
    assert headline(record(Verdict.INVALID, rules=[])) == "INVALID: no rule was evaluated"


def test_total() -> None:
    sums = total(record(categories=[category(counts=counts(passed=1, failed=2, errored=3, skipped=4)), category()]))
    assert sums == {"tests": 13, "passed": 4, "failed": 2, "errored": 3, "skipped": 4, "executed": 9, "weighed": 9}


def test_the_rules_behind_the_verdict_come_first() -> None:
    rules = [rule("a", verdict=Verdict.STALE), rule("b", verdict=Verdict.FAILED)]
    assert headline(record(Verdict.STALE, rules=rules)).startswith("STALE: a [unit]; 3 of 3 tests passed")
