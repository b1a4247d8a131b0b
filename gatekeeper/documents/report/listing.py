"""The tests of an inventory that a page lists: a bounded number, the broken ones first, and the slowest of all."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gatekeeper.evidence.cases import Missing, read_rows
from gatekeeper.model import CaseOutcome

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gatekeeper.evidence.cases import Row
    from gatekeeper.evidence.inventory import Inventory

MOST = 10_000
SLOWEST = 20
_BROKEN = (CaseOutcome.ERRORED, CaseOutcome.FAILED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """The rows that are listed, how many there are in all, how many are listed by outcome, and the slowest first."""

    rows: tuple[Row, ...] = ()
    all: int = 0
    outcomes: Mapping[CaseOutcome, int] = field(default_factory=dict)
    slowest: tuple[Row, ...] = ()


def list_tests(record: Path | None, inventory: Inventory | None, most: int = MOST) -> Listing | Missing:
    """Return what is to be shown of the inventory beside a record."""
    lister = _Lister(most)
    return read_rows(record, inventory, lister.take) or lister.listing()


class _Lister:
    """Takes the rows of an inventory as they come; what it keeps is bounded."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._all = 0
        self._broken: list[Row] = []
        self._rest: list[Row] = []
        self._slowest: list[tuple[float, int, Row]] = []

    def take(self, rows: list[Row]) -> None:
        """Keep what is shown of some more rows."""
        for row in rows:
            self._all += 1
            kept = self._broken if row[2] in _BROKEN else self._rest
            if len(kept) < self._most:
                kept.append(row)
            self._time(row)

    def listing(self) -> Listing:
        """Return what is to be shown of the rows so far."""
        rows = (self._broken + self._rest)[: self._most]
        slowest = sorted(self._slowest, reverse=True)
        return Listing(
            rows=tuple(rows), all=self._all, outcomes=Counter(row[2] for row in rows), slowest=tuple(row for _, _, row in slowest)
        )

    def _time(self, row: Row) -> None:
        """Keep the slowest; of those as slow as each other the ones that came first."""
        seconds = row[3]
        if seconds is None or seconds <= 0:
            return
        if len(self._slowest) < SLOWEST:
            heapq.heappush(self._slowest, (seconds, -self._all, row))
        elif seconds > self._slowest[0][0]:
            heapq.heapreplace(self._slowest, (seconds, -self._all, row))
