"""Rules as a table, one by one, and for programs."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from gatekeeper.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran

_WIDE = 80


def on_terminal(folder: Path, columns: int) -> str:
    """Run the command on a pseudo terminal of so many columns."""
    ours, theirs = pty.openpty()
    environ = {**os.environ, "COLUMNS": str(columns), "TERM": "xterm"}
    with subprocess.Popen([sys.executable, "-m", "gatekeeper", "rules"], cwd=folder, env=environ, stdout=theirs) as process:
        os.close(theirs)
        printed = b""
        try:
            while piece := os.read(ours, 4096):
                printed += piece
        except OSError:
            pass  # Linux ends a terminal that nobody writes to any more with an error
        assert process.wait(60) == 0
    os.close(ours)
    return printed.decode()


def test_table_names_every_rule_within_80_columns(gatekeeper: Callable[..., Ran]) -> None:
    ran = gatekeeper("rules")
    lines = ran.out.splitlines()
    assert ran.code == 0
    assert max(map(len, lines)) <= _WIDE
    assert [line.split()[0] for line in lines[1:-2] if not line.startswith(" ")] == list(all_rules())
    assert "\x1b" not in ran.out


def test_table_says_when_a_rule_is_asked_and_what_its_failure_gives(gatekeeper: Callable[..., Ran]) -> None:
    rows = [line.split()[:3] for line in gatekeeper("rules").out.splitlines()]
    assert ["pass-rate", "always", "FAILED"] in rows
    assert ["min-executed", "min_executed", "INCOMPLETE"] in rows
    assert ["max-flaky", "always", "FAILED"] in rows


def test_table_fits_a_terminal_of_80_columns(folder: Path) -> None:
    printed = on_terminal(folder, _WIDE)
    assert "\x1b[1m" in printed
    plain = printed.replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert max(len(line.rstrip()) for line in plain.splitlines()) <= _WIDE
    assert all(rule in plain for rule in all_rules())


@pytest.mark.parametrize("rule", list(all_rules()))
def test_one_rule_is_explained(gatekeeper: Callable[..., Ran], rule: str) -> None:
    ran = gatekeeper("rules", rule)
    kind = all_rules()[rule]
    assert ran.code == 0
    text = " ".join(ran.out.split())
    assert text.startswith(f"{rule}: {kind.title()} judges ")
    assert f"on failure {kind.verdict}, exit code {kind.verdict.exit_code} " in text
    assert kind.remedy in text
    assert max(map(len, ran.out.splitlines())) <= _WIDE


def test_one_rule_shows_default_and_example(gatekeeper: Callable[..., Ran]) -> None:
    out = gatekeeper("rules", "pass-rate").out
    assert 'default     ">= 100%"' in out
    assert '    pass_rate = "> 90%"' in out
    assert "for single tests too" in out
    assert "cannot be waived" in gatekeeper("rules", "evidence-found").out


def test_a_setting_finds_its_rule(gatekeeper: Callable[..., Ran]) -> None:
    assert gatekeeper("rules", "declared").out.startswith("counts-agree: ")


@pytest.mark.parametrize(("given", "meant"), [("pass-rat", "pass-rate"), ("max_fail", "max_failures"), ("zzz", "lists them all")])
def test_unknown_rule_is_2_with_what_was_meant(gatekeeper: Callable[..., Ran], given: str, meant: str) -> None:
    ran = gatekeeper("rules", given)
    assert (ran.code, ran.out) == (2, "")
    assert f"there is no rule '{given}'" in ran.err
    assert meant in ran.err


def test_json_of_all_and_of_one(gatekeeper: Callable[..., Ran]) -> None:
    every = json.loads(gatekeeper("rules", "--format", "json").out)
    one = json.loads(gatekeeper("rules", "pass-rate", "--format", "json").out)
    assert [each["id"] for each in every] == list(all_rules())
    assert one in every
    assert one["settings"][0]["default"] == '">= 100%"'


def test_markdown_of_all_and_of_one(gatekeeper: Callable[..., Ran]) -> None:
    every = gatekeeper("rules", "--format", "markdown").out
    assert every.count("| `pass-rate` |") == 2
    assert "### `[[waivers]]`" in every
    one = gatekeeper("rules", "pass-rate", "--format", "markdown").out
    assert one.startswith("### `pass-rate`\n")
    assert '```toml\n[categories.unit]\npass_rate = "> 90%"\n```' in one
