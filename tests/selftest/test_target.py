from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from trials import policy, target

from gatekeeper.config.default import default_config
from gatekeeper.policy import Waiver
from gatekeeper.selftest.target import REPORTS, targets

TODAY = date(2026, 5, 4)


def test_every_category_in_every_environment() -> None:
    config = policy(
        '[categories.unit]\nreports = ["a.xml"]\n[categories.e2e]\nreports = ["b.xml"]\n[categories.e2e.env.staging]\nmin_executed = 3\n'
    )
    found = list(targets(config))
    assert [each.name for each in found] == ["unit", "e2e", "e2e (staging)"]
    assert [each.setting("min_executed") for each in found] == [None, None, 3]


def test_only_the_environment_that_is_required() -> None:
    assert target('environment = "prod"\n').name == "unit (prod)"


def test_the_default_policy_gets_patterns() -> None:
    (own,) = targets(default_config(Path("/nowhere"), {}))
    assert (own.name, own.category.reports) == ("tests", REPORTS)


def test_no_more_tests_than_are_made_in_a_moment() -> None:
    assert (target("min_executed = 50000\n").setting("min_executed"), target("min_executed = 50\n").setting("min_executed")) == (2000, 50)


def test_who_needs_a_witness() -> None:
    needing = ("witnessed = true", "shards = 2", "max_deselected = 0", 'inventory = ["ls"]')
    assert [target(each + "\n").witnessed_only for each in (*needing, "", 'inventory = "base"', "witnessed = false")] == [True] * 4 + [
        False
    ] * 3


def test_who_asks_for_a_commit() -> None:
    asking = ("same_commit = true", "clean_tree = true", "fresh = true", 'inventory = "base"', "no_regression = true")
    assert [target(each + "\n").of_commit for each in (*asking, "", "witnessed = true", 'inventory = "a.txt"')] == [True] * 5 + [False] * 3


def test_a_waiver_takes_a_rule_out_of_force() -> None:
    def in_force(*tests: str, rule: str = "pass-rate", expires: date = TODAY) -> bool:
        own = target()
        waiver = Waiver(rule=rule, reason="r", owner="o", expires=expires, tests=tests)
        config = replace(own.config, policy=replace(own.config.policy, waivers=(waiver,)))
        return replace(own, config=config).in_force("pass-rate", {"a::b"}, TODAY)

    assert (in_force(), in_force("a::*"), in_force("b::*"), in_force(rule="max-flaky"), in_force(expires=date(2026, 5, 3))) == (
        *(False, False),
        *(True, True, True),
    )


def test_rules_about_the_run_are_in_force_too() -> None:
    assert (target().in_force("needs", set(), TODAY), target().in_force("canary", set(), TODAY)) == (True, False)
