"""Everything there is to configure, from the code itself."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING

import pytest
import tomli

from gatekeeper.config.find import Found
from gatekeeper.config.load import load
from gatekeeper.config.structs import category_table
from gatekeeper.documents.catalogue import Entry, Key, category_keys, entries, gate_keys, waiver_keys
from gatekeeper.rules import all_rules

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.config.settings import Config

EVERY = entries()
SETTINGS = [key for entry in EVERY for key in entry.settings]


def loaded(folder: Path, text: str) -> Config:
    """Load a configuration from text."""
    source = folder / "gatekeeper.toml"
    return load(Found(source=source, base=folder, table=tomli.loads(text), root=folder), date(2026, 12, 31))


def test_every_rule_and_every_setting_is_there() -> None:
    assert [entry.id for entry in EVERY] == list(all_rules())
    names = [key.name for key in (*category_keys(), *SETTINGS)]
    assert sorted(names) == sorted(category_table().__struct_fields__)


@pytest.mark.parametrize("entry", EVERY, ids=lambda entry: entry.id)
def test_a_rule_says_all_that_people_ask(entry: Entry) -> None:
    assert entry.title
    assert entry.question
    assert entry.remedy
    assert entry.always or entry.settings


@pytest.mark.parametrize("key", [*SETTINGS, *category_keys()], ids=lambda key: key.name)
def test_examples_load(folder: Path, key: Key) -> None:
    reports = "" if key.name == "reports" else 'reports = ["*.xml"]\n'
    config = loaded(folder, f"[categories.unit]\n{reports}{key.example}\n")
    assert config.categories[0].name == "unit"


@pytest.mark.parametrize("key", [key for key in SETTINGS if key.default], ids=lambda key: key.name)
def test_defaults_are_toml_and_change_nothing(folder: Path, key: Key) -> None:
    head = '[categories.unit]\nreports = ["*.xml"]\n'
    assert loaded(folder, f"{head}{key.name} = {key.default}\n").policy == loaded(folder, head).policy


def test_a_setting_without_a_value_turns_nothing_on() -> None:
    for entry in EVERY:
        inactive = [each.name for each in fields(all_rules()[entry.id]) if each.default is None]
        assert [key.name for key in entry.settings if not key.default and key.name not in inactive] in ([], ["empty_files"])


def test_required_keys_and_defaults_outside_the_rules() -> None:
    by_name = {key.name: key for key in (*category_keys(), *gate_keys(), *waiver_keys())}
    assert [name for name, key in by_name.items() if key.required] == ["reports", "rule", "reason", "owner", "expires"]
    assert (by_name["max_waiver"].default, by_name["blocking"].default, by_name["reruns"].default) == ('"90d"', "true", "false")
    assert by_name["same_bytes"].written == '"once" or "count"'


def test_gate_and_waiver_examples_load(folder: Path) -> None:
    gate = "\n".join(key.example for key in gate_keys())
    waiver = "\n".join(key.example for key in waiver_keys())
    text = f'[gate]\n{gate}\n[categories.unit]\nreports = ["*.xml"]\n[[waivers]]\n{waiver}\n'
    source = folder / "gatekeeper.toml"
    config = load(Found(source=source, base=folder, table=tomli.loads(text), root=folder), date(2027, 1, 10))
    assert config.policy.waivers[0].owner == "payments-team"
