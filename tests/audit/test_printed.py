from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.audit.printed import Bound, fits, is_printed, percent


@pytest.mark.parametrize(
    ("said", "digits", "passed", "whole", "true"),
    [
        ("83.6", 1, 51, 61, True),  # cut and rounded
        ("84", 0, 51, 61, True),  # rounded
        ("83", 0, 51, 61, True),  # cut
        ("85", 0, 51, 61, False),
        ("83.7", 1, 51, 61, False),
        ("83.60", 2, 51, 61, True),
        ("100", 0, 999, 1000, False),
        ("100.0", 1, 99_999, 100_000, False),
        ("100", 0, 1000, 1000, True),
        ("0", 0, 1, 1000, False),
        ("0", 0, 0, 1000, True),
        ("99", 0, 987, 1000, True),  # 98.7 rounds to 99
        ("99.9", 1, 99_999, 100_000, True),
    ],
)
def test_a_percentage_is_the_exact_one_cut_or_rounded(said: str, digits: int, passed: int, whole: int, true: bool) -> None:
    assert is_printed(Fraction(said), Fraction(passed * 100, whole), digits) is true


@pytest.mark.parametrize(
    ("bound", "said", "actual", "true"),
    [
        (Bound.OVER, 90, 90, False),
        (Bound.OVER, 90, 91, True),
        (Bound.LEAST, 90, 90, True),
        (Bound.LEAST, 90, 89, False),
        (Bound.UNDER, 90, 90, False),
        (Bound.UNDER, 90, 89, True),
        (Bound.MOST, 90, 90, True),
        (Bound.MOST, 90, 91, False),
        (Bound.ABOUT, 300, 314, True),
        (Bound.ABOUT, 300, 316, False),
        (Bound.EXACT, 300, 301, False),
        (Bound.EXACT, 300, 300, True),
    ],
)
def test_a_count_is_meant_as_it_is_written(bound: Bound, said: int, actual: int, true: bool) -> None:
    assert fits(Fraction(said), Fraction(actual), bound) is true


def test_about_a_share_is_within_one_point() -> None:
    assert fits(Fraction(90), Fraction(91), Bound.ABOUT, share=True)
    assert not fits(Fraction(90), Fraction(9101, 100), Bound.ABOUT, share=True)


@given(st.integers(0, 500), st.integers(1, 500), st.integers(0, 4))
def test_what_is_printed_is_true_of_what_it_was_printed_from(passed: int, more: int, digits: int) -> None:
    whole = passed + more
    text = percent(passed, whole, max(1, digits))
    cut = Fraction(text.rstrip("%"))
    assert is_printed(cut, Fraction(passed * 100, whole), max(1, digits)) is (cut != 0 or passed == 0)
    assert cut <= Fraction(passed * 100, whole)
