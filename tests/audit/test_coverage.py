"""Claims of coverage without a percentage."""

from __future__ import annotations

import pytest

from gatekeeper.audit.coverage import coverage
from gatekeeper.audit.source import read
from gatekeeper.audit.units import units
from gatekeeper.audit.walk import blocks


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The parser has zero test coverage", ["zero"]),
        ("Test coverage: \u2705 all modules", ["coverage"]),
        ("Coverage: 12 of 14 modules", ["coverage"]),
        ("Coverage: see the report", []),
        ("There should be no test coverage gap", []),
        ("Coverage: 12%", []),
    ],
)
def test_finds_words_of_coverage(text: str, found: list[str]) -> None:
    made = [signal for block in blocks(read(text.encode(), "a.md")) for unit in units(block) for signal in coverage(unit)]
    assert [signal.word for signal in made] == found
