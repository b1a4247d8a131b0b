"""A mere count of tests is a claim where it is what the words are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gatekeeper.audit.numbers import counts
from gatekeeper.audit.source import read
from gatekeeper.audit.told import said, told
from gatekeeper.audit.units import units
from gatekeeper.audit.walk import blocks

if TYPE_CHECKING:
    from gatekeeper.audit.unit import Unit


def unit_of(text: str) -> Unit:
    return next(unit for block in blocks(read(text.encode(), "a.md")) for unit in units(block))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The suite has 120 tests.", True),
        ("Our new parser crate now contains 120 tests.", True),
        ("We have 120 tests.", True),
        ("120 tests were written.", True),
        ("- 120 tests", True),
        ("Coverage: 120 tests", True),
        ("A good suite has 120 tests.", False),
        ("Split 120 tests into groups.", False),
        ("120 tests", False),
    ],
)
def test_tells_a_count_from_a_mention(text: str, expected: bool) -> None:
    unit = unit_of(text)
    assert told(unit, next(counts(unit.low))) is expected


def test_words_around_a_number_are_those_of_its_stretch_and_label() -> None:
    unit = unit_of("Suite: 12 tests - all of it green")
    assert said(unit, next(counts(unit.low))) == "suite: 12 tests"
