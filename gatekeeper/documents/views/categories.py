"""A category as a row: its counts, its rates, its limits, and what it was in an earlier record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.documents.answers import waived_categories
from gatekeeper.documents.views.bounds import CATEGORIES, bounded
from gatekeeper.documents.views.seen import counted
from gatekeeper.documents.vocabulary import Word
from gatekeeper.evidence.record import rate_of
from gatekeeper.model import Rate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatekeeper.documents.cut import Shown
    from gatekeeper.evidence.ledger.head import Entry
    from gatekeeper.evidence.record import CategoryRow, CountsRow, Record


@dataclass(frozen=True, kw_only=True, slots=True)
class CategoryLine:
    """One category. Without ``counts`` there are no numbers, and ``absent`` may say why.

    ``rate`` is what was judged, ``ran`` the rate of the tests that ran where collection errors make it another one;
    ``was`` is for example ``30 of 37`` in an earlier record, where that differs; ``waived`` says that it passed because of a waiver.
    """

    name: str
    word: Word
    advisory: bool
    waived: bool
    absent: str
    counts: CountsRow | None
    weighed: int
    rate: str
    ran: str
    threshold: str
    target: str
    milliseconds: int | None
    was: str = ""


def category_lines(record: Record, before: Entry | None) -> Shown:
    """Return the categories, with what they were before; where not all are shown, those that did not pass are."""
    was = {each.name: _passed(each.counts) for each in before.head.categories if counted(each)} if before else {}
    waived = waived_categories(record)
    rows = [_line(each, was, waived=each.name in waived) for each in record.categories]
    return bounded(rows, CATEGORIES, urgent=lambda row: row.word is not Word.PASSED)


def _line(row: CategoryRow, was: Mapping[str, str], *, waived: bool) -> CategoryLine:
    numbers = counted(row)
    before = was.get(row.name, "")
    return CategoryLine(
        name=row.name,
        word=Word.UNVERIFIED if row.verdict is None else Word(row.verdict),
        advisory=not row.blocking,
        waived=waived,
        absent=row.absent or "",
        counts=row.counts if numbers else None,
        weighed=row.counts.weighed,
        rate=str(rate_of([row.counts]) or "none"),
        ran=_ran(row.counts),
        threshold=row.threshold or "",
        target=row.target or "",
        milliseconds=row.milliseconds,
        was=before if numbers and before != _passed(row.counts) else "",
    )


def _passed(counts: CountsRow) -> str:
    return f"{counts.passed} of {counts.weighed}"


def _ran(counts: CountsRow) -> str:
    """Return the rate of the tests that ran, where some could not even be imported."""
    if not counts.collection_errors:
        return ""
    return str(Rate(numerator=counts.passed, denominator=counts.executed)) if counts.executed > 0 else "none"
