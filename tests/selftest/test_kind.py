from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trials import target

from gatekeeper.model import Rate
from gatekeeper.selftest.kind import above, below, half, least_red, rate_of, too_many


@pytest.mark.parametrize(
    ("rate", "tests", "red"),
    [
        ('"100%"', 10, 1),
        ('"> 90%"', 10, 1),
        ('"90%"', 10, 2),
        ('"90%"', 2000, 201),
        ('"> 0.5%"', 10, 10),
        ('">= 0%"', 10, None),
        ("0.5", 3, 2),
    ],
)
def test_the_least_number_of_failures_that_is_refused(rate: str, tests: int, red: int | None) -> None:
    assert least_red(target(f"pass_rate = {rate}\n"), tests) == red


@given(st.integers(1, 10_000), st.integers(1, 300), st.booleans())
def test_one_failure_fewer_is_accepted(share: int, tests: int, strict: bool) -> None:
    own = target(f'pass_rate = "{">" if strict and share < 10_000 else ">="} {share / 100}%"\n')
    red = least_red(own, tests)
    assert red is not None
    assert not rate_of(own).accepts(Rate(numerator=tests - red, denominator=tests))
    assert red == 1 or rate_of(own).accepts(Rate(numerator=tests - red + 1, denominator=tests))


@pytest.mark.parametrize(("limit", "number"), [("0", 1), ("3", 4), ("9", 10), ("10", None), ('"5%"', 1), ('"50%"', 6), ('"100%"', None)])
def test_the_least_number_that_a_limit_refuses(limit: str, number: int | None) -> None:
    assert too_many(target(f"max_skipped = {limit}\n"), "max_skipped", 10) == number


def test_nothing_is_too_many_where_nothing_is_set() -> None:
    own = target("min_executed = 3\nmax_duplicates = 2\n")
    assert (too_many(own, "max_skipped", 10), above(own, "max_failures", 9), above(own, "max_duplicates", 3)) == (None, False, True)
    assert (below(own, 2), below(own, 3), below(target(), 0)) == (True, False, False)
    assert (half(1), half(5), half(4)) == (1, 2, 2)
