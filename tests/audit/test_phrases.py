"""Turns of phrase that assert, in a report and in a manual."""

from __future__ import annotations

import pytest

from gatekeeper.audit.phrases import phrases, plain
from gatekeeper.audit.source import read
from gatekeeper.audit.units import units
from gatekeeper.audit.walk import blocks


def said(text: str) -> list[tuple[str, bool | None]]:
    found = [signal for block in blocks(read(text.encode(), "a.md")) for unit in units(block) for signal in phrases(unit)]
    return [(signal.word, signal.positive) for signal in found]


@pytest.mark.parametrize(
    ("text", "word", "positive"),
    [
        ("There are no known errors", "are no known errors", True),
        ("It starts without any errors", "without any errors", True),
        ("The lexer no longer hangs", "no longer hangs", True),
        ("The mail server cannot start: it returns 502", "returns 502", False),
        ("Windows does not build", "does not build", False),
        ("The lexer has been rewritten", "has been rewritten", True),
        ("Errors: none", "errors", None),
        ("Lexer: replaced by another", "replaced", True),
        ("- Verified the backup", "verified", True),
    ],
)
def test_hears_a_turn_of_phrase(text: str, word: str, positive: bool | None) -> None:
    assert said(text) == [(word, positive)]


@pytest.mark.parametrize("text", ["There should be no errors", "When it has been rewritten", "Now we begin", "## Verified", "Replaced"])
def test_hears_nothing_in_wishes_and_titles(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("All integration tests are passing", ["passing"]),
        ("The CI pipeline is red", ["red"]),
        ("Build: broken", ["broken"]),
        ("All tests should pass", []),
        ("The index is broken", []),
    ],
)
def test_believes_a_manual_only_where_it_can_mean_nothing_else(text: str, words: list[str]) -> None:
    made = [signal for block in blocks(read(text.encode(), "a.md")) for unit in units(block) for signal in plain(unit)]
    assert [signal.word for signal in made] == words
