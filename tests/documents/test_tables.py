"""Reference tables in Markdown."""

from __future__ import annotations

import re

import pytest

from gatekeeper.cli.check import check
from gatekeeper.documents.tables import exit_codes_table, options_table, rules_table, settings_table, table
from gatekeeper.rules import all_rules


def cells(text: str) -> list[list[str]]:
    """Return the cells of a table, as a Markdown reader splits them."""
    return [re.split(r" (?<!\\)\| ", line[2:-2]) for line in text.splitlines() if line.startswith("|")]


def test_a_row_for_every_rule() -> None:
    rows = cells(rules_table())
    assert [row[0] for row in rows[2:]] == [f"`{rule}`" for rule in all_rules()]
    assert {len(row) for row in rows} == {5}


def test_settings_of_all_tables() -> None:
    text = settings_table()
    assert re.findall("^### (.*)$", text, re.MULTILINE) == [
        "`[categories.NAME]`, what belongs to no rule",
        "`[categories.NAME]`, the settings of the rules",
        "`[gate]`",
        "`[[waivers]]`",
        "`[[issues]]`",
        "`[[issues]] and [pull_request]`",
        "`[[NAME.criteria]]`",
        "`[status]`",
        "`[labels.NAME]`",
        "`[guard]`",
        "`[[documents]]`",
        "`[[documents.phases]]`",
        "`[release]`",
        "`[audit]`",
    ]
    assert "| `pass-rate` | `pass_rate` | The least share of passed tests" in text
    assert "| `reports` |" in text
    assert "| required |" in text
    assert "not required" not in text


def test_exit_codes_are_the_documented_ones() -> None:
    rows = dict(cells(exit_codes_table())[2:])
    assert list(rows) == ["0", "1", "2", "3", "4", "5"]
    assert rows["0"] == "the verdict is `PASSED`"
    assert rows["3"] == "the verdict is `INCOMPLETE`, `STALE`, `NO_EVIDENCE` or `INVALID`"
    assert "pytest" in rows["5"]
    assert all(rows.values())


def test_options_of_a_command() -> None:
    rows = dict(cells(options_table(check))[2:])
    assert "`[REPORTS]...`" in rows
    assert rows["`--no-record`"] == "Write no record."
    assert any(name.startswith("`--format") and "[default: text]" in text for name, text in rows.items())
    assert {f"`{each}`".split()[0].strip("`") for each in ("--config", "--quiet")} <= {name.strip("`").split()[0] for name in rows}


@pytest.mark.parametrize(("cell", "shown"), [("a|b", "a\\|b"), ("a\nb", "a b"), ("> 90%", "> 90%")])
def test_a_cell_stays_in_its_cell(cell: str, shown: str) -> None:
    assert table(("x",), [(cell,)]) == f"| x |\n| --- |\n| {shown} |\n"
