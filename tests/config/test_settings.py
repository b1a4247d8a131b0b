from __future__ import annotations

from typing import TYPE_CHECKING

from configs import WHOLE, settle, unit

from gatekeeper.config.settings import rules_for, settings_of
from gatekeeper.rules.pass_rate import EVERYTHING
from gatekeeper.rules.value import Count

if TYPE_CHECKING:
    from pathlib import Path


def test_a_setting_is_found_whichever_rule_declares_it(folder: Path) -> None:
    category = unit(folder, "min_executed = 3")
    assert (category.name, category.setting("min_executed"), category.setting("pass_rate")) == ("unit", 3, EVERYTHING)
    assert category.setting("max_age") is None


def test_other_categories_are_other_in_the_policy_too(folder: Path) -> None:
    config = settle(folder, WHOLE)
    narrowed = config.with_categories(config.categories[1:])
    assert [each.name for each in narrowed.policy.categories] == [each.name for each in narrowed.categories] == ["e2e"]
    assert narrowed.policy.waivers == config.policy.waivers


def test_settings_that_are_given_switch_their_rules_on() -> None:
    plain = {rule.id() for rule in rules_for({})}
    assert {rule.id() for rule in rules_for({"min_executed": Count(0), "of_nobody": 1})} - plain == {"min-executed"}


def test_settings_make_the_same_rules_again() -> None:
    rules = rules_for({"min_executed": Count(3)})
    assert rules_for(settings_of(rules)) == rules
    assert settings_of(rules)["min_executed"] == 3
    assert "max_age" not in settings_of(rules)
