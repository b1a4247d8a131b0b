"""Words before an assertion take it back, within their stretch of the sentence."""

from __future__ import annotations

import pytest

from gatekeeper.audit.doubt import doubted_at
from gatekeeper.audit.source import read
from gatekeeper.audit.units import units
from gatekeeper.audit.walk import blocks


@pytest.mark.parametrize(
    ("text", "word", "by"),
    [
        ("it is fixed", "fixed", ""),
        ("it should be fixed", "fixed", "should"),
        ("it may not have been fixed", "fixed", "may"),
        ("when it is fixed", "fixed", "when"),
        ("after the change, it is fixed", "fixed", ""),
        ("after it is fixed", "fixed", "after"),
        ("if so, it is fixed", "fixed", "if"),
        ("it was working", "working", "was"),
        ("it was fixed", "fixed", ""),
        ("previously fixed", "fixed", "previously"),
        ("a build that is broken", "broken", "that"),
        ("we confirmed that it is fixed", "fixed", ""),
        ("it should be looked at: it is fixed", "fixed", ""),
    ],
)
def test_finds_the_word_that_takes_back(text: str, word: str, by: str) -> None:
    unit = next(unit for block in blocks(read(text.encode(), "a.md")) for unit in units(block))
    assert doubted_at(unit, unit.low.index(word), word) == by
