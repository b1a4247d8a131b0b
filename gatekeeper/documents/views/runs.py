"""Single tests of a run: what each came to now and before, and which did not run now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from heapq import nsmallest
from itertools import chain
from typing import TYPE_CHECKING

from gatekeeper.documents.views.bounds import LOST, TESTS, bounded
from gatekeeper.documents.views.seen import Seen, counted, seen
from gatekeeper.documents.views.took import took
from gatekeeper.evidence.cases import Missing, read_rows
from gatekeeper.model import REFUSED, CaseKind, CaseOutcome

if TYPE_CHECKING:
    from gatekeeper.documents.cut import Shown
    from gatekeeper.documents.story import Story
    from gatekeeper.evidence.cases import Row
    from gatekeeper.evidence.ledger.comparison import Change, Comparison
    from gatekeeper.evidence.ledger.head import Entry
    from gatekeeper.evidence.record import Record

_WORST = {outcome: place for place, outcome in enumerate(CaseOutcome)}
_Key = tuple[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class TestLine:
    """One test that ran. ``was`` is its outcome in the previous record, ``new`` where it had none, empty where nobody can tell.

    ``took`` and ``was_took`` are the milliseconds as people read them, empty where nothing was measured.
    """

    __test__ = False  # pytest collects what is called Test...

    category: str
    id: str
    now: str
    milliseconds: int | None
    was: str
    was_milliseconds: int | None = None
    took: str = ""
    was_took: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ran:
    """The tests that ran, those that did not pass first; ``reason`` says why there are none to list.

    ``uncollected`` are the failures of what could not be collected, and so did not run.
    """

    tests: Shown
    reason: str
    uncollected: Shown


@dataclass(frozen=True, kw_only=True, slots=True)
class Lost:
    """The tests that ran in an earlier record and did not run now; ``reason`` says why that cannot be told."""

    tests: Shown
    since: Seen | None
    reason: str


@dataclass(kw_only=True, slots=True)
class _Kept:
    """The rows to show, as they come by, and how many there were."""

    rows: list[Row]
    uncollected: frozenset[_Key]
    all: int = 0

    def take(self, rows: list[Row]) -> None:
        """Keep what is shown of some more rows."""
        ran = [row for row in rows if row[2] is not CaseOutcome.SKIPPED and not self._is_uncollected(row)]
        self.all += len(ran)
        self.rows = nsmallest(TESTS, chain(self.rows, ran), key=lambda row: (row[2] is CaseOutcome.PASSED, row[0], row[1]))

    def _is_uncollected(self, row: Row) -> bool:
        return row[2] is CaseOutcome.ERRORED and (row[0], row[1]) in self.uncollected


def ran(story: Story) -> Ran:
    """Return the tests that ran, with what they were in the previous record."""
    uncollected = _uncollected(story.record)
    kept = _Kept(rows=[], uncollected=_keys(story.record))
    missing = read_rows(story.path, story.record.inventory, kept.take)
    if missing:
        return Ran(tests=bounded((), TESTS), reason=missing.reason, uncollected=uncollected)
    before = _before(story, {(row[0], row[1]) for row in kept.rows})
    return Ran(tests=bounded([_line(row, before) for row in kept.rows], TESTS, all=kept.all), reason="", uncollected=uncollected)


def lost(story: Story) -> Lost:
    """Return the tests that were removed or skipped since the fuller of the previous and the last accepted record."""
    entry = story.fullest
    since = seen(entry) if entry else None
    found = story.since(entry)
    if isinstance(found, Missing):
        return Lost(tests=bounded((), LOST), since=since, reason=found.reason)
    never = _never_ran(story, entry, found)
    gone = [each for each in (*found.removed.first, *found.newly_skipped.first) if _had_run(each, never)]
    hidden = sum(each.count - len(each.first) for each in (found.removed, found.newly_skipped))
    return Lost(tests=bounded(gone, LOST, all=len(gone) + hidden), since=since, reason="")


def _uncollected(record: Record) -> Shown:
    """Return what could not be collected; the record keeps only the first failures in words, and counts them all."""
    rows = [each for each in record.failures if each.kind is CaseKind.COLLECTION]
    return bounded(rows, LOST, all=sum(each.counts.collection_errors for each in record.categories if counted(each)))


def _keys(record: Record) -> frozenset[_Key]:
    return frozenset((each.category, each.id) for each in record.failures if each.kind is CaseKind.COLLECTION)


def _never_ran(story: Story, entry: Entry | None, found: Comparison) -> frozenset[_Key]:
    """Return what could not be collected in the earlier record, where any change is about an error."""
    errors = any(each.was is CaseOutcome.ERRORED for each in (*found.removed.first, *found.newly_skipped.first))
    old = story.load(entry) if entry and errors else None
    return frozenset() if old is None or isinstance(old, Missing) else _keys(old.record)


def _had_run(change: Change, never: frozenset[_Key]) -> bool:
    uncollected = change.was is CaseOutcome.ERRORED and (change.category, change.id) in never
    return change.was not in (None, CaseOutcome.SKIPPED) and not uncollected


def _before(story: Story, keys: set[_Key]) -> dict[_Key, Row] | None:
    """Return the rows of these tests in the previous record, the worst of each; None where nobody can tell."""
    entry = story.previous
    old = story.load(entry) if entry and entry.head.verdict not in REFUSED else None
    if old is None or isinstance(old, Missing):
        return None
    found: dict[_Key, Row] = {}
    return None if read_rows(old.path, old.record.inventory, partial(_collect, keys, found)) else found


def _collect(keys: set[_Key], found: dict[_Key, Row], rows: list[Row]) -> None:
    for row in rows:
        key = (row[0], row[1])
        if key in keys and (key not in found or _WORST[row[2]] > _WORST[found[key][2]]):
            found[key] = row


def _line(row: Row, before: dict[_Key, Row] | None) -> TestLine:
    category, name, outcome, seconds, _ = row
    old = before.get((category, name)) if before is not None else None
    return TestLine(
        category=category,
        id=name,
        now=str(outcome),
        milliseconds=_milliseconds(seconds),
        was="" if before is None else str(old[2]) if old else "new",
        was_milliseconds=_milliseconds(old[3]) if old else None,
        took=took(seconds),
        was_took=took(old[3]) if old else "",
    )


def _milliseconds(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds * 1000)
