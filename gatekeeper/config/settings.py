"""The configuration once it is sound: frozen and typed."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

from gatekeeper.config.audit import Audit
from gatekeeper.config.document import Release
from gatekeeper.config.targets import Publishing
from gatekeeper.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gatekeeper.config.basis import Basis
    from gatekeeper.config.document import Document
    from gatekeeper.policy import CategoryPolicy, Policy
    from gatekeeper.rules.base import Rule
    from gatekeeper.rules.duration import Duration


@dataclass(frozen=True, kw_only=True, slots=True)
class CategoryConfig:
    """What to read for one category, and what to judge it by.

    ``reports`` are globs relative to the base folder, ``!`` excludes; ``tests`` selects by test id.
    ``environments`` are the settings that replace the others for evidence of that environment, ``environment`` is the one in force.
    """

    policy: CategoryPolicy
    reports: tuple[str, ...]
    tests: tuple[str, ...] = ()
    reruns: bool = False
    same_bytes: str = "once"
    environments: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    environment: str | None = None
    outside: tuple[Rule, ...] | None = None

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

    def in_environment(self, name: str | None) -> CategoryConfig:
        """Return the category with the settings for evidence of an environment; its own where the environment has no table."""
        own = self.policy.rules if self.outside is None else self.outside
        given = self.environments.get(name) if name else None
        if given is None:
            return replace(self, policy=replace(self.policy, rules=own), environment=None, outside=None)
        rules = rules_for({**settings_of(own), **given})
        return replace(self, policy=replace(self.policy, rules=rules), environment=name, outside=own)

    @property
    def possible(self) -> tuple[Rule, ...]:
        """Return the rules that are in force in one environment or another."""
        every = (self.in_environment(name).policy.rules for name in (None, *self.environments))
        return tuple(rule for rules in every for rule in rules)


@dataclass(frozen=True, kw_only=True, slots=True)
class Config:
    """A sound configuration. ``base`` is the folder patterns start from; ``source`` is None for the default policy.

    ``baseline_ref`` is the branch whose accepted record is the baseline; empty is the base of a pull request, else the same branch.
    ``policy_ref`` and ``extends`` say what else the policy has to hold against, and ``bases`` what it was held against.
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
    audit: Audit = field(default_factory=Audit)
    max_waiver: Duration | None = None
    policy_ref: str = ""
    extends: str = ""
    bases: tuple[Basis, ...] = ()

    def with_categories(self, categories: tuple[CategoryConfig, ...]) -> Config:
        """Return this configuration with other categories, in the policy too."""
        policy = replace(self.policy, categories=tuple(each.policy for each in categories))
        return replace(self, categories=categories, policy=policy)

    def in_environment(self, category: str, name: str | None) -> Config:
        """Return this configuration for evidence of an environment in one category."""
        return self.with_categories(tuple(each.in_environment(name) if each.name == category else each for each in self.categories))


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
