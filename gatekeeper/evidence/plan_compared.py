"""Listed tests beside those that ran. Ids are held as hashes: there may be a million of them."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import structs

from gatekeeper.evidence.cases import read_rows
from gatekeeper.evidence.expected_ids import forms, prefix, without_group
from gatekeeper.evidence.expected_lines import UnlistedError
from gatekeeper.junit.totals import Gathered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from gatekeeper.evidence.cases import Row
    from gatekeeper.evidence.inventory import Inventory

Now = tuple["Path", "Inventory"]
Concerned = Callable[[tuple[str, ...]], bool]


class Ran:
    """The tests of a category that are in the inventories of this run. Sorted they take an eighth of what a set of them does."""

    def __init__(self, category: str, now: Sequence[Now]) -> None:
        self._category, self._now = category, now
        self._keys = array("q")
        self._read(self._take)
        self._keys = array("q", sorted(self._keys))

    def has(self, name: str) -> bool:
        """Say whether a test is there, whatever became of it."""
        key = hash(name)
        place = bisect_left(self._keys, key)
        return place < len(self._keys) and self._keys[place] == key

    def each(self, take: Callable[[str], None]) -> None:
        """Hand over every id once more."""

        def every(names: Iterable[str]) -> None:
            for name in names:
                take(name)

        self._read(every)

    def _take(self, names: Iterable[str]) -> None:
        for each in names:
            self._keys.append(hash(each))
            bare = without_group(each)
            if bare:
                self._keys.append(hash(bare))

    def _read(self, take: Callable[[Iterable[str]], object]) -> None:
        def rows(found: list[Row]) -> None:
            take(row[1] for row in found if row[0] == self._category)

        for path, inventory in self._now:
            missing = read_rows(path, structs.replace(inventory, path=path.name), rows)
            if missing:
                raise UnlistedError(f"the inventory of this run cannot be read: {missing.reason}")


class Compared:
    """What of the lists turned up; a test that several of them have counts once."""

    def __init__(self, ran: Ran, concerned: Concerned | None = None, more: str = "", less: str = "") -> None:
        self._ran, self._concerned, self._more, self._less = ran, concerned, more, less
        self._seen: set[int] = set()
        self.absent = Gathered()

    @property
    def total(self) -> int:
        """Return how many tests there should be."""
        return len(self._seen)

    @property
    def turned_up(self) -> int:
        """Return how many of them there are."""
        return self.total - self.absent.count

    def add(self, listed: Iterable[str]) -> None:
        """Look for every test of a list."""
        for each in listed:
            names = forms(each)
            key = hash(names[0])
            if key in self._seen or (self._concerned and not self._concerned(names)):
                continue
            self._seen.add(key)
            if not (self._has(names[0]) or self._has(names[-1])):
                self.absent.add(names[-1])

    def _has(self, name: str) -> bool:
        return self._ran.has(self._more + name.removeprefix(self._less))


def moved(ran: Ran, wanted: Sequence[tuple[str, ...]]) -> tuple[str, str]:
    """Return the one prefix by which listed ids and those in the report differ; where several would do, none does."""
    found: set[tuple[str, str]] = set()

    def look(name: str) -> None:
        found.update(each for names in wanted if (each := prefix(names[0], name)))

    ran.each(look)
    return found.pop() if len(found) == 1 else ("", "")
