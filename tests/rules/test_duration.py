from __future__ import annotations

from fractions import Fraction

import pytest
import runs
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.rules.duration import Duration, total_time


@pytest.mark.parametrize(
    ("text", "seconds", "written"),
    [
        ("0.1s", Fraction(1, 10), "0.1s"),
        ("250ms", Fraction(1, 4), "0.25s"),
        ("30m", Fraction(1800), "30m"),
        ("90m", Fraction(5400), "90m"),
        ("24h", Fraction(86400), "1d"),
        ("7d", Fraction(7 * 86400), "7d"),
        (" 1.5 h ", Fraction(5400), "90m"),
        ("0s", Fraction(0), "0s"),
    ],
)
def test_reads_a_number_with_its_unit(text: str, seconds: Fraction, written: str) -> None:
    assert Duration.parse(text).seconds == seconds
    assert str(Duration.parse(text)) == written


@pytest.mark.parametrize("raw", [30, 0.1, True, "30", "30 min", "30M", "-1s", "1h30m", "s", "", "1e3s", ["1s"], "٣s"])
def test_a_number_without_a_unit_and_anything_else_is_refused(raw: object) -> None:
    with pytest.raises(ValueError, match=r'with its unit, such as "0\.1s", "30m" or "24h", not '):
        Duration.parse(raw)


@given(st.integers(0, 10**9 - 1), st.integers(0, 10**9 - 1), st.sampled_from(["ms", "s", "m", "h", "d"]))
def test_the_written_form_means_the_same(whole: int, part: int, unit: str) -> None:
    duration = Duration.parse(f"{whole}.{part:09d}{unit}")
    number, kind = str(duration)[:-1], str(duration)[-1]
    assert Fraction(number) * {"s": 1, "m": 60, "h": 3600, "d": 86400}[kind] == duration.seconds


@pytest.mark.parametrize(
    ("seconds", "total"), [(None, None), (float("inf"), None), (float("nan"), None), (0.1, Fraction(1, 10)), (1e-06, Fraction(1, 10**6))]
)
def test_the_total_is_the_number_as_written(seconds: float | None, total: Fraction | None) -> None:
    assert total_time(runs.category(seconds=seconds)) == total
