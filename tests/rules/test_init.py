from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from gatekeeper.model import Verdict
from gatekeeper.rules import all_rules

if TYPE_CHECKING:
    from gatekeeper.rules.base import Rule

ALWAYS = {
    "evidence-found",
    "evidence-readable",
    "tests-executed",
    "collection-errors",
    "suite-errors",
    "counts-agree",
    "pass-rate",
    "max-flaky",
    "early-stop",
    "environment",
    "exit-code",
    "dummy-report",
    "same-commit",
    "shards",
}
BY_SETTING = {
    "min-executed",
    "max-failures",
    "max-skipped",
    "required-tests",
    "expected-files",
    "max-duplicates",
    "min-duration",
    "max-duration",
    "max-age",
    "no-regression",
    "no-removed-tests",
    "fresh",
    "inventory",
    "forbid-output",
    "require-properties",
    "canary",
    "attempts",
    "witnessed",
    "clean-tree",
}
BY_OPTION = {"needs"}
VERDICTS = {
    Verdict.NO_EVIDENCE: {"evidence-found", "tests-executed"},
    Verdict.INVALID: {"dummy-report", "canary", "evidence-readable"},
    Verdict.INCOMPLETE: {"inventory", "early-stop", "counts-agree", "expected-files", "min-executed", "shards"},
    Verdict.STALE: {"fresh", "max-age", "same-commit"},
}
SETTINGS = {"attempts": "max_attempts", "no-removed-tests": "max_removed"}  # where a number says more than the rule's own name would
MORE = {"fresh": ["allow_reused"]}  # what such a rule allows
RULES = sorted(all_rules().items())


def test_every_rule_is_found_by_itself_in_order() -> None:
    assert set(all_rules()) == ALWAYS | BY_SETTING | BY_OPTION
    assert list(all_rules()) == sorted(all_rules())


@pytest.mark.parametrize(("name", "rule"), RULES)
def test_who_is_always_on(name: str, rule: type[Rule]) -> None:
    assert rule.always is (name in ALWAYS)
    assert rule().active is (name in ALWAYS)


@pytest.mark.parametrize(("name", "rule"), RULES)
def test_the_verdict_of_every_failure(name: str, rule: type[Rule]) -> None:
    assert rule.verdict is next((verdict for verdict, names in VERDICTS.items() if name in names), Verdict.FAILED)


@pytest.mark.parametrize(("name", "rule"), RULES)
def test_the_evidence_itself_cannot_be_waived(name: str, rule: type[Rule]) -> None:
    assert rule.waivable is (name not in {"evidence-found", "evidence-readable", "tests-executed"} | BY_OPTION)


@pytest.mark.parametrize(("name", "rule"), RULES)
def test_who_waits_for_an_option(name: str, rule: type[Rule]) -> None:
    assert bool(rule.option) is (name in BY_OPTION)


@pytest.mark.parametrize(("name", "rule"), RULES)
def test_every_rule_explains_itself(name: str, rule: type[Rule]) -> None:
    assert rule.id() == name
    assert rule.title().endswith(".")
    assert rule.remedy
    assert all(each.metadata["text"].endswith(".") for each in fields(rule))


@pytest.mark.parametrize("name", sorted(BY_SETTING | {"pass-rate", "max-flaky"}))
def test_a_setting_is_the_id_with_underscores(name: str) -> None:
    assert [each.name for each in fields(all_rules()[name])] == [SETTINGS.get(name, name.replace("-", "_")), *MORE.get(name, ())]


def test_no_two_rules_share_a_setting() -> None:
    names = [each.name for rule in all_rules().values() for each in fields(rule)]
    assert len(names) == len(set(names))
