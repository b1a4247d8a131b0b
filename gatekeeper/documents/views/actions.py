"""What to do next: the remedies of the rules that do not hold, each of them once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.documents.answers import advisory_categories, not_good, placed
from gatekeeper.documents.views.bounds import ACTIONS, bounded

if TYPE_CHECKING:
    from gatekeeper.documents.cut import Shown
    from gatekeeper.evidence.record import Record

_MOST_PLACES = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Action:
    """One thing to do, and the answers of rules that ask for it, as ``pass-rate [unit]``."""

    remedy: str
    asked: str


def actions(record: Record) -> Shown:
    """Return what the rules that do not hold say to do, in their order."""
    advisory = advisory_categories(record)
    asked: dict[str, list[str]] = {}
    for row in not_good(record):
        asked.setdefault(row.remedy or "see what the rule says", []).append(f"{row.rule} [{placed(row.category, advisory)}]")
    return bounded([Action(remedy=remedy, asked=_some(places)) for remedy, places in asked.items()], ACTIONS)


def _some(places: list[str]) -> str:
    more = len(places) - _MOST_PLACES
    return ", ".join([*places[:_MOST_PLACES], *([f"and {more} more"] if more > 0 else [])])
