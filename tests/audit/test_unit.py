"""A unit knows its label, its words, and how far the words of a place run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.audit.source import read
from gatekeeper.audit.units import units
from gatekeeper.audit.walk import blocks

if TYPE_CHECKING:
    from gatekeeper.audit.unit import Unit


def made(text: str) -> Unit:
    return next(unit for block in blocks(read(text.encode(), "a.md")) for unit in units(block))


def test_has_a_label_only_where_something_stands_behind_it() -> None:
    assert [made(text).label for text in ("Status: done", "Status:", "done")] == ["status", "", ""]


def test_knows_capitals_and_commas() -> None:
    assert [(token.word, token.upper, token.comma) for token in made("All DONE, it's fine").tokens] == [
        ("all", False, False),
        ("done", True, True),
        ("it's", False, False),
        ("fine", False, False),
    ]


def test_runs_as_far_as_its_segment_and_not_further_than_some_lines() -> None:
    unit = made("one two - three four")
    assert unit.text[slice(*unit.around(unit.text.index("four")))] == "three four"
    long = made("word " * 200)
    start, end = long.around(500)
    assert (end - start <= 400, start <= 500 < end) == (True, True)


def test_finds_the_segment_of_a_place() -> None:
    unit = made("one: two")
    assert [segment and segment.tokens[0].word for segment in (unit.segment(0), unit.segment(3), unit.segment(5))] == ["one", None, "two"]
