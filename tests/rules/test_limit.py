from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.rules.limit import Limit


@pytest.mark.parametrize(("raw", "text"), [(0, "0"), (3, "3"), ("5%", "5%"), (" 2.50 % ", "2.5%"), ("100%", "100%"), ("0%", "0%")])
def test_reads_a_count_or_a_share(raw: object, text: str) -> None:
    assert str(Limit.parse(raw)) == text
    assert Limit.parse(raw).share is isinstance(raw, str)


@pytest.mark.parametrize("raw", [-1, True, 0.05, "5", "5 percent", "-5%", "101%", "> 5%", "", [5], {"a": 1}, "5%\u00a0", "٣%", 10**20])
def test_refuses_anything_else(raw: object) -> None:
    with pytest.raises(ValueError, match='a count such as 3 or a share such as "5%", not '):
        Limit.parse(raw)


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_a_count_allows_up_to_itself(limit: int, number: int) -> None:
    assert Limit.parse(limit).allows(number, 10**6) is (number <= limit)


@given(st.integers(0, 10_000), st.integers(0, 1000), st.integers(0, 1000))
def test_a_share_is_exact(hundredths: int, number: int, more: int) -> None:
    whole = number + more
    limit = Limit.parse(f"{hundredths // 100}.{hundredths % 100:02d}%")
    assert limit.allows(number, whole) is (number * 10_000 <= hundredths * whole)


@given(st.integers(0, 100 * 10**9))
def test_the_written_form_reads_back(billionths: int) -> None:
    limit = Limit.parse(f"{billionths // 10**9}.{billionths % 10**9:09d}%")
    assert Limit.parse(str(limit)) == limit
    assert limit.value == Fraction(billionths, 100 * 10**9)
