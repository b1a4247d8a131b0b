"""The page about faked evidence names rules and settings that there are, and levels that it explains."""

from __future__ import annotations

import re
from dataclasses import fields
from itertools import chain
from pathlib import Path

from gatekeeper.rules import all_rules

PAGE = (Path(__file__).parents[2] / "docs" / "faking.md").read_text(encoding="utf-8")
_RULE = re.compile(r"`([a-z]+(?:-[a-z]+)+|attempts|shards|fresh|canary|inventory|environment|witnessed)`")
_SETTING = re.compile(r"`([a-z]+(?:_[a-z]+)+|shards|fresh|canary|inventory|environment|witnessed)[ =`]")
_OTHERS = {"policy_ref", "extends"}  # of [gate], and no rule's


def _rows() -> list[list[str]]:
    """Return the cells of the tables of ways."""
    tables = PAGE.partition("## Tests that did not run")[2].partition("## What nothing here can catch")[0]
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in tables.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row] for row in rows if row[0].strip() not in {"way", "---"}]


def test_names_rules_that_there_are() -> None:
    named = set(chain.from_iterable(_RULE.findall(catches) for _, catches, *_ in _rows()))
    assert len(named) > 20
    assert named <= set(all_rules())


def test_names_settings_that_there_are() -> None:
    named = set(chain.from_iterable(_SETTING.findall(setting) for _, _, setting, _ in _rows()))
    assert len(named) > 15
    assert named <= {each.name for rule in all_rules().values() for each in fields(rule)} | _OTHERS


def test_every_way_has_a_level() -> None:
    levels = {re.split(r"[,;:] ?| where", level)[0] for *_, level in _rows()}
    assert levels == {"imported", "witnessed", "policy", "out of reach"}
