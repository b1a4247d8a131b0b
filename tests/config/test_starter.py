"""The text of a starter configuration."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.config.advice import HOW_TO_REPORT, advice
from gatekeeper.config.find import Found
from gatekeeper.config.load import load
from gatekeeper.config.starter import Part, found, quoted, starter

if TYPE_CHECKING:
    from pathlib import Path

PARTS = (
    Part(name="unit", runner="pytest", reports=("junit.xml",), files=("junit.xml",), counted=1, executed=37, skipped=2),
    Part(name="e2e.slow", runner="jest", reports=("a.xml", "b\u202e.xml"), files=("a.xml", "b\u202e.xml"), counted=2, executed=1),
)


def uncommented(text: str) -> str:
    """Return the text with every commented setting in force."""
    return re.sub(r"^# (?=\[gate\]|[a-z_]+ = )", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("change", [str, uncommented])
def test_loads_as_written_and_with_every_setting(folder: Path, change: type[str]) -> None:
    table = tomli.loads(change(starter(PARTS)))
    config = load(Found(source=folder / "gatekeeper.toml", base=folder, table=table, root=folder), date(2026, 1, 1))
    assert [(each.name, each.reports) for each in config.categories] == [(part.name, part.reports) for part in PARTS]


def test_only_the_search_is_in_force() -> None:
    table = tomli.loads(starter(PARTS))
    assert list(table) == ["categories"]
    assert all(list(each) == ["reports"] for each in table["categories"].values())


def test_suggests_what_was_seen() -> None:
    table = tomli.loads(uncommented(starter(PARTS)))["categories"]
    assert (table["unit"]["min_executed"], "expected_files" in table["unit"]) == (37, False)
    assert (table["e2e.slow"]["min_executed"], table["e2e.slow"]["expected_files"]) == (1, 2)


def test_suggests_no_number_where_nothing_ran() -> None:
    text = starter((Part(name="tests", runner="other", reports=("a.xml",), files=("a.xml",)),))
    assert "min_executed" not in text
    assert "# 1 report file, 0 tests executed, 0 skipped.\n[categories.tests]" in text


def test_says_what_the_runner_needs() -> None:
    text = starter(PARTS)
    assert 'reportTestSuiteErrors: "true"' in text
    assert "junit_family = xunit1" in text
    assert all(f"# {line}\n" in text for part in PARTS for line in advice(part.runner))


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (PARTS[0], "1 report file of pytest, 37 tests executed, 2 skipped."),
        (PARTS[1], "2 report files of jest, 1 test executed, 0 skipped."),
    ],
)
def test_found(part: Part, text: str) -> None:
    assert found(part) == text


@given(st.text(st.characters(codec="utf-8")))
def test_quoted_text_comes_back_and_shows_all_of_itself(text: str) -> None:
    toml = quoted(text)
    assert tomli.loads(f"x = {toml}") == {"x": text}
    assert toml.isprintable()


@pytest.mark.parametrize("runner", ["pytest", "jest", "surefire", "failsafe", "gradle", "go", "nextest", "ctest"])
def test_advice_fits_a_line_of_the_file(runner: str) -> None:
    assert advice(runner)
    assert all(line.isascii() and len(line) <= 125 for line in (*advice(runner), *(how for _, how in HOW_TO_REPORT)))


def test_no_advice_for_a_runner_nobody_knows() -> None:
    assert advice("other") == ()
