from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.model import Counts, Rate

numbers = st.integers(0, 10**6)
many = st.builds(Counts, cases=numbers, passed=numbers, failed=numbers, errored=numbers, skipped=numbers, flaky=numbers)


@pytest.mark.parametrize(
    ("numerator", "denominator", "text"),
    [(1, 1, "100.0%"), (0, 7, "0.0%"), (8996, 10000, "89.9%"), (999_999, 10**6, "99.9%"), (2, 3, "66.6%"), (9, 10, "90.0%")],
)
def test_a_rate_is_cut_and_never_rounded(numerator: int, denominator: int, text: str) -> None:
    assert str(Rate(numerator=numerator, denominator=denominator)) == text


def test_a_rate_is_exact() -> None:
    assert Rate(numerator=57, denominator=100).exact == Fraction(57, 100)


def test_five_passed_twelve_failed_and_four_import_errors_is_5_of_21() -> None:
    counts = Counts(passed=5, failed=12, errored=4, collection_errors=4, skipped=3)
    assert counts.rate == Rate(numerator=5, denominator=21)
    assert (counts.tests, counts.executed, counts.unsuccessful) == (24, 17, 16)


@pytest.mark.parametrize("counts", [Counts(), Counts(skipped=9)])
def test_no_denominator_is_no_rate(counts: Counts) -> None:
    assert counts.rate is None


def test_flaky_tests_are_inside_passed() -> None:
    counts = Counts(passed=3, flaky=2)
    assert (counts.tests, counts.executed, counts.rate) == (3, 3, Rate(numerator=3, denominator=3))


@given(many, many)
def test_sums_go_field_by_field(one: Counts, two: Counts) -> None:
    total = one + two
    assert (total.tests, total.executed, total.cases) == (one.tests + two.tests, one.executed + two.executed, one.cases + two.cases)
    assert total == two + one
    assert one + Counts() == one


@given(many, many)
def test_excused_failures_leave_everything_else_as_it_is(rest: Counts, excused: Counts) -> None:
    judged = (rest + excused).without_failures(excused)
    assert (judged.failed, judged.errored) == (rest.failed, rest.errored)
    assert (judged.passed, judged.skipped) == (rest.passed + excused.passed, rest.skipped + excused.skipped)
