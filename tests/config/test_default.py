from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.config.default import default_config
from gatekeeper.rules import all_rules
from gatekeeper.rules.threshold import Threshold
from gatekeeper.rules.value import Count

if TYPE_CHECKING:
    from pathlib import Path


def test_one_category_named_tests_with_every_rule_that_is_always_on(folder: Path) -> None:
    config = default_config(folder, {})
    (category,) = config.categories
    assert (category.name, config.source, config.base, category.policy.blocking) == ("tests", None, folder, True)
    assert [rule.id() for rule in category.policy.rules] == [name for name, rule in all_rules().items() if rule.always]
    assert category.setting("pass_rate") == Threshold.parse("100%")


def test_options_are_the_policy_at_any_value(folder: Path) -> None:
    (category,) = default_config(folder, {"pass_rate": Threshold.parse("0%"), "min_executed": Count(0)}).categories
    assert (str(category.setting("pass_rate")), category.setting("min_executed")) == (">= 0%", 0)
