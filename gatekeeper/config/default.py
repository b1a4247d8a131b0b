"""The default policy: one category named ``tests``, every rule that is always on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.config.settings import CategoryConfig, Config, rules_for, run_rules
from gatekeeper.policy import CategoryPolicy, Policy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CATEGORY = "tests"


def default_config(base: Path, given: Mapping[str, object]) -> Config:
    """Return the policy without a configuration file. ``given`` are settings from the command line: any value."""
    category = CategoryPolicy(name=CATEGORY, rules=rules_for(given))
    return Config(
        base=base,
        gate="",
        categories=(CategoryConfig(policy=category, reports=()),),
        policy=Policy(name="", categories=(category,), rules=run_rules({})),
    )
