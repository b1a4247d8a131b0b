"""Inventory rows, written while reading: one JSON array a line, compressed fast, a gzip member for each file.

A row is ``[category, id, outcome, seconds or null, attempts]``. Members may simply be joined: files that
are read one after the other share a part, and the inventory is the members in the order of the files.
"""

from __future__ import annotations

import zlib
from itertools import repeat
from typing import TYPE_CHECKING

from gatekeeper.junit import codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import BinaryIO

FAST = 1
_GZIP = 31
_BATCH = 1 << 20
_MARK = b"\\u0000"
_OUTCOMES = tuple(str(outcome) for outcome in codes.OUTCOMES)

Row = tuple[str, str, str, "float | None", int]


def make_rows(category: str, ids: Sequence[str], times: Sequence[float | None], marks: Mapping[int, int]) -> list[Row]:
    """Return a row for every result, in order."""
    rows: list[Row] = list(zip(repeat(category), ids, repeat(_OUTCOMES[codes.PASSED]), times, repeat(1), strict=False))
    for index, code in marks.items():
        rows[index] = (category, ids[index], _OUTCOMES[code & codes.OUTCOME], times[index], 1)
    return rows


def folded(row: Row, code: int, attempts: int) -> Row:
    """Return the one row of a test that was reported several times."""
    return (row[0], row[1], _OUTCOMES[code & codes.OUTCOME], row[3], attempts)


class RowWriter:
    """Writes one member. Rows are collected and compressed in batches."""

    def __init__(self, target: BinaryIO) -> None:
        from msgspec.json import Encoder  # noqa: PLC0415 - a run without a record does not pay for it

        self._encode = Encoder().encode_lines
        self._target = target
        self._deflate = zlib.compressobj(FAST, zlib.DEFLATED, _GZIP)
        self._lines: list[bytes] = []
        self._pending = 0
        self.tests = 0

    def write(self, rows: list[Row]) -> None:
        """Add rows."""
        if rows:
            self.add(self.encode(rows), len(rows))

    def encode(self, rows: list[Row]) -> bytes:
        """Return rows as lines; an id that NUL marks as nobody's own is written without the mark."""
        lines = self._encode(rows)
        if _MARK in lines:
            lines = self._encode([(row[0], row[1].rpartition("\0")[2], *row[2:]) for row in rows])
        return lines

    def add(self, lines: bytes, tests: int) -> None:
        """Add encoded lines."""
        self.tests += tests
        self._lines.append(lines)
        self._pending += len(lines)
        if self._pending > _BATCH:
            self._compress()

    def copy(self, lines: Iterable[bytes], tests: int) -> None:
        """Add encoded lines that were kept elsewhere."""
        self.tests += tests
        for line in lines:
            self._target.write(self._deflate.compress(line))

    def close(self) -> None:
        """Write what is left and end the gzip member."""
        self._compress()
        self._target.write(self._deflate.flush())

    def _compress(self) -> None:
        self._target.write(self._deflate.compress(b"".join(self._lines)))
        self._lines.clear()
        self._pending = 0
