"""A suite too large to keep: ids shrink to hashes, rows go to a temporary file, until the suite ends."""

from __future__ import annotations

from array import array
from collections import Counter
from typing import TYPE_CHECKING

from gatekeeper.junit.columns import printed
from gatekeeper.junit.rows import folded
from gatekeeper.junit.totals import groups, repeated_hashes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gatekeeper.junit.rows import Row, RowWriter
    from gatekeeper.junit.totals import Group, Totals, Watch

_COPY = 1 << 20


class LargeSuite:
    """Takes a suite piece by piece and gives the same answers as one that fits into memory."""

    def __init__(self, rows: RowWriter | None) -> None:
        from tempfile import TemporaryFile  # noqa: PLC0415 - few suites are large

        self._hashes = array("q")
        self._codes = bytearray()
        self._rows = rows
        self._spool = TemporaryFile() if rows else None  # noqa: SIM115 - lives until the suite ends
        self._belongs = array("I")  # for every id the place of its selections in the next
        self._selections: dict[int, int] = {}

    def add(self, ids: list[str], marks: dict[int, int], rows: list[Row], watch: Watch) -> None:
        """Take the next piece."""
        piece = bytearray(len(ids))
        for index, code in marks.items():
            piece[index] = code
        self._hashes.extend(map(hash, ids))
        self._codes += piece
        if self._spool and self._rows:
            self._spool.write(self._rows.encode(rows))
        if watch:
            known = self._selections
            self._belongs.extend(known.setdefault(watch.which(printed(name)), len(known)) for name in ids)

    def close(self) -> None:
        """Let go of the temporary file."""
        if self._spool:
            self._spool.close()

    def finish(self, totals: Totals, watch: Watch, fold: Callable[[list[int]], int]) -> dict[int, Group]:
        """Add the suite up, write its rows, and return the tests that were reported several times."""
        again = groups(self._hashes, repeated_hashes(self._hashes), self._codes.__getitem__)
        for code in set(self._codes):
            totals.add(code, self._codes.count(code))
        if watch:
            self._count_watched(again, watch, fold)
        if self._spool and self._rows:
            with self._spool:
                self._copy_rows(again, fold)
        return again

    def _count_watched(self, again: dict[int, Group], watch: Watch, fold: Callable[[list[int]], int]) -> None:
        selections = list(self._selections)
        for (place, code), number in Counter(zip(self._belongs, self._codes, strict=True)).items():
            watch.add_to(selections[place], code, number)
        for group in again.values():
            which = selections[self._belongs[group.first]]
            for code in group.codes:
                watch.add_to(which, code, -1)
            watch.add_to(which, fold(group.codes))

    def _copy_rows(self, again: dict[int, Group], fold: Callable[[list[int]], int]) -> None:
        assert self._spool and self._rows  # noqa: S101, PT018 - narrows the types for the caller's own check
        self._spool.seek(0)
        if not again:
            self._rows.copy(iter(lambda: self._spool.read(_COPY), b""), len(self._codes))  # type: ignore[union-attr]
            return
        repeats = sum(len(group.codes) - 1 for group in again.values())
        self._rows.copy(self._folded_lines(again, fold), len(self._codes) - repeats)

    def _folded_lines(self, again: dict[int, Group], fold: Callable[[list[int]], int]) -> Iterator[bytes]:
        from msgspec.json import decode  # noqa: PLC0415 - rows mean that it is loaded already

        assert self._spool and self._rows  # noqa: S101, PT018
        for index, (key, line) in enumerate(zip(self._hashes, self._spool, strict=True)):
            group = again.get(key)
            if group is None:
                yield line
            elif group.first == index:
                yield self._rows.encode([folded(decode(line), fold(group.codes), len(group.codes))])
