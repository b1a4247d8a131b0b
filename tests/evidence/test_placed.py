"""Records are really made, for an environment that was asked for, and then held against the configuration."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
import reports
from configs import UNIT, settle
from msgspec.structs import replace
from records import rule

from gatekeeper.documents.headline import headline, judged_in
from gatekeeper.evidence.build import policy_row
from gatekeeper.evidence.conform import difference
from gatekeeper.evidence.consistent import contradiction
from gatekeeper.evidence.placed import as_placed, misplaced
from gatekeeper.evidence.question import asked, foreign
from gatekeeper.gate import Request, check
from gatekeeper.model import Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatekeeper.config.settings import Config
    from gatekeeper.evidence.record import Record

POLICY = UNIT.replace("*.xml", "a.xml") + 'env.staging.pass_rate = "> 40%"\nenv.prod.min_executed = 2\n'


@pytest.fixture
def config(write: Callable[[str, str], Path]) -> Config:
    write("a.xml", reports.report(reports.passed() + reports.failed()))
    return settle(Path.cwd(), POLICY)


def judged(config: Config, environment: str | None = None) -> Record:
    return check(Request(config=config, environment=environment)).record


def unit(record: Record) -> dict[str, Any]:
    return record.policy.categories["unit"]


def test_the_thresholds_of_the_environment_decide(config: Config) -> None:
    assert [judged(config, name).verdict for name in (None, "staging", "prod", "other")] == [
        Verdict.FAILED,
        Verdict.PASSED,
        Verdict.FAILED,
        Verdict.FAILED,
    ]


def test_a_record_shows_what_was_in_force_and_the_whole_policy_by_its_digest(config: Config) -> None:
    plain, staging, other = judged(config), judged(config, "staging"), judged(config, "other")
    assert {key: value for key, value in unit(staging).items() if key.startswith("env")} == {
        "env.staging.pass_rate": "> 40%",
        "env.prod.min_executed": 2,
        "environment_in_force": "staging",
    }
    assert (unit(staging)["pass_rate"], unit(plain)["pass_rate"], staging.categories[0].threshold) == ("> 40%", ">= 100%", "> 40%")
    assert unit(plain) == unit(other)
    assert staging.policy.sha256 == plain.policy.sha256 == policy_row(config).sha256
    assert policy_row(settle(Path.cwd(), POLICY.replace("40%", "41%"))).sha256 != plain.policy.sha256


def test_every_place_says_which_settings_it_was(config: Config) -> None:
    assert judged_in(judged(config, "staging")) == {"unit": "staging"}
    assert headline(judged(config, "staging")).startswith("PASSED, unit by the settings of staging: ")
    assert headline(judged(config)).startswith("FAILED: ")


@pytest.mark.parametrize("environment", [None, "staging", "prod", "other"])
def test_a_record_of_any_environment_is_of_this_policy(config: Config, environment: str | None) -> None:
    record = judged(config, environment)
    assert difference(record, config) == ""
    assert contradiction(record, datetime.now(UTC)) == ""
    assert foreign(record, "unit", asked(config, "a" * 40, None, None, datetime.now(UTC))) == ""


@pytest.mark.parametrize("name", ["prod", "other", None, 3])
def test_settings_under_another_name_are_not_of_this_policy(config: Config, name: object) -> None:
    record = judged(config, "staging")
    forged = replace(record, policy=replace(record.policy, categories={"unit": {**unit(record), "environment_in_force": name}}))
    assert difference(forged, config) == "the settings that it shows are not those of the configuration"
    assert foreign(forged, "unit", asked(config, "a" * 40, None, None, datetime.now(UTC))) == "judged by another policy"


@pytest.mark.parametrize("name", ["a b", "](x", "", 3])
def test_an_environment_has_a_name_that_a_configuration_can_have(config: Config, name: object) -> None:
    record = judged(config, "staging")
    forged = replace(record, policy=replace(record.policy, categories={"unit": {**unit(record), "environment_in_force": name}}))
    assert contradiction(forged, datetime.now(UTC)) == "an environment has a name that no configuration has"


@pytest.mark.parametrize(
    ("in_force", "named", "wrong"),
    [
        ("staging", ["staging", "staging"], False),
        ("staging", [None], False),
        (None, ["other"], False),
        (None, [None], False),
        (None, ["staging"], True),
        ("staging", ["prod"], True),
        ("staging", ["other"], True),
        ("staging", ["staging", "prod"], True),
        ("staging", ["staging", None], True),
        (None, ["staging", "prod"], False),
    ],
)
def test_the_witnesses_name_the_environment(config: Config, in_force: str | None, named: list[str | None], *, wrong: bool) -> None:
    witnesses = [SimpleNamespace(category="unit", environment=each) for each in named]
    answer = rule("environment", "unit", Verdict.PASSED)
    seen: Any = SimpleNamespace(policy=judged(config, in_force).policy, witnesses=witnesses, rules=[answer])
    assert bool(list(misplaced(seen, config))) is wrong
    seen.rules = [replace(answer, outcome=Outcome.INCONCLUSIVE)]
    assert not list(misplaced(seen, config))


def test_what_is_no_name_changes_nothing(config: Config) -> None:
    record = judged(config)
    forged = replace(record, policy=replace(record.policy, categories={"unit": {"environment_in_force": ["staging"]}}))
    assert as_placed(forged, config) == config
    assert as_placed(replace(record, policy=replace(record.policy, categories={})), config) == config
