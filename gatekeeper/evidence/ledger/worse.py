"""What changed for the worse since an earlier record. Tests are held as hashes: there may be a million of them."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from functools import partial
from typing import TYPE_CHECKING

from gatekeeper.evidence.cases import Missing, read_rows
from gatekeeper.junit.identity import matcher, one_line
from gatekeeper.junit.totals import Gathered
from gatekeeper.model import Baseline, CaseOutcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from gatekeeper.evidence.accept import Accepted
    from gatekeeper.evidence.cases import Row

_BROKEN = (CaseOutcome.FAILED, CaseOutcome.ERRORED)
Keys = dict[str, set[int]]


class Here:
    """The tests of this run: which there are, and which of them are broken."""

    def __init__(self) -> None:
        self._there = array("q")
        self.broken: Keys = {}

    def take(self, rows: Iterable[Row]) -> None:
        """Add rows of the inventory."""
        self._there.extend([hash(row[1]) for row in rows])
        _add_broken(self.broken, rows)

    def close(self) -> None:
        """Let the tests be found, once all are there. Sorted they take an eighth of what a set of them does."""
        self._there = array("q", sorted(self._there))

    def has(self, key: int) -> bool:
        """Say whether a test is there, in whatever category."""
        place = bisect_left(self._there, key)
        return place < len(self._there) and self._there[place] == key


class _Since:
    """Compares one category, row by row of the earlier record."""

    def __init__(self, name: str, here: Here, before: Keys, excused: tuple[str, ...]) -> None:
        self._has, self._broken = here.has, here.broken.get(name, set()) - before.get(name, set())
        self._excused = matcher(excused) if excused else None
        self._seen: set[int] = set()
        self.regressed, self.unexcused, self.removed = Gathered(), Gathered(), Gathered()

    def add(self, name: str, outcome: CaseOutcome) -> None:
        """Compare one test; one that several rows name counts once, and passed if none of them failed."""
        key = hash(name)
        if key in self._broken:
            if outcome is CaseOutcome.PASSED and self._is_new(key):
                self._add_regressed(name)
        elif not self._has(key) and self._is_new(key):
            self.removed.add(one_line(name))

    def _add_regressed(self, name: str) -> None:
        self.regressed.add(one_line(name))
        if not (self._excused and self._excused(name)):
            self.unexcused.add(one_line(name))

    def _is_new(self, key: int) -> bool:
        if key in self._seen:
            return False
        self._seen.add(key)
        return True

    def baseline(self) -> Baseline:
        """Return what there is to say."""
        return Baseline(regressed=self.regressed.sample(), unexcused=self.unexcused.sample(), removed=self.removed.sample())


def since(base: Accepted, here: Here, categories: Mapping[str, tuple[str, ...]]) -> dict[str, Baseline] | Missing:
    """Compare categories with an earlier record; each is given the patterns of the tests that waivers excuse."""
    if base.path is None:
        return Missing(reason="the record was not kept")
    before = _broken_before(base, base.path)
    if isinstance(before, Missing):
        return before
    found = {name: _Since(name, here, before, excused) for name, excused in categories.items()}

    def take(rows: Iterable[Row]) -> None:
        for category, name, outcome, _, _ in rows:
            if category in found:
                found[category].add(name, outcome)

    missing = read_rows(base.path, base.record.inventory, take)
    return missing or {name: each.baseline() for name, each in found.items()}


def _broken_before(base: Accepted, path: Path) -> Keys | Missing:
    """Return what was broken then already; where the counts say that nothing was, the inventory is not read for it."""
    broken: Keys = {}
    if not any(each.counts.failed or each.counts.errored for each in base.record.categories):
        return broken
    return read_rows(path, base.record.inventory, partial(_add_broken, broken)) or broken


def _add_broken(broken: Keys, rows: Iterable[Row]) -> None:
    for row in rows:
        if row[2] in _BROKEN:
            broken.setdefault(row[0], set()).add(hash(row[1]))
