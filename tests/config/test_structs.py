from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import tomli
from configs import UNIT, WAIVER, WHOLE, settle

from gatekeeper.config.structs import category_table, config_table, json_schema, parse_value
from gatekeeper.errors import ConfigError
from gatekeeper.rules import all_rules

if TYPE_CHECKING:
    from pathlib import Path


def as_json(value: Any) -> Any:
    """Return TOML's values as JSON has them: a date is a text there."""
    if isinstance(value, dict):
        return {key: as_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_json(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def fits(text: str) -> bool:
    validator = jsonschema.Draft202012Validator(json_schema())
    return validator.is_valid(as_json(tomli.loads(text)))


def loads(folder: Path, text: str) -> bool:
    try:
        settle(folder, text)
    except ConfigError:
        return False
    return True


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize(
    "more",
    [
        "",
        WAIVER,
        "pass_rate = '> 99.95%'",
        "pass_rate = 0.9",
        "pass_rate = ' 090 % '",
        "pass_rate = '>= 100.000%'",
        "target = '100%'\nblocking = false\nreruns = true\nsame_bytes = 'count'\ndeclared = 'ignore'",
        "max_skipped = 3\nmax_flaky = '2.5%'\nmax_failures = 0\nmax_duplicates = 1",
        "max_skipped = '100%'",
        "expected_files = 3",
        "expected_files = ['a.xml', 'TEST-*.xml']",
        "min_duration = '0.1s'\nmax_duration = '30 m'\nmax_age = '24h'",
        "required_tests = ['*golden*']\ntests = ['a.*']\nempty_files = ['e.xml']\noptional = 'docs only'",
        "[gate]\nname = 'x'\nmax_waiver = '7d'",
    ],
)
def test_what_loads_fits_the_schema(folder: Path, more: str) -> None:
    assert loads(folder, UNIT + more)
    assert fits(UNIT + more)


def test_a_whole_configuration_fits_the_schema() -> None:
    assert fits(WHOLE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[gate]\nname = 'x'",
        "[categories.unit]\n",
        "[categories.'a/b']\nreports = ['a.xml']",
        UNIT + "passrate = '90%'",
        UNIT + "pass_rate = 90",
        UNIT + "pass_rate = 0",
        UNIT + "pass_rate = 1.5",
        UNIT + "pass_rate = true",
        UNIT + "pass_rate = '90'",
        UNIT + "pass_rate = '<= 90%'",
        UNIT + "pass_rate = '> 100%'",
        UNIT + "pass_rate = '101%'",
        UNIT + "max_skipped = '101%'",
        UNIT + "max_skipped = 0.05",
        UNIT + "max_skipped = -1",
        UNIT + "min_executed = '37'",
        UNIT + "min_executed = 9999999999999999",
        UNIT + "max_age = 24",
        UNIT + "max_age = '24 hours'",
        UNIT + "expected_files = []",
        UNIT + "expected_files = 'a.xml'",
        UNIT + "tests = []",
        UNIT + "tests = 'a'",
        UNIT + "optional = ''",
        UNIT + "optional = ' '",
        UNIT + "blocking = 'no'",
        UNIT + "same_bytes = 'twice'",
        UNIT + "declared = 'ignored'",
        UNIT + "[gate]\nnmae = 'x'",
        UNIT + WAIVER.replace("expires", "expire"),
        UNIT + WAIVER.replace("2026-06-01", "3"),
        UNIT + WAIVER.replace("payments", ""),
        UNIT + WAIVER.replace("pass-rate", "pass_rate"),
        UNIT + WAIVER.replace("pass-rate", "evidence-found"),
    ],
)
def test_what_is_refused_does_not_fit_the_schema(folder: Path, text: str) -> None:
    assert not loads(folder, text)
    assert not fits(text)


def test_every_setting_of_every_rule_is_a_key_of_its_table_and_described() -> None:
    tables = json_schema()["$defs"]
    for rule in all_rules().values():
        own, other = ("Gate", "CategoryTable") if rule.option else ("CategoryTable", "Gate")
        for each in fields(rule):
            assert tables[own]["properties"][each.name]["description"] == each.metadata["text"]
            assert each.name not in tables[other]["properties"]
    assert "reports" in json_schema()["$defs"]["CategoryTable"]["required"]


def test_every_table_is_closed() -> None:
    schema = json_schema()
    assert {name: table["additionalProperties"] for name, table in schema["$defs"].items()} == dict.fromkeys(
        (
            "AuditTable",
            "CategoryTable",
            "ConfigTable",
            "CriterionTable",
            "DocumentTable",
            "EnvironmentTable",
            "Gate",
            "GuardTable",
            "IssueTable",
            "LabelTable",
            "PhaseTable",
            "ReleaseTable",
            "StatusTable",
            "TargetTable",
            "WaiverTable",
        ),
        False,
    )


def test_the_tables_are_made_once() -> None:
    assert category_table() is category_table()
    assert config_table() is config_table()


def test_a_type_nobody_can_read_is_an_error_of_ours() -> None:
    with pytest.raises(NotImplementedError):
        parse_value(date, "x")
