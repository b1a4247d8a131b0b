from __future__ import annotations

import pytest
from audits import STATUS, asked, document

from gatekeeper.audit.figure import figures
from gatekeeper.audit.printed import Bound


@pytest.mark.parametrize(
    ("sentence", "measures"),
    [
        ("51 of 61 tests passed.", ["passed"]),
        ("20 failed / 17 passed (54% failure rate)", ["failed", "passed", "failure_rate"]),
        ("Pass rate: 92%", ["pass_rate"]),
        ("Failure rate: 8% of the tests", ["failure_rate"]),
        ("The suite has 61 tests in total.", ["tests"]),
        ("61 tests are passing.", ["passed"]),
        ("12 tests fail.", ["failed"]),
        ("Tests skipped: 4", ["skipped"]),
        ("3 of 25 tests failed.", ["failed"]),
        ("2/25 tests completed", ["executed"]),
        ("12 new tests were added and pass.", [None]),
        ("120 test files pass.", [None]),
    ],
)
def test_a_number_is_of_what_the_words_say(sentence: str, measures: list[str | None]) -> None:
    found = [each.figure for each in asked(sentence)]
    assert [each.measure for each in sorted(found, key=lambda each: each.number.column)] == measures


@pytest.mark.parametrize(
    ("sentence", "bound"),
    [
        ("51 tests pass.", Bound.EXACT),
        ("~50 tests pass.", Bound.ABOUT),
        ("About 50 tests pass.", Bound.ABOUT),
        ("Nearly 50 tests pass.", Bound.ABOUT),
        ("More than 50 tests pass.", Bound.OVER),
        ("Over 90% of the tests pass.", Bound.OVER),
        ("50+ tests passing", Bound.LEAST),
        ("Fewer than 50 tests pass.", Bound.UNDER),
        ("Up to 50 tests pass.", Bound.MOST),
    ],
)
def test_a_number_is_meant_exactly_or_not(sentence: str, bound: Bound) -> None:
    assert {each.figure.bound for each in asked(sentence)} <= {bound}


def test_all_of_them_is_more_than_a_count() -> None:
    assert [each.figure.every for each in asked("All 51 tests pass.")] == [True]
    assert [each.figure.every for each in asked("51 tests pass.")] == [False]


def test_a_row_says_what_its_columns_say() -> None:
    made = document(f"{STATUS}| Suite | Passed | Failed |\n|---|---|---|\n| unit | 51 | 7 |\n")
    claim = next(each for each in made.claims if each.line == 5)
    assert [(each.measure, int(each.number.value)) for each in figures(claim, made)] == [("passed", 51), ("failed", 7)]


def test_a_number_of_a_claim_that_wraps_is_looked_for_where_it_stands() -> None:
    text = f"{STATUS}The unit tests are all through: there\nare about 17 tests\nthat pass, and 20 failed.\n"
    made = document(text)
    counted = [each for each in made.claims if each.kind == "test_count"]
    assert len(counted) > 1
    for claim in counted:
        assert {(int(each.number.value), each.bound.name) for each in figures(claim, made)} <= {(17, "ABOUT"), (20, "EXACT")}
