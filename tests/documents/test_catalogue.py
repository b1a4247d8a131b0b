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
from gatekeeper.documents.catalogue import Entry, Key, category_keys, entries, other_keys
from gatekeeper.rules import all_rules

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.config.settings import Config

EVERY = entries()
SETTINGS = [key for entry in EVERY for key in entry.settings if not entry.option]


def loaded(folder: Path, text: str) -> Config:
    """Load a configuration from text."""
    source = folder / "gatekeeper.toml"
    return load(Found(source=source, base=folder, table=tomli.loads(text), root=folder), date(2026, 12, 31))


def test_every_rule_and_every_setting_is_there() -> None:
    assert [entry.id for entry in EVERY] == list(all_rules())
    names = [key.name for key in (*category_keys(), *SETTINGS)]
    assert sorted(names) == sorted(category_table().__struct_fields__)


def test_the_settings_of_a_rule_about_the_run_stand_in_gate() -> None:
    (needs,) = [entry for entry in EVERY if entry.option]
    assert (needs.in_force, needs.heading, needs.always) == ("--needs", "[gate]", False)
    assert [key for key in other_keys()["[gate]"] if key.name == "may_skip"] == list(needs.settings)


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
    by_name = {key.name: key for key in (*category_keys(), *other_keys()["[gate]"], *other_keys()["[[waivers]]"])}
    assert [name for name, key in by_name.items() if key.required] == ["reports", "rule", "reason", "owner", "expires"]
    assert (by_name["max_waiver"].default, by_name["blocking"].default, by_name["reruns"].default) == ('"90d"', "true", "false")
    assert by_name["same_bytes"].written == '"once" or "count"'


def test_gate_and_waiver_examples_load(folder: Path) -> None:
    gate = "\n".join(key.example for key in other_keys()["[gate]"])
    waiver = "\n".join(key.example for key in other_keys()["[[waivers]]"])
    text = f'[gate]\n{gate}\n[categories.unit]\nreports = ["*.xml"]\n[[waivers]]\n{waiver}\n'
    source = folder / "gatekeeper.toml"
    config = load(Found(source=source, base=folder, table=tomli.loads(text), root=folder), date(2027, 1, 10))
    assert config.policy.waivers[0].owner == "payments-team"


def test_every_table_of_the_configuration_has_its_keys_once() -> None:
    tables = other_keys()
    assert [key.name for key in tables["[[issues]]"]] == ["number", "search", "name", "refs"]
    shared = [key.name for key in tables["[[issues]] and [pull_request]"]]
    assert shared == ["template", "on", "on_other", "criteria", "labels", "max_labels"]
    kinds = {key.name: (key.written, key.default) for keys in tables.values() for key in keys}
    assert kinds["on"] == ('A list of "passed" or "failed" or "incomplete" or "stale" or "refused"', '["passed"]')
    assert kinds["labels"] == ("A table of lists", "")
    assert kinds["criteria"] == ("Tables of their own", "")
    assert kinds["number"] == ("A whole number", "")
    assert kinds["grace"][1] == '"2h"'
