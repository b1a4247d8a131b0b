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


@pytest.mark.parametrize(
    ("header", "cell", "found"),
    [
        ("% Stmts", "87.21", ["87.21"]),
        ("% Branch", "100", ["100"]),
        ("Coverage (%)", "**64**", ["64"]),
        ("% Stmts", "187", []),
        ("Stmts", "87", []),
        ("% Stmts", "n/a", []),
    ],
)
def test_reads_the_table_that_coverage_tools_print(header: str, cell: str, found: list[str]) -> None:
    text = f"| File | {header} |\n|---|---|\n| all | {cell} |\n"
    made = [signal for block in blocks(read(text.encode(), "a.md")) for unit in units(block) for signal in coverage(unit)]
    assert [number.text for signal in made for number in signal.numbers] == found
