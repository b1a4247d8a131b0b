"""Blocks fall into sentences, labelled lines and cells, and each character keeps its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gatekeeper.audit.source import read
from gatekeeper.audit.units import units
from gatekeeper.audit.walk import blocks

if TYPE_CHECKING:
    from gatekeeper.audit.unit import Unit


def made(text: str) -> list[Unit]:
    return [unit for block in blocks(read(text.encode(), "a.md")) for unit in units(block)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One is done. Two is not.", ["One is done.", "Two is not."]),
        ("It runs, e.g. Alpha and v. 2.", ["It runs, e.g. Alpha and v. 2."]),
        ("one line\nruns on", ["one line runs on"]),
        ("Unit coverage: 71% (up from 64%)\nThe other fails", ["Unit coverage: 71%", "The other fails"]),
        ("Three rows\nPass rate: 99.5%\n4% are empty", ["Three rows", "Pass rate: 99.5%", "4% are empty"]),
        ("Note: 12 of them,\nNamed here", ["Note: 12 of them, Named here"]),
        ("Note: 12 of them\nare new", ["Note: 12 of them are new"]),
        ("**A:** one\n**B:** two", ["A: one", "B: two"]),
        ("one  \ntwo", ["one", "two"]),
        ("\u2705 one\n\u274c two", ["\u2705 one", "\u274c two"]),
        ("**A:** one | **B:** two", ["A: one", "B: two"]),
    ],
)
def test_splits_text_into_sentences(text: str, sentences: list[str]) -> None:
    assert [" ".join(unit.text.split()).replace(" :", ":") for unit in made(text)] == sentences


def test_splits_a_sentence_into_segments_with_a_label() -> None:
    unit = made("**Status:** done - all of it (so far)")[0]
    assert [[token.word for token in segment.tokens] for segment in unit.segments] == [
        ["status"],
        ["done"],
        ["all", "of", "it"],
        ["so", "far"],
    ]
    assert unit.label == "status"


@pytest.mark.parametrize("aside", ["was 40%", "target: 90%", "previously failing", "up from 12", "minimum 80%"])
def test_does_not_read_an_aside_about_another_time_or_a_wish(aside: str) -> None:
    assert aside not in made(f"Coverage is 54% ({aside}) today")[0].text


def test_says_where_each_character_stands() -> None:
    unit = made("- one\n  two three\n")[0]
    assert [unit.at(unit.text.index(word)) for word in ("one", "two", "three")] == [(0, 2), (1, 2), (1, 6)]


def test_cuts_a_sentence_that_nobody_writes() -> None:
    found = made("word " * 1000)
    assert max(len(unit.text) for unit in found) <= 1500
    assert sum(unit.text.count("word") for unit in found) == 1000


def test_gives_cells_their_header_and_row() -> None:
    unit = made("| Suite | Passed |\n|---|---|\n| Unit | 12 |\n")[-1]
    assert (unit.header, unit.row, unit.text, unit.first) == ("passed", "unit", "12", False)


def test_keeps_the_length_of_letters_that_grow_in_lower_case() -> None:
    unit = made("\u0130 DONE")[0]
    assert len(unit.low) == len(unit.text)
