"""What a badge says: green only where everything passed and nothing is excused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.documents.headline import total, verdict_words
from gatekeeper.model import Rate, Verdict

if TYPE_CHECKING:
    from gatekeeper.evidence.record import Record

_SCHEMA = 1  # of shields.io's endpoint badges
_LABEL = "gatekeeper"
_COLORS = {Verdict.PASSED: "yellow", Verdict.FAILED: "red", Verdict.INCOMPLETE: "orange", Verdict.STALE: "orange"}
_REFUSED = "lightgrey"
_GREEN = "brightgreen"


@dataclass(frozen=True, kw_only=True, slots=True)
class Badge:
    """The data of an endpoint badge. ``error`` keeps whoever embeds it from choosing another colour."""

    schema: int
    label: str
    message: str
    color: str
    error: bool


def badge(record: Record) -> Badge:
    """Return the badge of a record."""
    words = verdict_words(record) + (", local changes" if record.subject.dirty else "")
    plain = words == Verdict.PASSED
    return Badge(
        schema=_SCHEMA,
        label=record.policy.name or _LABEL,
        message=words + _rate(record),
        color=_GREEN if plain else _COLORS.get(record.verdict, _REFUSED),
        error=not plain,
    )


def _rate(record: Record) -> str:
    """Return the rate where the verdict is about it: all of a few tests, or of old ones, is no news."""
    if record.verdict not in (Verdict.PASSED, Verdict.FAILED):
        return ""
    totals = total(record)
    return f", {Rate(numerator=totals['passed'], denominator=totals['weighed'])}" if totals["weighed"] else ""
