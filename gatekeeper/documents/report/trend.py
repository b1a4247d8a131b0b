"""The line of records that ends in this one: points for the charts, and the rows of the table that says the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.documents.report.chart import executed, rates
from gatekeeper.documents.views.bounds import bounded
from gatekeeper.documents.views.seen import Seen, seen, seen_record
from gatekeeper.evidence.ledger.reading import minute
from gatekeeper.evidence.record import rate_of

if TYPE_CHECKING:
    from markupsafe import Markup

    from gatekeeper.documents.cut import Shown
    from gatekeeper.documents.story import Story
    from gatekeeper.evidence.ledger.head import Head
    from gatekeeper.evidence.record import Record
    from gatekeeper.model import Rate

MOST = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class TrendLine:
    """One record as a row. Without evidence it has no numbers, and what it has not is empty."""

    seen: Seen
    when: str
    rate: str
    passed: str
    executed: str
    current: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One record as the charts draw it; without a denominator there is no rate."""

    line: TrendLine
    day: str
    rate: Rate | None
    executed: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Trend:
    """The charts, where there is more than one record, and the records themselves, newest first."""

    charts: tuple[Markup, ...]
    records: Shown
    alone: bool


def trend(story: Story) -> Trend:
    """Return the newest records of a line."""
    earlier = [_point(each.head, seen(each)) for each in story.past[-(MOST - 1) :]]
    points = (*earlier, _point(story.record, seen_record(story.record, story.digest), current=True))
    lines = [each.line for each in reversed(points)]
    charts = (rates(points), executed(points)) if earlier else ()
    return Trend(charts=charts, records=bounded(lines, MOST, all=len(story.past) + 1), alone=not earlier)


def _point(head: Head | Record, named: Seen, *, current: bool = False) -> Point:
    counts = [] if named.refused else [each.counts for each in head.categories]
    rate, ran = rate_of(counts), sum(each.executed for each in counts)
    line = TrendLine(
        seen=named,
        when=_when(head.created),
        rate=str(rate or ""),
        passed=f"{rate.numerator} of {rate.denominator}" if rate else "",
        executed=str(ran) if counts else "",
        current=current,
    )
    return Point(line=line, day=line.when.partition(" ")[0], rate=rate, executed=ran if counts else None)


def _when(created: str) -> str:
    """Return a moment in UTC, to the minute."""
    try:
        return minute(created)
    except ValueError:
        return "unknown"
