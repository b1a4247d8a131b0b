"""What is ready, and what only speaks of readiness."""

from __future__ import annotations

import pytest

from gatekeeper.audit.readiness import readiness
from gatekeeper.audit.source import read
from gatekeeper.audit.units import units
from gatekeeper.audit.walk import blocks


def found(text: str) -> list[tuple[str, bool | None]]:
    made = [signal for block in blocks(read(text.encode(), "a.md")) for unit in units(block) for signal in readiness(unit)]
    return [(signal.word, signal.positive) for signal in made]


@pytest.mark.parametrize(
    ("text", "word", "positive"),
    [
        ("It is **production** ready", "production ready", True),
        ("It is not ready for production", "ready for production", False),
        ("Deployment readiness: achieved", "deployment readiness", True),
        ("Deployment readiness: \u274c BLOCKED", "deployment readiness", False),
        ("Not suitable for production use", "suitable for production", False),
        ("It is stable enough for release", "stable enough for release", True),
        ("No known blockers", "no known blockers", True),
        ("The release is ready", "is ready", True),
        ("Verdict: NO-GO", "no-go", False),
    ],
)
def test_finds_words_of_readiness(text: str, word: str, positive: bool) -> None:
    assert found(text) == [(word, positive)]


@pytest.mark.parametrize(
    "text",
    [
        "## Production Readiness Review",
        "Run the production-ready tests",
        "It should be ready for production",
        "Get ready",
        "The reader is already here",
        "| Ready |\n|---|\n| ready |\n",
    ],
)
def test_leaves_names_and_wishes_alone(text: str) -> None:
    assert found(text) == []
