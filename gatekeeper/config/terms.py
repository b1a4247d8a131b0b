"""A policy as values that can be compared: what each category and the gate ask for, setting by setting."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from gatekeeper.config.settings import rules_for, run_rules, settings_of
from gatekeeper.config.stricter import category_ways, gate_ways

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from gatekeeper.config.settings import CategoryConfig, Config
    from gatekeeper.config.stricter import Way
    from gatekeeper.policy import Waiver

_OWN = ("reports", "tests", "reruns", "same_bytes")
UNSAID = object()


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """What a policy asks for. A setting that is not there is one that nothing is said about; defaults are said.

    A setting for one environment is called ``env.ENVIRONMENT.SETTING``; without it the category's own holds there.
    """

    gate: Mapping[str, Any]
    categories: Mapping[str, Mapping[str, Any]]
    waivers: tuple[Waiver, ...] = ()

    def named(self, name: str) -> Mapping[str, Any] | None:
        """Return the settings of a category; no two names differ only by case."""
        return next((values for own, values in self.categories.items() if own.casefold() == name.casefold()), None)


def bare(name: str) -> str:
    """Return the name of a setting without that of an environment."""
    return name.rpartition(".")[2] if name.startswith("env.") else name


def said(values: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - a value of any setting
    """Return what a side says of a setting, of the category as a whole where it says nothing of the environment; or UNSAID."""
    return values.get(name, values.get(bare(name), UNSAID))


def terms_of(config: Config) -> Terms:
    """Return everything that a configuration asks for."""
    guard = config.publishing.guard
    gate = {
        **settings_of(config.policy.rules),
        "max_waiver": config.max_waiver,
        "baseline_ref": config.baseline_ref or None,
        "policy_ref": config.policy_ref or None,
        "extends": config.extends or None,
        "guard.trusted": tuple(each.casefold() for each in guard.trusted) if guard else (),
    }
    categories = {each.name: _values(each) for each in config.categories}
    return Terms(gate=_filled(gate, gate_ways()), categories=categories, waivers=config.policy.waivers)


def stricter(base: Terms, head: Terms) -> Terms:
    """Return the stricter of both: every category of either, and the waivers of the head that the base has too."""
    names = {each.casefold(): each for each in (*base.categories, *head.categories)}  # the head's spelling, in the base's order
    ways = category_ways()
    categories = {name: _met(base.named(name), head.named(name), ways) for name in names.values()}
    return Terms(
        gate=_met(base.gate, head.gate, gate_ways()),
        categories=categories,
        waivers=tuple(each for each in head.waivers if each in base.waivers),
    )


def with_terms(config: Config, terms: Terms, bases: Iterable[Config]) -> Config:
    """Return the configuration with these terms. Categories that only a base has are made from its own."""
    owns = {each.name.casefold(): each for one in (*bases, config) for each in one.categories}
    categories = tuple(_category(owns[name.casefold()], name, values) for name, values in terms.categories.items())
    policy = replace(config.policy, waivers=terms.waivers, rules=run_rules(terms.gate))
    guard = config.publishing.guard
    if guard:
        trusted = tuple(each for each in guard.trusted if each.casefold() in terms.gate["guard.trusted"])
        config = replace(config, publishing=replace(config.publishing, guard=replace(guard, trusted=trusted)))
    made = replace(config, policy=policy, baseline_ref=terms.gate["baseline_ref"] or "", max_waiver=terms.gate["max_waiver"])
    return made.with_categories(categories)


def seen_from(config: Config, folder: Path) -> Config:
    """Return the configuration with patterns that find the same reports from another folder."""
    if config.base == folder:
        return config
    old, new = config.base.as_posix(), folder.as_posix()
    moved = (replace(each, reports=tuple(_moved(one, old, new) for one in each.reports)) for each in config.categories)
    return config.with_categories(tuple(moved))


def _moved(pattern: str, old: str, new: str) -> str:
    bare = pattern.removeprefix("!")
    return pattern[: len(pattern) - len(bare)] + posixpath.relpath(posixpath.join(old, bare), new)


def _values(category: CategoryConfig) -> dict[str, Any]:
    policy = category.policy
    own = {name: getattr(category, name) for name in _OWN} | {"blocking": policy.blocking, "target": policy.target}
    return _filled(own | settings_of(policy.rules), category_ways()) | of_environments(category.environments)


def of_environments(tables: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    """Return the settings of every environment by their long names."""
    return {f"env.{name}.{key}": value for name, given in tables.items() for key, value in given.items()}


def _filled(values: Mapping[str, Any], ways: Mapping[str, Way]) -> dict[str, Any]:
    return {name: values.get(name, way.default) for name, way in ways.items()}


def _met(base: Mapping[str, Any] | None, head: Mapping[str, Any] | None, ways: Mapping[str, Way]) -> dict[str, Any]:
    if base is None or head is None:
        return {**(base or {}), **(head or {})}
    pairs = {name: (said(base, name), said(head, name)) for name in {**base, **head}}
    return {name: new if old is UNSAID else old if new is UNSAID else ways[bare(name)].meet(old, new) for name, (old, new) in pairs.items()}


def _category(category: CategoryConfig, name: str, values: Mapping[str, Any]) -> CategoryConfig:
    policy = replace(category.policy, name=name, rules=rules_for(values), blocking=values["blocking"], target=values["target"])
    tables: dict[str, dict[str, object]] = {}
    for key in values:
        if key != bare(key):
            tables.setdefault(key.removeprefix("env.").rpartition(".")[0], {})[bare(key)] = values[key]
    return replace(category, policy=policy, environments=tables, **{each: values[each] for each in _OWN})
