"""How many tests were planned, completed and did not run, and where the plan is from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.documents.views.bounds import CATEGORIES, bounded
from gatekeeper.documents.views.seen import counted
from gatekeeper.evidence.ids import SHORT, named_run

if TYPE_CHECKING:
    from gatekeeper.documents.cut import Shown
    from gatekeeper.documents.story import Story
    from gatekeeper.evidence.ledger.head import Entry
    from gatekeeper.evidence.record import CategoryRow, Record

_POLICY = "min_executed of the policy"
_TIMEOUT = re.compile(r"time[sd]?[ _-]?out", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanLine:
    """One category. ``source`` says where ``planned`` is from, and is empty where nothing says how many there should be."""

    name: str
    planned: int
    completed: int
    missing: int
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """All categories together: ``planned`` is ``completed`` without ``unplanned``, and with ``missing``.

    ``cause`` is ``timeout`` where the record says so, and ``said`` what of it does.
    """

    lines: Shown
    planned: int
    completed: int
    missing: int
    unplanned: int
    sources: str
    cause: str
    said: str


def plan(story: Story) -> Plan:
    """Return how much of what was planned ran. A category that nothing plans counts for nothing here."""
    record = story.record
    rows = [_line(each, record, story.fullest) for each in record.categories if counted(each)]
    planned = [each for each in rows if each.source]
    missing = sum(each.missing for each in planned)
    said = _said(record, {each.name for each in planned if each.missing})
    return Plan(
        lines=bounded(rows, CATEGORIES, urgent=lambda each: each.missing > 0),
        planned=sum(each.planned for each in planned),
        completed=sum(each.completed for each in planned),
        missing=missing,
        unplanned=sum(max(0, each.completed - each.planned) for each in planned),
        sources=" and ".join(dict.fromkeys(each.source for each in planned)),
        cause="timeout" if said else "",
        said=said,
    )


def _line(row: CategoryRow, record: Record, earlier: Entry | None) -> PlanLine:
    number, source = _planned(row.name, record, earlier)
    executed = row.counts.executed
    return PlanLine(name=row.name, planned=number, completed=executed, missing=max(0, number - executed) if source else 0, source=source)


def _planned(name: str, record: Record, earlier: Entry | None) -> tuple[int, str]:
    """Return the larger of what the policy wants and what the earlier record executed, and which of them it is."""
    least = record.policy.categories.get(name, {}).get("min_executed")
    said = least if isinstance(least, int) and not isinstance(least, bool) else 0
    before = next((each for each in earlier.head.categories if each.name == name and counted(each)), None) if earlier else None
    if earlier and before and before.counts.executed > said:
        return before.counts.executed, f"what {_name(earlier)} executed"
    return (said, _POLICY) if said > 0 else (0, "")


def _name(earlier: Entry) -> str:
    run = earlier.head.run.id if earlier.head.run else None
    return named_run(run, f"record {earlier.digest[:SHORT]}")


def _said(record: Record, short: set[str]) -> str:
    """Return the first answer of a rule, or failed test, of a category that is short of tests which speaks of a timeout."""
    if not short:
        return ""
    rules = (f"{each.rule}: {each.reason}" for each in record.rules if each.category in {*short, None} and _TIMEOUT.search(each.reason))
    own = (each for each in record.failures if each.category in short)
    tests = (each.id for each in own if _TIMEOUT.search(each.type) or _TIMEOUT.search(each.message))
    return next(rules, "") or next(tests, "")
