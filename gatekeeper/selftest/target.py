"""What is put to the test: one category of a policy, in one environment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gatekeeper.config.settings import rules_for, settings_of
from gatekeeper.config.targets import Publishing
from gatekeeper.rules.source import Source
from gatekeeper.rules.value import Count, Expected

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gatekeeper.config.settings import CategoryConfig, Config

REPORTS = ("reports/*.xml",)
_MOST_TESTS = 2000


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """``config`` has this category alone, with the settings for ``environment``."""

    config: Config
    environment: str | None = None

    @property
    def category(self) -> CategoryConfig:
        """Return the category."""
        return self.config.categories[0]

    @property
    def name(self) -> str:
        """Return what the target is called."""
        return f"{self.category.name} ({self.environment})" if self.environment else self.category.name

    def setting(self, name: str) -> object:
        """Return the value of a setting in force; None, false and an empty list are none."""
        return self.category.setting(name) or None

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a setting that is a list of texts."""
        value = self.setting(name)
        return tuple(map(str, value)) if isinstance(value, tuple) else ()

    @property
    def witnessed_only(self) -> bool:
        """Say whether report files alone can never meet the policy."""
        source = self.setting("inventory")
        listed = isinstance(source, Source) and bool(source.command)
        limited = self.category.setting("max_deselected") is not None
        return limited or listed or bool(self.setting("witnessed")) or isinstance(self.category.setting("shards"), Expected)

    @property
    def recorded(self) -> bool:
        """Say whether the policy compares what ran with something, for which a record has to be written."""
        return self.compares or self.setting("inventory") is not None

    @property
    def of_commit(self) -> bool:
        """Say whether the policy asks of which commit, or when, the evidence was made."""
        return self.compares or any(map(self.setting, ("same_commit", "clean_tree", "fresh")))

    @property
    def compares(self) -> bool:
        """Say whether the policy asks for a baseline."""
        return any(rule.compares for rule in self.category.policy.rules)

    def in_force(self, rule: str, ids: set[str], today: date) -> bool:
        """Say whether a rule is asked, and no waiver covers it for one of these tests."""
        from gatekeeper.junit.identity import matcher  # noqa: PLC0415 - only waivers for single tests need it

        waivers = [each for each in self.config.policy.waivers if each.covers(rule, self.category.name) and each.expires >= today]
        excused = any(not each.tests or any(map(matcher(each.tests), ids)) for each in waivers)
        return not excused and any(each.id() == rule for each in (*self.category.policy.rules, *self.config.policy.rules))


def targets(config: Config) -> Iterator[Target]:
    """Yield every category in every environment that it has settings for, and in none; where one is required, only in that one."""
    bare = replace(config, source=None, documents=(), publishing=Publishing(), policy_ref="", extends="", bases=())
    for category in bare.categories:
        required = category.setting("environment")
        names = (str(required),) if required else (None, *category.environments)
        for name in names:
            own = _within_reach(category.in_environment(name))
            yield Target(config=bare.with_categories((own,)), environment=name)


def _within_reach(category: CategoryConfig) -> CategoryConfig:
    """Return the category as it can be put to the test: with patterns, and no more tests than are made in a moment."""
    reports = category.reports or REPORTS
    least = category.setting("min_executed")
    if not isinstance(least, Count) or least <= _MOST_TESTS:
        return replace(category, reports=reports)
    fewer = rules_for({**settings_of(category.policy.rules), "min_executed": Count(_MOST_TESTS)})
    return replace(category, reports=reports, policy=replace(category.policy, rules=fewer))
