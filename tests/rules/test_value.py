from __future__ import annotations

import datetime as dt
import pickle
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.rules.duration import Duration
from gatekeeper.rules.limit import Limit
from gatekeeper.rules.threshold import Threshold
from gatekeeper.rules.value import MOST, Count, Expected, Value, as_written, decimal

VALUES = [Duration.parse("0.1s"), Limit.parse("5%"), Limit.parse(3), Threshold.parse("> 90%"), Expected.parse(["a"]), Expected.parse(2)]


@given(st.integers(0, 10**12), st.integers(0, 30))
def test_decimal_digits_come_back_all_of_them(number: int, digits: int) -> None:
    value = Fraction(number, 10**digits)
    text = decimal(value)
    assert Fraction(text) == value
    assert text == "0" or not (text.startswith("00") or ("." in text and text.endswith("0")))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (True, "true"),
        (False, "false"),
        (90, "90"),
        (0.5, "0.5"),
        ("a", '"a"'),
        ("a" * 61, '"' + "a" * 60 + '..."'),
        (["a"], "a list"),
        ({"a": 1}, "a table"),
        (dt.date(2027, 1, 31), "2027-01-31"),
    ],
)
def test_what_toml_gave_is_said_in_its_words_and_in_few(raw: object, text: str) -> None:
    assert as_written(raw) == text


def test_deep_nesting_is_said_in_few_words() -> None:
    deep: Any = 1
    for _ in range(100_000):
        deep = [deep]
    assert as_written(deep) == "a list"


@pytest.mark.parametrize("value", VALUES, ids=str)
def test_values_are_equal_by_content_and_cannot_be_changed(value: Value) -> None:
    again = pickle.loads(pickle.dumps(value))  # noqa: S301 - our own bytes: worker processes send values so
    assert again == value
    assert hash(again) == hash(value)
    assert value not in [other for other in VALUES if other is not value]
    assert str(value) in repr(value)
    with pytest.raises(AttributeError, match="cannot be changed"):
        setattr(value, value.__slots__[0], None)


@pytest.mark.parametrize("number", [0, 1, MOST])
def test_a_count_is_a_whole_number(number: int) -> None:
    assert Count.parse(number) == number


@pytest.mark.parametrize("raw", [-1, True, 2.0, "3", "5%", [3], MOST + 1])
def test_nothing_else_is_a_count(raw: object) -> None:
    with pytest.raises(ValueError, match="a count is a whole number such as 3, not "):
        Count.parse(raw)


def test_what_is_expected_is_a_number_or_names() -> None:
    assert (Expected.parse(3).count, Expected.parse(3).names, str(Expected.parse(3))) == (3, (), "3")
    assert (Expected.parse(["a", "b"]).count, Expected.parse(["a", "b"]).names, str(Expected.parse(["a", "b"]))) == (
        None,
        ("a", "b"),
        "a, b",
    )


@pytest.mark.parametrize(
    ("raw", "said"),
    [([], "a list"), ([1], "a list of something else"), ("a.xml", '"a.xml"'), (True, "true"), (1.5, "1.5"), ({}, "a table")],
)
def test_nothing_else_is_expected(raw: object, said: str) -> None:
    with pytest.raises(ValueError, match="a count such as 3 or a list of names") as error:
        Expected.parse(raw)
    assert str(error.value).endswith(f", not {said}")


def test_a_negative_number_cannot_be_expected() -> None:
    with pytest.raises(ValueError, match="not -1"):
        Expected.parse(-1)


def test_a_number_of_thousands_of_digits_is_not_even_written_out() -> None:
    with pytest.raises(ValueError, match="not a number that large"):
        Count.parse(10**5000)
