"""Phrases that a project has named are claims of the kind it said."""

from __future__ import annotations

import pytest

from gatekeeper.audit.claim import Kind
from gatekeeper.audit.extra import extra
from gatekeeper.audit.source import read
from gatekeeper.audit.units import units
from gatekeeper.audit.walk import blocks
from gatekeeper.audit.words import Words

WORDS = Words(extra={Kind.READINESS: ("Good   to go", "  "), Kind.STATUS: ("c++ done",)})


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("It looks **good** to go.", [Kind.READINESS]),
        ("Port to C++ done", [Kind.STATUS]),
        ("It is good to gogh", []),
        ("It should be good to go", []),
    ],
)
def test_finds_named_phrases_as_whole_words(text: str, kinds: list[Kind]) -> None:
    made = [signal.kind for block in blocks(read(text.encode(), "a.md")) for unit in units(block) for signal in extra(unit, WORDS)]
    assert made == kinds
