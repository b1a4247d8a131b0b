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

    from gatekeeper.evidence.accept import Accepted
    from gatekeeper.evidence.cases import Row

_BROKEN = (CaseOutcome.FAILED, CaseOutcome.ERRORED)
Keys = dict[str, set[int]]


class Here:
    """The tests of this run: in which categories they are, and where they are broken. ``advisory`` are those that decide nothing."""

    def __init__(self, advisory: Iterable[str] = ()) -> None:
        self.advisory = frozenset(advisory)
        self._there: dict[str, array[int]] = {}
        self.broken: Keys = {}

    def take(self, rows: Iterable[Row]) -> None:
        """Add rows of the inventory."""
        for row in rows:
            self._there.setdefault(row[0], array("q")).append(hash(row[1]))
        _add_broken(self.broken, rows)

    def close(self) -> None:
        """Let the tests be found, once all are there. Sorted they take an eighth of what a set of them does."""
        self._there = {name: array("q", sorted(keys)) for name, keys in self._there.items()}

    def has(self, key: int, name: str) -> bool:
        """Say whether a test is in a category."""
        there = self._there.get(name, ())
        place = bisect_left(there, key)
        return place < len(there) and there[place] == key

    def places(self, key: int) -> list[str]:
        """Return every category that a test is in."""
        return [name for name in self._there if self.has(key, name)]


class _Since:
    """Compares one category, row by row of the earlier record. ``lesser`` are the categories that a test must not be moved into."""

    def __init__(self, name: str, here: Here, before: Keys, excused: tuple[str, ...], lesser: frozenset[str]) -> None:
        self._name, self._here, self._before = name, here, before.get(name, set())
        self._broken = here.broken.get(name, set()) - self._before
        self._excused, self._lesser = matcher(excused) if excused else None, lesser
        self._seen: set[int] = set()
        self.regressed, self.unexcused, self.removed = Gathered(), Gathered(), Gathered()

    def add(self, name: str, outcome: CaseOutcome) -> None:
        """Compare one test; one that several rows name counts once, and passed if none of them failed."""
        key = hash(name)
        if key in self._broken:
            if outcome is CaseOutcome.PASSED and self._is_new(key):
                self._add_regressed(name)
        elif not self._here.has(key, self._name):
            self._add_moved(name, key, passed=outcome is CaseOutcome.PASSED and key not in self._before)

    def _add_moved(self, name: str, key: int, *, passed: bool) -> None:
        """Compare a test that is not in its category any more: elsewhere it must still pass, and still decide."""
        places = self._here.places(key)
        if self._lesser.issuperset(places) and self._is_new(key):
            self.removed.add(one_line(name))
        if passed and any(key in self._here.broken.get(each, ()) for each in places) and self._is_new(~key):
            self._add_regressed(name)

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
    before = _broken_before(base)
    if isinstance(before, Missing):
        return before
    blocking = {each.name for each in base.record.categories if each.blocking}
    lesser = {name: here.advisory if name in blocking else frozenset[str]() for name in categories}
    found = {name: _Since(name, here, before, excused, lesser[name]) for name, excused in categories.items()}

    def take(rows: Iterable[Row]) -> None:
        for category, name, outcome, _, _ in rows:
            if category in found:
                found[category].add(name, outcome)

    missing = read_rows(base.path, base.record.inventory, take)
    return missing or {name: each.baseline() for name, each in found.items()}


def _broken_before(base: Accepted) -> Keys | Missing:
    """Return what was broken then already; where the counts say that nothing was, the inventory is not read for it."""
    broken: Keys = {}
    if not any(each.counts.failed or each.counts.errored for each in base.record.categories):
        return broken
    return read_rows(base.path, base.record.inventory, partial(_add_broken, broken)) or broken


def _add_broken(broken: Keys, rows: Iterable[Row]) -> None:
    for row in rows:
        if row[2] in _BROKEN:
            broken.setdefault(row[0], set()).add(hash(row[1]))
