"""The configuration for the environments that a record was judged in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.evidence.record import IN_FORCE
from gatekeeper.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatekeeper.config.settings import CategoryConfig, Config
    from gatekeeper.evidence.record import Record

_RULE = "environment"


def as_placed(record: Record, config: Config) -> Config:
    """Return the configuration with the settings of the environments that the record names, as far as there are any."""
    for each in config.categories:
        config = config.in_environment(each.name, _in_force(record, each.name))
    return config


def misplaced(record: Record, config: Config) -> Iterator[str]:
    """Yield where the record was judged by the settings of another environment than its witnesses name, and nobody noticed."""
    for each in config.categories:
        if _in_force(record, each.name) not in _allowed(record, each) and _answered(record, each.name):
            yield f"category {each.name} was judged by the settings of another environment than its witnesses name"


def _in_force(record: Record, category: str) -> str | None:
    name = record.policy.categories.get(category, {}).get(IN_FORCE)
    return name if isinstance(name, str) else None


def _allowed(record: Record, category: CategoryConfig) -> set[str | None]:
    """Return whose settings may be in force. Where no witness names an environment, whoever asked for the check does."""
    names = {each.environment for each in getattr(record, "witnesses", None) or () if each.category == category.name}
    if names <= {None}:
        return {None, *category.environments}
    return {name if name in category.environments else None for name in names} if len(names) == 1 else {None}


def _answered(record: Record, category: str) -> bool:
    """Say whether the rule about environments holds: one that does not has told of the difference itself."""
    return any((each.rule, each.category, each.outcome) == (_RULE, category, Outcome.PASSED) for each in record.rules)
