"""Builds policies, and finds single answers in a judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import runs

from gatekeeper.config.settings import rules_for
from gatekeeper.policy import CategoryPolicy, Policy, Waiver

if TYPE_CHECKING:
    from datetime import date

    from gatekeeper.model import RuleResult
    from gatekeeper.policy import Judgement

TODAY = runs.NOW.date()


def policy(*names: str, waivers: tuple[Waiver, ...] = (), advisory: tuple[str, ...] = (), **settings: object) -> Policy:
    """Return a policy whose categories all have the same settings."""
    rules = rules_for(settings)
    categories = tuple(CategoryPolicy(name=name, rules=rules, blocking=name not in advisory) for name in names or ("unit",))
    return Policy(name="", categories=categories, waivers=waivers)


def waiver(rule: str = "pass-rate", *tests: str, expires: date = TODAY, category: str | None = None, owner: str = "me") -> Waiver:
    """Return a waiver that holds until the day of the run."""
    return Waiver(rule=rule, reason="#1", owner=owner, expires=expires, category=category, tests=tests)


def answer(judgement: Judgement, rule: str, category: str | None = "unit") -> RuleResult:
    """Return the one answer of a rule about a category, or about the run."""
    (found,) = [each for each in judgement.results if (each.rule, each.category) == (rule, category)]
    return found
