"""Which record decides about a category of one commit, and what it says. Pure: records in, decisions out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gatekeeper.evidence.build import policy_row
from gatekeeper.evidence.canonical import canonical
from gatekeeper.model import Verdict, worst

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gatekeeper.config.settings import Config
    from gatekeeper.evidence.accept import Accepted
    from gatekeeper.evidence.record import CategoryRow, Record, RuleRow, Subject, WaiverRow
    from gatekeeper.rules.duration import Duration

_CHECK = "run gatekeeper check on this commit and name its record with --record, or run gatekeeper ledger pull"
_COMMIT = "commit the changes, or remove them, and run gatekeeper check again"
_AGAIN = "run gatekeeper check again with the configuration at hand"
_FIX = "read the record or its run, correct what it names, and run gatekeeper check again"


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What records are held against. ``categories`` are the settings at hand by category, None where there is no configuration.

    ``waivers`` are those of the configuration in their written form.
    """

    commit: str
    tree: str | None
    now: datetime
    max_age: Duration | None = None
    categories: Mapping[str, Mapping[str, Any]] | None = None
    waivers: frozenset[tuple[object, ...]] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """What can be said about one category. ``verdict`` is None where a record is no evidence here; ``by`` is the record that decides."""

    category: str
    verdict: Verdict | None
    why: str
    next: str = ""
    by: Accepted | None = None

    @property
    def exit_code(self) -> int:
        """Return 0, 1 where the evidence says no, and 3 where there is none."""
        return 3 if self.verdict is None else self.verdict.exit_code


def asked(config: Config, commit: str, tree: str | None, max_age: Duration | None, now: datetime) -> Asked:
    """Return what the records of a commit are held against by a configuration."""
    if config.source is None:
        return Asked(commit=commit, tree=tree, now=now, max_age=max_age)
    waivers = frozenset(
        (each.rule, each.category, each.tests, each.reason, each.owner, each.expires.isoformat()) for each in config.policy.waivers
    )
    return Asked(commit=commit, tree=tree, now=now, max_age=max_age, categories=policy_row(config).categories, waivers=waivers)


def concerns(subject: Subject, commit: str, tree: str | None) -> bool:
    """Say whether a record is about a commit or its tree."""
    return subject.commit == commit or (tree is not None and subject.tree == tree)


def decide(category: str, records: Iterable[Accepted], question: Asked) -> Decision:
    """Return what the records say about a category: the newest that is evidence here decides, and no older one hides a newer red one."""
    found = [each for each in records if concerns(each.record.subject, question.commit, question.tree) and _row(each.record, category)]
    problems: list[Decision] = []
    for each in sorted(found, key=lambda each: _age_order(each, category), reverse=True):
        decision = _about(category, each, question)
        if decision.by is not None or _is_red(each, category):
            return decision
        problems.append(decision)
    return (
        problems[0]
        if problems
        else Decision(category=category, verdict=Verdict.NO_EVIDENCE, why="no record of this commit or its tree", next=_CHECK)
    )


def _about(category: str, found: Accepted, question: Asked) -> Decision:
    record, row = found.record, _row(found.record, category)
    clean = _not_clean(record)
    if clean:
        return Decision(category=category, verdict=None, why=clean, next=_COMMIT)
    if row is None or row.verdict is None:
        reason = row.absent if row else ""
        return Decision(category=category, verdict=Verdict.NO_EVIDENCE, why=f"absent, not run: {reason}", next=_CHECK)
    foreign = _foreign(record, category, question)
    if foreign:
        return Decision(category=category, verdict=None, why=foreign, next=_AGAIN)
    if _too_old(record, question):
        why = f"its newest record is {ago(record, question.now)}; at most {question.max_age} allowed"
        return Decision(category=category, verdict=Verdict.STALE, why=why, next=_CHECK)
    return _judged(category, found)


def _judged(category: str, found: Accepted) -> Decision:
    """Return what a record that is evidence here says."""
    rules = found.record.rules
    bad = [each.rule for each in rules if each.category == category and each.verdict is not Verdict.PASSED]
    words = ([", ".join(bad)] if bad else []) + [f"{each.rule} of the whole run" for each in _of_run(found.record)]
    verdict = _verdict(found.record, category)
    return Decision(category=category, verdict=verdict, why=", ".join(words), next=_FIX if words else "", by=found)


def ago(record: Record, now: datetime) -> str:
    """Return how old a record is, in words."""
    minutes = max(now - datetime.fromisoformat(record.created), timedelta()) // timedelta(minutes=1)
    hours, days = minutes // 60, minutes // 1440
    return f"{days}d ago" if days else f"{hours}h ago" if hours else f"{minutes}m ago"


def waived(record: Record, category: str) -> list[WaiverRow]:
    """Return the waivers that the verdict of a category rests on."""
    return [each for each in record.waivers if each.applied and each.category in (None, category)]


def _row(record: Record, category: str) -> CategoryRow | None:
    return next((each for each in record.categories if each.name == category), None)


def _of_run(record: Record) -> list[RuleRow]:
    """Return what the rules about the run as a whole say against it."""
    return [each for each in record.rules if each.category is None and each.verdict is not Verdict.PASSED]


def _verdict(record: Record, category: str) -> Verdict:
    """Return what a record says about a category, the run that it belongs to included; nothing is said against an absent one."""
    row = _row(record, category)
    own = row.verdict if row and row.verdict else Verdict.PASSED
    return worst([own, *(each.verdict for each in _of_run(record))])


def _age_order(found: Accepted, category: str) -> tuple[datetime, int, str]:
    """Return what is greater for a newer record; of two at one moment the worse one counts as the newer."""
    severity = list(Verdict).index(_verdict(found.record, category))
    return datetime.fromisoformat(found.record.created), severity, found.digest


def _not_clean(record: Record) -> str:
    if record.subject.dirty:
        return "the newest record was made with local changes"
    return "" if record.subject.dirty is False else "nobody knows whether its record was made with local changes"


def _foreign(record: Record, category: str, question: Asked) -> str:
    """Return why the record's policy is not the one at hand, or no longer; an empty text where it is."""
    if any(each.expires < question.now.date().isoformat() for each in waived(record, category)):
        return "a waiver that its verdict rests on has expired"
    if question.categories is None:
        return ""
    if canonical(record.policy.categories.get(category)) != canonical(question.categories.get(category)):
        return "judged by another policy"
    rows = [(each.rule, each.category, tuple(each.tests), each.reason, each.owner, each.expires) for each in waived(record, category)]
    return "" if question.waivers.issuperset(rows) else "it rests on a waiver that the configuration does not have"


def _too_old(record: Record, question: Asked) -> bool:
    age = (question.now - datetime.fromisoformat(record.created)) // timedelta(microseconds=1)
    return question.max_age is not None and Fraction(age, 10**6) > question.max_age.seconds


def _is_red(found: Accepted, category: str) -> bool:
    """Say whether a record of the clean commit speaks against it, though it cannot decide: no older green one hides that."""
    row = _row(found.record, category)
    if found.record.subject.dirty or row is None or row.verdict is None:
        return False
    return _verdict(found.record, category) is not Verdict.PASSED or bool(waived(found.record, category))
