"""The record in the words and the order of a reader: first figures, rules, tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from gatekeeper.documents.answers import not_good
from gatekeeper.documents.escapes import plain
from gatekeeper.documents.headline import total
from gatekeeper.documents.report.bars import part, shares
from gatekeeper.model import CaseOutcome, Outcome, Rate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gatekeeper.documents.report.listing import Listing
    from gatekeeper.documents.views.categories import CategoryLine
    from gatekeeper.evidence.cases import Row
    from gatekeeper.evidence.record import Record, RuleRow

_MOST_ID = 300
_MOST_NAME = 100
_MINUTE = 60
_COUNTED = ("passed", "failed", "errored", "skipped")
_ORDER = (CaseOutcome.ERRORED, CaseOutcome.FAILED, CaseOutcome.SKIPPED, CaseOutcome.PASSED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A number that a reader looks for first; ``kind`` is how it is marked."""

    name: str
    number: str
    kind: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """Every answer once: what is not good, what a waiver excuses, what holds, and what only repeats another one."""

    bad: tuple[RuleRow, ...]
    waived: tuple[RuleRow, ...]
    good: tuple[RuleRow, ...]
    echoes: tuple[RuleRow, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TestLine:
    """A test as a row of a table, escaped once: there may be ten thousand. ``bar`` is its share of the slowest one's time."""

    __test__ = False  # its name is no reason for pytest to collect it

    category: Markup
    id: Markup
    outcome: Markup
    seconds: Markup
    attempts: Markup
    bar: Markup


def figures(record: Record) -> tuple[Figure, ...]:
    """Return the numbers that a reader looks for first; what went wrong is marked only where something did."""
    sums = total(record)
    rate = Rate(numerator=sums["passed"], denominator=sums["weighed"]) if sums["weighed"] else "none"
    shown = [Figure(name="Pass rate", number=str(rate)), Figure(name="Passed", number=f"{sums['passed']} of {sums['weighed']}")]
    shown += [Figure(name=name.capitalize(), number=str(sums[name]), kind=name if sums[name] else "") for name in _COUNTED[1:]]
    shown.append(Figure(name="Executed", number=str(sums["executed"])))
    times = [each.milliseconds for each in record.categories if each.milliseconds is not None]
    return (*shown, *([Figure(name="Time", number=duration(sum(times) / 1000))] if times else []))


def rules(record: Record) -> Rules:
    """Return every answer of a rule once."""
    bad = not_good(record)
    rest = [row for row in record.rules if all(row is not each for each in bad)]
    by = {outcome: tuple(row for row in rest if row.outcome is outcome) for outcome in Outcome}
    return Rules(bad=tuple(bad), waived=by[Outcome.WAIVED], good=by[Outcome.PASSED], echoes=by[Outcome.FAILED] + by[Outcome.INCONCLUSIVE])


def bar(line: CategoryLine) -> Markup:
    """Return the counts of a category as one bar."""
    return shares([(name, getattr(line.counts, name)) for name in _COUNTED]) if line.counts else Markup()


def listed(rows: Iterable[Row]) -> tuple[TestLine, ...]:
    """Return tests as rows."""
    return tuple(_test(row, Markup()) for row in rows)


def slowest(rows: Sequence[Row]) -> tuple[TestLine, ...]:
    """Return the slowest tests with bars, the first of which is full."""
    return tuple(_test(row, part(row[3] or 0, rows[0][3] or 0)) for row in rows)


def outcomes(listing: Listing) -> tuple[tuple[CaseOutcome, int], ...]:
    """Return the outcomes that are listed, with how many there are of each."""
    return tuple((each, listing.outcomes[each]) for each in _ORDER if listing.outcomes.get(each))


def duration(seconds: float | None) -> str:
    """Return a time for a reader; a dash where nothing was measured."""
    if seconds is None:
        return "-"
    minutes, rest = divmod(seconds, _MINUTE)
    return f"{minutes:.0f}m {rest:04.1f}s" if minutes else f"{seconds:.3f}s"


def _test(row: Row, bar: Markup) -> TestLine:
    category, name, outcome, seconds, attempts = row
    return TestLine(
        category=escape(plain(category, _MOST_NAME)),
        id=escape(plain(name, _MOST_ID)),
        outcome=escape(outcome.value),
        seconds=escape(duration(seconds)),
        attempts=escape(attempts),
        bar=bar,
    )
