from __future__ import annotations

import math
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.junit import numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.25", 0.25),
        (" 1.5\n", 1.5),
        ("+1.5", 1.5),
        (".5", 0.5),
        ("7", 7.0),
        ("1e-3", 0.001),
        ("1,234.56", 1234.56),
        ("12,345,678.9", 12345678.9),
        ("0", 0.0),
        ("1,234", None),
        ("0,003", None),
        ("-5", None),
        ("NaN", None),
        ("Infinity", None),
        ("1e999", None),
        ("9" * 400, None),
        ("1e10", None),
        ("1_000.5", None),
        ("0x10", None),
        ("1.5s", None),
        ("PT1.5S", None),
        ("\u0661", None),
        ("", None),
        (None, None),
    ],
)
def test_seconds(text: str | None, expected: float | None) -> None:
    assert numbers.seconds(text) == expected


@given(st.lists(st.text(alphabet="0123456789.,eE+- inaf", max_size=12)))
def test_many_at_once_are_the_same_as_one_by_one(texts: list[str]) -> None:
    quick = numbers.all_seconds(texts)
    assert quick is None or quick == [numbers.seconds(text) for text in texts]


@pytest.mark.parametrize("text", ["9" * 400, "9999999999", "1.2.3", "", "1e3", "\u00b2"])
def test_what_needs_a_closer_look_is_not_read_at_once(text: str) -> None:
    assert numbers.all_seconds(["0.1", text]) is None


def test_no_text_becomes_an_infinite_sum() -> None:
    assert math.isfinite(sum(numbers.all_seconds(["999999999"] * 1000) or [math.inf]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("25", 25),
        (" 25 ", 25),
        ("+2", 2),
        ("-1", None),
        ("2.0", None),
        ("1e3", None),
        ("1_0", None),
        ("9" * 13, None),
        ("", None),
        (None, None),
    ],
)
def test_count(text: str | None, expected: int | None) -> None:
    assert numbers.count(text) == expected


@given(st.text())
def test_no_text_crashes_anything(text: str) -> None:
    assert numbers.count(text) is None or numbers.count(text) == int(text)
    assert numbers.seconds(text) is None or (numbers.seconds(text) or 0) >= 0
    numbers.timestamp(text)


def test_a_zone_is_respected_and_none_is_read_as_the_older_moment() -> None:
    assert numbers.timestamp("2024-05-01T12:00:00+02:00") == datetime(2024, 5, 1, 10, tzinfo=UTC)
    bare = numbers.timestamp("2024-05-01T12:00:00")
    local = datetime(2024, 5, 1, 12, tzinfo=UTC).replace(tzinfo=None).astimezone(UTC)
    assert bare == min(datetime(2024, 5, 1, 12, tzinfo=UTC), local)


@pytest.mark.parametrize("text", ["yesterday", "", None, "2024-13-01", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"])
def test_no_moment_is_none(text: str | None) -> None:
    assert numbers.timestamp(text) is None
