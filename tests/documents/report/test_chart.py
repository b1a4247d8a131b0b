from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, fromstring

from hypothesis import given, settings
from hypothesis import strategies as st

from gatekeeper.documents.report.chart import executed, rates
from gatekeeper.documents.report.trend import Point, TrendLine
from gatekeeper.documents.views.seen import Seen
from gatekeeper.documents.vocabulary import Word
from gatekeeper.model import Rate

_SHAPES = {"good": "circle", "bad": "rect", "silent": "path"}


def _point(passed: int | None, weighed: int = 100, word: Word = Word.PASSED, **more: Any) -> Point:
    rate = None if passed is None else Rate(numerator=passed, denominator=weighed)
    named = Seen(run=None, verdict=word, commit="", created="", digest="", short="")
    line = TrendLine(seen=named, when="2026-01-02 03:04", rate=str(rate or ""), passed=f"{passed} of {weighed}", executed="", current=False)
    return Point(line=line, day="2026-01-02", rate=rate, executed=None if passed is None else weighed, **more)


def _svg(drawn: str) -> Element:
    found = fromstring(drawn).find("svg")
    assert found is not None
    return found


def _of(svg: Element, name: str) -> list[Element]:
    return [each for each in svg.iter() if each.attrib.get("class", "").split()[:1] == [name]]


def test_a_chart_has_a_title_and_says_in_words_what_it_shows() -> None:
    svg = _svg(rates([_point(90), _point(45, word=Word.FAILED), _point(100)]))
    assert svg.attrib["aria-labelledby"].split() == [svg[0].attrib["id"], svg[1].attrib["id"]]
    assert (svg[0].text, svg[1].text) == (
        "Pass rate by record",
        (
            "90.0% (90 of 100) in the oldest record shown, 100.0% (100 of 100) in this one; the lowest is 45.0% (45 of 100) on 2026-01-02. "
            "The table below has every number."
        ),
    )


def test_shapes_tell_verdicts_apart() -> None:
    svg = _svg(rates([_point(90), _point(45, word=Word.FAILED), _point(None, word=Word.INVALID)]))
    assert {name: [each.tag for each in _of(svg, name)] for name in _SHAPES} == {name: [tag] for name, tag in _SHAPES.items()}
    assert _of(svg, "silent")[0][0].text == "2026-01-02, INVALID: no rate"


def test_the_line_is_broken_where_nothing_is_known() -> None:
    path = _of(_svg(rates([_point(90), _point(91), _point(None), _point(92)])), "line")[0].attrib["d"]
    assert [each for each in path if each.isalpha()] == ["M", "L", "M"]


def test_the_ground_of_the_rates_is_written_at_it() -> None:
    ticks = [each.text for each in _of(_svg(rates([_point(97), _point(99)])), "tick")]
    assert ticks == ["90%", "95%", "100%"]
    assert [each.text for each in _of(_svg(rates([_point(45), _point(99)])), "tick")] == ["40%", "70%", "100%"]


def test_bars_begin_at_zero() -> None:
    svg = _svg(executed([_point(50, 50), _point(100)]))
    heights = [float(each.attrib["height"]) for each in _of(svg, "bar")]
    assert abs(heights[1] / heights[0] - 2) < 0.01
    assert [each.text for each in _of(svg, "tick")] == ["0", "50", "100"]


@settings(max_examples=40)
@given(st.lists(st.none() | st.integers(0, 10**6), min_size=2, max_size=60))
def test_whatever_happened_everything_lies_on_the_chart(passed: list[int | None]) -> None:
    points = [_point(each, 10**6) for each in passed]
    line, bars = _svg(rates(points)), _svg(executed(points))
    assert len([each for name in _SHAPES for each in _of(line, name)]) == len(points)
    assert len(_of(bars, "bar")) == sum(each is not None for each in passed)
    for svg in (line, bars):
        for each in svg.iter():
            assert 0 <= float(each.attrib.get("y", each.attrib.get("cy", 0))) <= 190
            assert 0 <= float(each.attrib.get("x", each.attrib.get("cx", 0))) <= 560


def test_no_record_with_a_number_is_a_chart_too() -> None:
    assert _svg(rates([_point(None), _point(None)]))[1].text == "No record shown has a pass rate. The table below has every number."
    assert _of(_svg(executed([_point(None), _point(None)])), "bar") == []
