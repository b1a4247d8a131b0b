"""Which record decides about a category of one commit, and what it says. Pure: records in, decisions out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from gatekeeper.evidence.consistent import SKEW
from gatekeeper.evidence.ids import SHORT
from gatekeeper.evidence.jobs import judged_again, names
from gatekeeper.evidence.newest import newest_first
from gatekeeper.evidence.question import foreign, meant, of_another_tree, too_old, waived
from gatekeeper.model import Verdict, worst

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gatekeeper.evidence.accept import Accepted
    from gatekeeper.evidence.question import Asked
    from gatekeeper.evidence.record import CategoryRow, Record, RuleRow

_CHECK = "run gatekeeper check on this commit and name its record with --record, or run gatekeeper ledger pull"
_COMMIT = "commit the changes, or remove them, and run gatekeeper check again"
_JUDGE = "run gatekeeper check again with what that run was given, such as --needs"
_TREE = "remove that record from the ledger, and run gatekeeper check on this commit"
_AGAIN = "run gatekeeper check again with the configuration at hand"
_MOST_REMEDIES = 2
_MINUTE = timedelta(minutes=1)
_FIX = "read the record or its run, correct what it names, and run gatekeeper check again"


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


def decide(category: str, records: Iterable[Accepted], question: Asked) -> Decision:
    """Return what the records say about a category: the newest that is evidence here decides, and no older one hides a newer red one."""
    found = [each for each in records if meant(each.record, question) and _row(each.record, category)]
    ordered = tuple(newest_first(found, lambda each: list(Verdict).index(_verdict(each.record, category))))
    problems: list[Decision] = []
    for place, each in enumerate(ordered, start=1):
        decision = _about(category, each, question)
        if decision.by is not None:
            decision = _with_earlier(decision, each, ordered[place:], question)
            return _with_later(decision, each, ordered[place:])
        if _is_red(each, category):
            return decision
        problems.append(decision)
    return (
        problems[0]
        if problems
        else Decision(category=category, verdict=Verdict.NO_EVIDENCE, why="no record of this commit or its tree", next=_CHECK)
    )


def _about(category: str, found: Accepted, question: Asked) -> Decision:
    record, row = found.record, _row(found.record, category)
    if of_another_tree(record, question):
        return Decision(category=category, verdict=Verdict.INVALID, why="its newest record names another tree for this commit", next=_TREE)
    clean = _not_clean(record)
    if clean:
        return Decision(category=category, verdict=None, why=clean, next=_COMMIT)
    if row is None or row.verdict is None:
        reason = row.absent if row else ""
        return Decision(category=category, verdict=Verdict.NO_EVIDENCE, why=f"absent, not run: {reason}", next=_CHECK)
    other = foreign(record, category, question)
    if other:
        return Decision(category=category, verdict=None, why=other, next=_AGAIN)
    if too_old(record, question):
        why = f"its newest record is {ago(record, question.now)}; at most {question.max_age} allowed"
        return Decision(category=category, verdict=Verdict.STALE, why=why, next=_CHECK)
    return _judged(category, found)


def _judged(category: str, found: Accepted) -> Decision:
    """Return what a record that is evidence here says."""
    own = [each for each in found.record.rules if each.category == category and each.verdict is not Verdict.PASSED]
    of_run = _of_run(found.record)
    words = [each.rule for each in own] + [f"{each.rule} of the whole run" for each in of_run]
    remedies = list(dict.fromkeys(each.remedy for each in (*own, *of_run) if each.remedy))[:_MOST_REMEDIES]
    step = "; ".join(remedies) or _FIX if words else ""
    return Decision(category=category, verdict=_verdict(found.record, category), why=", ".join(words), next=step, by=found)


def _with_earlier(decision: Decision, by: Accepted, earlier: Iterable[Accepted], question: Asked) -> Decision:
    """Add what rules about a run said against an earlier one and nobody has judged since, such as ``needs``."""
    since, known = _judged_of_run(by.record)
    for each in (each for each in earlier if not of_another_tree(each.record, question)):
        record = each.record
        bad = [row for row in _of_run(record) if not record.subject.dirty and not judged_again(row, record, since, known)]
        if bad:
            words = [f"{row.rule} of an earlier run, record {each.digest[:SHORT]}, and not judged since" for row in bad]
            verdict = worst([_verdict(by.record, decision.category), *(row.verdict for row in bad)])
            return replace(decision, verdict=verdict, why=", ".join(filter(None, [decision.why, *words])), next=_JUDGE)
        if not _not_clean(record) and not foreign(record, decision.category, question):
            judged, jobs = _judged_of_run(record)
            since, known = since | judged, known | jobs
    return decision


def _judged_of_run(record: Record) -> tuple[frozenset[str], frozenset[str]]:
    """Return the rules about a run as a whole that answered, and the jobs that it was asked about."""
    return frozenset(each.rule for each in record.rules if each.category is None), names(record)


def _with_later(decision: Decision, by: Accepted, others: Iterable[Accepted]) -> Decision:
    """Say why a record that seems to be newer does not count."""
    made = datetime.fromisoformat(by.record.created)
    if decision.verdict is Verdict.PASSED or not any(datetime.fromisoformat(each.record.created) > made for each in others):
        return decision
    why = f"{decision.why}, and a better record of about the same time does not count"
    return replace(decision, why=why, next=f"{decision.next}; once that is done, run gatekeeper check {SKEW // _MINUTE} minutes after it")


def ago(record: Record, now: datetime) -> str:
    """Return how old a record is, in words."""
    minutes = max(now - datetime.fromisoformat(record.created), timedelta()) // timedelta(minutes=1)
    hours, days = minutes // 60, minutes // 1440
    return f"{days}d ago" if days else f"{hours}h ago" if hours else f"{minutes}m ago"


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


def _not_clean(record: Record) -> str:
    if record.subject.dirty:
        return "the newest record was made with local changes"
    return "" if record.subject.dirty is False else "nobody knows whether its record was made with local changes"


def _is_red(found: Accepted, category: str) -> bool:
    """Say whether a record of the clean commit speaks against it, though it cannot decide: no older green one hides that."""
    row = _row(found.record, category)
    if found.record.subject.dirty or row is None or row.verdict is None:
        return False
    return _verdict(found.record, category) is not Verdict.PASSED or bool(waived(found.record, category))
