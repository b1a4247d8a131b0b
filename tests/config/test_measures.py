from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.config.measures import LONGEST, Measure, PassRate, RuleHolds, TestsPass, parse_measure
from gatekeeper.rules.threshold import Threshold

CATEGORIES, RULES = ("unit", "e2e.3.11"), ("pass-rate", "tests-executed")
PERCENT = st.integers(1, 99).map(lambda number: f"{number}%")
RATES = st.builds(
    PassRate,
    category=st.sampled_from(CATEGORIES),
    threshold=st.builds(lambda sign, text: Threshold.parse(f"{sign} {text}"), st.sampled_from([">", ">="]), PERCENT),
    least=st.integers(0, 50),
)
GLOBS = st.text(st.characters(blacklist_categories=["C", "Z"], blacklist_characters="|"), min_size=1, max_size=20)
MEASURES = st.one_of(
    RATES,
    st.builds(RuleHolds, rule=st.sampled_from(RULES)),
    st.builds(TestsPass, tests=st.lists(GLOBS, min_size=1, max_size=3, unique=True).map(tuple)),
)


def parse(text: str) -> Measure:
    return parse_measure(text, CATEGORIES, RULES)


@given(MEASURES)
def test_the_written_form_reads_back(measure: Measure) -> None:
    assert parse(str(measure)) == measure


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("unit.pass_rate > 90%", "unit.pass_rate > 90%"),
        ("  unit.pass_rate>90%  ", "unit.pass_rate > 90%"),
        ("unit.pass_rate 90%", "unit.pass_rate >= 90%"),
        ("e2e.3.11.pass_rate >= 90% , executed >= 20", "e2e.3.11.pass_rate >= 90%, executed >= 20"),
        ("rule:pass-rate", "rule: pass-rate"),
        ("tests: a::b[x | y] | c", "tests: a::b[x | y] | c"),
    ],
)
def test_how_a_criterion_is_written(text: str, written: str) -> None:
    assert str(parse(text)) == written


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "a criterion is written"),
        ("unit", "a criterion is written"),
        ("unit.pass_rate", "a criterion is written"),
        ("unit.pass_rate > 100%", "no pass rate can ever be > 100%"),
        ("unit.pass_rate > 90", "a pass rate is written"),
        ("unit.pass_rate < 90%", "a pass rate is written"),
        ("unti.pass_rate > 90%", 'there is no category "unti", only unit, e2e.3.11'),
        ("rule: passrate", 'there is no rule "passrate", only pass-rate, tests-executed'),
        ("rule:", "a criterion is written"),
        ("tests: ", "a criterion is written"),
        ("unit.pass_rate > 90%, executed >= x", "a criterion is written"),
        ("x" * (LONGEST + 1), f"a criterion has at most {LONGEST} characters"),
    ],
)
def test_what_no_criterion_can_mean_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}"):
        parse(text)


@given(MEASURES, MEASURES)
def test_covering_is_an_order(one: Measure, other: Measure) -> None:
    assert one.covers(one)
    if one.covers(other) and other.covers(one) and not isinstance(one, TestsPass):
        assert one == other


@given(RATES, st.integers(0, 60), st.integers(0, 60))
def test_a_criterion_that_covers_another_is_never_easier(one: PassRate, passed: int, failed: int) -> None:
    from gatekeeper.model import Rate

    weighed = passed + failed
    if not weighed:
        return
    rate = Rate(numerator=passed, denominator=weighed)
    for sign in (">", ">="):
        other = PassRate(category=one.category, threshold=Threshold.parse(f"{sign} 50%"), least=20)
        if one.covers(other) and one.threshold.accepts(rate) and weighed >= one.least:
            assert other.threshold.accepts(rate)
            assert weighed >= other.least


@pytest.mark.parametrize(
    ("one", "other", "covers"),
    [
        ("unit.pass_rate > 90%", "unit.pass_rate >= 90%", True),
        ("unit.pass_rate >= 90%", "unit.pass_rate > 90%", False),
        ("unit.pass_rate > 95%", "unit.pass_rate > 90%, executed >= 1", False),
        ("unit.pass_rate > 90%", "e2e.3.11.pass_rate > 90%", False),
        ("unit.pass_rate > 90%", "rule: pass-rate", False),
        ("rule: pass-rate", "rule: pass-rate", True),
        ("rule: pass-rate", "rule: tests-executed", False),
        ("tests: a | b", "tests: b", True),
        ("tests: b", "tests: a | b", False),
        ("tests: b", "rule: pass-rate", False),
    ],
)
def test_what_covers_what(one: str, other: str, covers: bool) -> None:
    assert parse(one).covers(parse(other)) is covers
