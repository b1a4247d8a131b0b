from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.model import Rate
from gatekeeper.rules.threshold import Threshold

BILLION = 10**9
thresholds = st.builds(
    lambda strict, value: Threshold.parse(f"{'>' if strict else '>='} {value // BILLION}.{value % BILLION:09d}%"),
    st.booleans(),
    st.integers(0, 100 * BILLION - 1),
)
rates = st.integers(1, 10**6).flatmap(lambda whole: st.builds(Rate, numerator=st.integers(0, whole), denominator=st.just(whole)))


def rate(numerator: int, denominator: int) -> Rate:
    return Rate(numerator=numerator, denominator=denominator)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("> 90%", "> 90%"),
        (">90%", "> 90%"),
        (">= 90%", ">= 90%"),
        ("90%", ">= 90%"),
        (" 90 % ", ">= 90%"),
        ("99.950%", ">= 99.95%"),
        ("100%", ">= 100%"),
        (">= 100%", ">= 100%"),
        ("0%", ">= 0%"),
        ("> 0%", "> 0%"),
        (0.9, ">= 90%"),
        (0.57, ">= 57%"),
        (1.0, ">= 100%"),
        (1e-05, ">= 0.001%"),
        (0.30000000000000004, ">= 30.000000000000004%"),
    ],
)
def test_reads_every_written_form(raw: object, text: str) -> None:
    assert str(Threshold.parse(raw)) == text


@pytest.mark.parametrize("raw", [90, 1, 0, True, 0.0, -0.1, 1.5, "90", "<= 90%", "= 90%", "", "%", "90%%", "9O%", ["90%"], {"a": 1}, "٩٠%"])
def test_refuses_anything_else_and_says_how_it_is_written(raw: object) -> None:
    with pytest.raises(ValueError, match='is written "> 90%", ">= 90%", "90%" '):
        Threshold.parse(raw)


@pytest.mark.parametrize("raw", [float("nan"), float("inf"), float("-inf")])
def test_refuses_numbers_that_are_none(raw: float) -> None:
    with pytest.raises(ValueError, match=f"not {raw}"):
        Threshold.parse(raw)


@pytest.mark.parametrize(
    ("raw", "meant"), [(90, "90%"), (1, "1%"), (100, "100%"), (90.0, "90%"), (99.5, "99.5%"), ("90", "90%"), ("99.5", "99.5%")]
)
def test_asks_back_whether_a_percentage_was_meant(raw: object, meant: str) -> None:
    with pytest.raises(ValueError, match="did you mean") as error:
        Threshold.parse(raw)
    assert str(error.value).endswith(f'; did you mean "{meant}"?')


@pytest.mark.parametrize("raw", [101, True, "ninety", -5])
def test_does_not_ask_back_where_it_makes_no_sense(raw: object) -> None:
    with pytest.raises(ValueError, match="a pass rate is written") as error:
        Threshold.parse(raw)
    assert "did you mean" not in str(error.value)


@pytest.mark.parametrize("raw", ["101%", "100.1%", "> 100%", "999%"])
def test_refuses_what_no_run_can_reach(raw: str) -> None:
    with pytest.raises(ValueError, match="no pass rate can ever be"):
        Threshold.parse(raw)


@pytest.mark.parametrize(("text", "written"), [("0.9", ">= 90%"), (".9", ">= 90%"), (" 1.0 ", ">= 100%"), ("> 90%", "> 90%")])
def test_a_float_on_the_command_line_is_a_text(text: str, written: str) -> None:
    assert str(Threshold.parse_text(text)) == written


@pytest.mark.parametrize("text", ["1", "90", "0", "0.0", "1.5", "1.00000000000000000001", "1e-1", "", "report.xml", "nan", "0,9"])
def test_a_bare_integer_or_worse_on_the_command_line_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="a pass rate is written"):
        Threshold.parse_text(text)


def test_a_float_is_the_number_that_was_written() -> None:
    assert Threshold.parse(0.57) == Threshold.parse("57%")
    assert Threshold.parse(0.57).accepts(rate(57, 100))
    assert Threshold.parse(0.29).accepts(rate(29, 100))


def test_more_than_differs_from_at_least_at_the_border() -> None:
    assert not Threshold.parse("> 90%").accepts(rate(9, 10))
    assert Threshold.parse("> 90%").accepts(rate(900_000_001, 10**9))
    assert Threshold.parse(">= 90%").accepts(rate(9, 10))
    assert not Threshold.parse("90%").accepts(rate(899_999_999, 10**9))


@given(st.integers(0, 100 * BILLION), rates)
def test_the_arithmetic_is_exact(billionths: int, found: Rate) -> None:
    threshold = Threshold.parse(f"{billionths // BILLION}.{billionths % BILLION:09d}%")
    assert threshold.accepts(found) is (found.numerator * 100 * BILLION >= billionths * found.denominator)


@given(thresholds)
def test_the_written_form_reads_back(threshold: Threshold) -> None:
    assert Threshold.parse(str(threshold)) == threshold


@given(thresholds, thresholds, thresholds)
def test_looser_is_a_strict_total_order(one: Threshold, two: Threshold, three: Threshold) -> None:
    assert not one.looser_than(one)
    assert one.looser_than(two) + two.looser_than(one) + (one == two) == 1
    if one.looser_than(two) and two.looser_than(three):
        assert one.looser_than(three)


@given(thresholds, thresholds, rates)
def test_what_a_stricter_one_accepts_a_looser_one_accepts_too(one: Threshold, two: Threshold, found: Rate) -> None:
    looser, stricter = (one, two) if one.looser_than(two) else (two, one)
    assert looser.accepts(found) or not stricter.accepts(found)


@given(thresholds, thresholds)
def test_a_looser_one_accepts_some_rate_that_a_stricter_one_does_not(one: Threshold, two: Threshold) -> None:
    if one.looser_than(two):
        between = two.value if two.strict and two.value > one.value else (one.value + two.value) / 2
        between = one.value if one.value == two.value else between
        found = rate(between.numerator, between.denominator)
        assert one.accepts(found)
        assert not two.accepts(found)


@given(rates)
def test_a_printed_rate_never_claims_more_than_there_is(found: Rate) -> None:
    printed = Threshold.parse(str(found))
    assert printed.accepts(found)
    assert (str(found) == "100.0%") is (found.numerator == found.denominator)
    assert found.exact - printed.value < Fraction(1, 1000)
