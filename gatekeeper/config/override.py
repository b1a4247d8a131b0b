"""What the command line may change about a configuration: narrow it to categories, and tighten it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gatekeeper.config.settings import CategoryConfig, Config, rules_for, settings_of
from gatekeeper.errors import UsageError
from gatekeeper.rules.threshold import Threshold
from gatekeeper.rules.value import Count

if TYPE_CHECKING:
    from collections.abc import Mapping

_LOOSER = "the command line may only tighten a configuration; change the file in a reviewed commit instead"


def narrow(config: Config, names: tuple[str, ...]) -> Config:
    """Return the configuration with only the named categories; none named keeps all."""
    known = [each.name for each in config.categories]
    for name in names:
        if name not in known:
            from difflib import get_close_matches  # noqa: PLC0415 - only a mistake needs it

            close = get_close_matches(name, known, 1)
            there = f"the configuration has {', '.join(known)}" if config.source else f"without a configuration there is only {known[0]}"
            raise UsageError(f'there is no category "{name}"', f"did you mean {close[0]}?" if close else there)
    chosen = tuple(each for each in config.categories if not names or each.name in names)
    return config.with_categories(chosen)


def tighten(config: Config, given: Mapping[str, object]) -> Config:
    """Return the configuration with stricter settings; looser ones are an error."""
    if "min_executed" in given and len(config.categories) > 1:
        raise UsageError("--min-executed is about one category", "name one with --category")
    return config.with_categories(tuple(_tighten(each, given) for each in config.categories))


def _tighten(category: CategoryConfig, given: Mapping[str, object]) -> CategoryConfig:
    for name, value in given.items():
        if _looser(value, category.setting(name)):
            option = "--" + name.replace("_", "-")
            raise UsageError(f"{option} {value} is looser than {category.setting(name)} of category {category.name}", _LOOSER)
    plain = category.in_environment(None)
    rules = rules_for(_stricter(settings_of(plain.policy.rules), given))
    environments = {name: _stricter(own, {key: given[key] for key in given if key in own}) for name, own in plain.environments.items()}
    tightened = replace(plain, policy=replace(plain.policy, rules=rules), environments=environments)
    return tightened.in_environment(category.environment)


def _stricter(settings: Mapping[str, object], given: Mapping[str, object]) -> dict[str, object]:
    """Return the settings with those that are given, but where they ask for more already: an environment may."""
    return {**settings, **{name: value for name, value in given.items() if not _looser(value, settings.get(name))}}


def _looser(value: object, current: object) -> bool:
    if isinstance(value, Threshold) and isinstance(current, Threshold):
        return value.looser_than(current)
    return isinstance(value, Count) and isinstance(current, Count) and value < current
