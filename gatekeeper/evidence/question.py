"""What a release asks of a record: of which gate it is, what it is about, and by which settings it was judged."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gatekeeper.evidence.answers import in_force, is_witnessed, unanswered, wanted
from gatekeeper.evidence.build import policy_row, settings_row
from gatekeeper.evidence.canonical import canonical
from gatekeeper.evidence.record import IN_FORCE
from gatekeeper.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatekeeper.config.settings import Config
    from gatekeeper.evidence.ledger.head import Head
    from gatekeeper.evidence.record import Record, Subject, WaiverRow
    from gatekeeper.rules.duration import Duration


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What records are held against: the gate's name and the settings at hand, in their written form.

    ``tree`` is None where neither git nor a record knows it. ``placed`` are the settings of a category for evidence of an environment.
    """

    commit: str
    tree: str | None
    now: datetime
    max_age: Duration | None = None
    gate: str = ""
    run: Mapping[str, Any] = field(default_factory=dict)
    categories: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    placed: Mapping[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)
    waivers: frozenset[tuple[object, ...]] = frozenset()


def asked(config: Config, commit: str, tree: str | None, max_age: Duration | None, now: datetime) -> Asked:
    """Return what the records of a commit are held against by a configuration."""
    policy = policy_row(config)
    waivers = frozenset(
        (each.rule, each.category, each.tests, each.reason, each.owner, each.expires.isoformat()) for each in config.policy.waivers
    )
    return Asked(
        commit=commit,
        tree=tree,
        now=now,
        max_age=max_age,
        gate=policy.name,
        run=policy.run,
        categories=policy.categories,
        placed={(each.name, name): settings_row(each.in_environment(name)) for each in config.categories for name in each.environments},
        waivers=waivers,
    )


def concerns(subject: Subject, commit: str, tree: str | None) -> bool:
    """Say whether a record is about a commit or its tree."""
    return subject.commit == commit or (tree is not None and subject.tree == tree)


def meant(made: Record | Head, question: Asked) -> bool:
    """Say whether a record is of this gate, and about the commit or its tree. Gates that share a ledger do not speak for each other."""
    return made.policy.name == question.gate and concerns(made.subject, question.commit, question.tree)


def of_another_tree(record: Record, question: Asked) -> bool:
    """Say whether a record names the commit, and a tree that is not the commit's."""
    return question.tree is not None and record.subject.tree not in (None, question.tree)


def waived(record: Record, category: str) -> list[WaiverRow]:
    """Return the waivers that the verdict of a category rests on."""
    return [each for each in record.waivers if each.applied and each.category in (None, category)]


def foreign(record: Record, category: str, question: Asked) -> str:
    """Return why the record was not judged by the policy at hand, whole, or is no longer; an empty text where it was."""
    if any(each.expires < question.now.date().isoformat() for each in waived(record, category)):
        return "a waiver that its verdict rests on has expired"
    own = record.policy.categories.get(category, {})
    here = question.placed.get((category, str(own.get(IN_FORCE))), question.categories.get(category))
    if here is None or canonical((record.policy.run, own)) != canonical((question.run, here)):
        return "judged by another policy"
    rows = [(each.rule, each.category, tuple(each.tests), each.reason, each.owner, each.expires) for each in waived(record, category)]
    if not question.waivers.issuperset(rows) or not _are_covered(record, category):
        return "it rests on a waiver that the configuration does not have"
    row = next(each for each in record.categories if each.name == category)
    problem = unanswered(set(wanted(in_force(here, witnessed=is_witnessed(record, category)), row)), record.rules)
    return f"the record is not whole: {problem}" if problem else ""


def _are_covered(record: Record, category: str) -> bool:
    """Say whether every answer that is waived has a waiver; about the run as a whole there are none."""
    applied = {each.rule for each in waived(record, category)}
    answers = (each for each in record.rules if each.outcome is Outcome.WAIVED and each.category in (None, category))
    return all(each.category is not None and each.rule in applied for each in answers)


def too_old(record: Record, question: Asked) -> bool:
    """Say whether a record was made longer ago than is asked."""
    age = (question.now - datetime.fromisoformat(record.created)) // timedelta(microseconds=1)
    return question.max_age is not None and Fraction(age, 10**6) > question.max_age.seconds
