"""From the evidence that was found to categories: what report files say and what witnessed runs brought are one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gatekeeper.junit.collect import collect
from gatekeeper.junit.want import KEEP

if TYPE_CHECKING:
    from gatekeeper.config.settings import CategoryConfig, Config
    from gatekeeper.evidence.parts.search import Evidence
    from gatekeeper.junit.reading import Reading
    from gatekeeper.model import Category, Subject
    from gatekeeper.model.witness import Witness


def collected(
    config: CategoryConfig, evidence: Evidence, readings: list[Reading], environment: str | None
) -> tuple[Category, list[Reading]]:
    """Return a category and the readings that count; ``environment`` is the one that was asked for."""
    found = evidence.found[config.name]
    witnesses: tuple[Witness, ...] = ()
    if evidence.parts:
        from gatekeeper.evidence.parts.merge import merged  # noqa: PLC0415 - a gate without parts starts faster

        parts = merged(evidence.parts, config.name, evidence.strangers.get(config.name, []))
        found = replace(found, patterns={**found.patterns, **dict(parts.patterns)})
        readings, witnesses = [*readings, *parts.readings], parts.witnesses
    made, counted = collect(config, found, readings, KEEP, Path.cwd())
    made = replace(made, absent=None) if witnesses or readings else made
    return replace(made, witnesses=witnesses, environment=environment or _environment(witnesses)), counted


def _environment(witnesses: tuple[Witness, ...]) -> str | None:
    """Return the environment that all witnesses name, or None."""
    names = {each.environment for each in witnesses}
    return names.pop() if len(names) == 1 else None


def in_environments(config: Config, evidence: Evidence, environment: str | None) -> Config:
    """Return the configuration for the environment that was asked for, else for the one that a category's witnesses name."""
    for each in config.categories:
        witnesses = [part.part.witness for part in evidence.parts.of(each.name)] if evidence.parts else []
        config = config.in_environment(each.name, environment or _environment(tuple(witnesses)))
    return config


def without_whole(config: Config) -> Config:
    """Return the configuration without the rules about whole categories, as a single shard is judged."""
    own = ((each, tuple(rule for rule in each.policy.rules if not rule.whole)) for each in config.categories)
    return config.with_categories(tuple(replace(each, policy=replace(each.policy, rules=rules)) for each, rules in own))


def with_witnessed(subject: Subject, commit: str | None, categories: tuple[Category, ...]) -> Subject:
    """Return the subject as it was tested: with local changes where a run began with some, though they are gone by now.

    Of a commit that is not checked out only the witnesses know.
    """
    if subject.dirty is False and any(witness.before.dirty for each in categories for witness in each.witnesses):
        return replace(subject, dirty=True)
    seen = [state.dirty for each in categories for witness in each.witnesses for state in (witness.before, witness.after)]
    if commit is None or subject.dirty is not None or not seen or None in seen:
        return subject
    return replace(subject, dirty=any(seen))
