"""The configuration once it is sound: frozen and typed."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

from gatekeeper.config.document import Release
from gatekeeper.config.targets import Publishing
from gatekeeper.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gatekeeper.config.document import Document
    from gatekeeper.policy import CategoryPolicy, Policy
    from gatekeeper.rules.base import Rule


@dataclass(frozen=True, kw_only=True, slots=True)
class CategoryConfig:
    """What to read for one category, and what to judge it by.

    ``reports`` are globs relative to the base folder, ``!`` excludes; ``tests`` selects by test id.
    """

    policy: CategoryPolicy
    reports: tuple[str, ...]
    tests: tuple[str, ...] = ()
    reruns: bool = False
    same_bytes: str = "once"

    @property
    def name(self) -> str:
        """Return the category's name."""
        return self.policy.name

    def setting(self, name: str) -> object:
        """Return the value of a rule's setting, whichever rule declares it."""
        for rule in self.policy.rules:
            if hasattr(rule, name):
                return getattr(rule, name)
        return None


@dataclass(frozen=True, kw_only=True, slots=True)
class Config:
    """A sound configuration. ``base`` is the folder patterns start from; ``source`` is None for the default policy.

    ``baseline_ref`` is the branch whose accepted record is the baseline; empty is the base of a pull request, else the same branch.
    """

    base: Path
    gate: str
    categories: tuple[CategoryConfig, ...]
    policy: Policy
    source: Path | None = None
    baseline_ref: str = ""
    publishing: Publishing = field(default_factory=Publishing)
    documents: tuple[Document, ...] = ()
    release: Release = field(default_factory=Release)

    def with_categories(self, categories: tuple[CategoryConfig, ...]) -> Config:
        """Return this configuration with other categories, in the policy too."""
        policy = replace(self.policy, categories=tuple(each.policy for each in categories))
        return replace(self, categories=categories, policy=policy)


def rules_for(values: Mapping[str, object]) -> tuple[Rule, ...]:
    """Return the active rules for the settings of one category; settings not given keep their defaults."""
    made = (_make(kind, values) for kind in all_rules().values() if not kind.option)
    return tuple(rule for rule in made if rule.active)


def run_rules(values: Mapping[str, object]) -> tuple[Rule, ...]:
    """Return the rules about the run alone; whether they have something to judge is seen in the run."""
    return tuple(_make(kind, values) for kind in all_rules().values() if kind.option)


def _make(kind: type[Rule], values: Mapping[str, object]) -> Rule:
    return kind(**{each.name: values[each.name] for each in fields(kind) if each.name in values})


def settings_of(rules: tuple[Rule, ...]) -> dict[str, object]:
    """Return every setting in force, in the order of the rules."""
    return {each.name: getattr(rule, each.name) for rule in rules for each in fields(rule)}
