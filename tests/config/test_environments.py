from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import jsonschema
import pytest
import tomli
from configs import UNIT, WAIVER, complaint, settle, unit

from gatekeeper.config.environments import environment_table, rule_settings
from gatekeeper.config.override import tighten
from gatekeeper.config.structs import json_schema
from gatekeeper.errors import UsageError
from gatekeeper.rules.threshold import Threshold
from gatekeeper.rules.value import Count

if TYPE_CHECKING:
    from pathlib import Path

STAGING = """pass_rate = "95%"
min_executed = 40
[categories.unit.env.staging]
pass_rate = "> 90%"
max_skipped = 3
[categories.unit.env."eu.1"]
pass_rate = "99%"
"""


def test_an_environment_replaces_settings_and_switches_rules_on(folder: Path) -> None:
    own = unit(folder, STAGING)
    placed = own.in_environment("staging")
    assert (str(placed.setting("pass_rate")), placed.setting("min_executed"), str(placed.setting("max_skipped"))) == ("> 90%", 40, "3")
    assert (own.setting("max_skipped"), own.environment, placed.environment) == (None, None, "staging")


def test_an_environment_without_a_table_has_the_settings_of_the_category(folder: Path) -> None:
    own = unit(folder, STAGING)
    assert own.in_environment("prod") == own.in_environment(None) == own
    assert own.in_environment("Staging") == own


def test_another_environment_starts_from_the_category_again(folder: Path) -> None:
    own = unit(folder, STAGING)
    moved = own.in_environment("staging").in_environment("eu.1")
    assert (str(moved.setting("pass_rate")), moved.setting("max_skipped")) == (">= 99%", None)
    assert moved.in_environment(None) == own


def test_one_category_is_placed_in_the_policy_too(folder: Path) -> None:
    config = settle(folder, UNIT + STAGING + "[categories.e2e]\nreports = ['e.xml']\nenv.staging.max_flaky = 3\n")
    placed = config.in_environment("unit", "staging")
    assert [each.environment for each in placed.categories] == ["staging", None]
    assert [each.rules for each in placed.policy.categories] == [each.policy.rules for each in placed.categories]
    assert placed.in_environment("unit", None) == config


def test_a_waiver_may_be_about_a_rule_of_one_environment(folder: Path) -> None:
    text = UNIT + "env.staging.max_skipped = 3\n" + WAIVER.replace("pass-rate", "max-skipped")
    assert settle(folder, text).policy.waivers
    assert "is not in force" in complaint(folder, text.replace("max_skipped", "max_flaky"))[0]


def test_the_command_line_tightens_every_environment_and_loosens_none(folder: Path) -> None:
    config = settle(folder, UNIT + STAGING)
    tightened = tighten(config, {"pass_rate": Threshold.parse("97%"), "min_executed": Count(50)}).categories[0]
    for name, rate in {None: "97", "staging": "97", "eu.1": "99", "prod": "97"}.items():
        placed = tightened.in_environment(name)
        assert placed.setting("pass_rate") == Threshold(strict=False, value=Fraction(int(rate), 100))
        assert placed.setting("min_executed") == 50
    with pytest.raises(UsageError):
        tighten(config, {"pass_rate": Threshold.parse("92%")})


def test_the_command_line_tightens_what_is_in_force(folder: Path) -> None:
    config = settle(folder, UNIT + STAGING).in_environment("unit", "staging")
    (tightened,) = tighten(config, {"pass_rate": Threshold.parse("92%")}).categories
    assert (tightened.environment, str(tightened.setting("pass_rate"))) == ("staging", ">= 92%")
    assert str(tightened.in_environment(None).setting("pass_rate")) == ">= 95%"
    with pytest.raises(UsageError):
        tighten(config, {"pass_rate": Threshold.parse("90%")})


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("env = 3", "categories.unit.env: is written [categories.NAME.env.ENVIRONMENT]"),
        ("env = {}", "categories.unit.env: is written [categories.NAME.env.ENVIRONMENT]"),
        ("env.staging = {}", "categories.unit.env.staging: no setting is given for this environment"),
        ("env.staging = 'x'", 'categories.unit.env.staging: is a table headed [categories.NAME.env.ENVIRONMENT], not "x"'),
        ("env.staging.passrate = '90%'", "categories.unit.env.staging.passrate: unknown key \"passrate\"; did you mean 'pass_rate'?"),
        ("env.staging.reports = ['x']", 'unknown key "reports" here; did you mean it in [categories.NAME]?'),
        ("env.staging.blocking = false", 'unknown key "blocking" here'),
        ("env.staging.environment = 'prod'", 'unknown key "environment" here; did you mean it in [categories.NAME]?'),
        ("env.staging.pass_rate = 90", 'categories.unit.env.staging.pass_rate: a pass rate is written "> 90%"'),
        ("env.staging.required_tests = []", "categories.unit.env.staging.required_tests: the value is empty"),
        ("env.'a b'.max_flaky = 3", 'categories.unit.env."a b": a name is letters'),
        ("env.a.max_flaky = 3\nenv.A.max_flaky = 3", "categories.unit.env.A: two environments with one name: a and A"),
    ],
)
def test_what_is_wrong_is_named_with_its_key(folder: Path, more: str, said: str) -> None:
    assert said in complaint(folder, UNIT + more)[0]


@pytest.mark.parametrize(
    ("more", "fits"),
    [
        (STAGING, True),
        ("env = {}", False),
        ("env.staging = {}", False),
        ("env.staging.passrate = '90%'", False),
        ("env.staging.environment = 'prod'", False),
        ("env.staging.pass_rate = 90", False),
        ("env.'a b'.max_flaky = 3", False),
    ],
)
def test_the_schema_says_the_same(more: str, fits: bool) -> None:
    assert jsonschema.Draft202012Validator(json_schema()).is_valid(tomli.loads(UNIT + more)) is fits


def test_every_setting_but_the_required_environment_may_differ() -> None:
    names = set(environment_table().__struct_fields__)
    assert {name for name, *_ in rule_settings()} - names == {"environment"}
    assert environment_table() is environment_table()
