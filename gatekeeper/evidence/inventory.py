"""The inventory beside a record: one row for every test, as ``<name>.cases.jsonl.gz``.

A row is ``[category, id, outcome, seconds or null, attempts]``. Rows are compressed while the
reports are read (gatekeeper.junit.rows); here what was written is only joined and digested.
"""

from __future__ import annotations

import zlib
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from gatekeeper.junit.find import printable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import BinaryIO

    from gatekeeper.junit.reading import Reading

_BLOCK = 1 << 20
EMPTY = zlib.compress(b"", wbits=31)  # so that no tests at all is valid gzip too


class Inventory(msgspec.Struct, frozen=True, kw_only=True):
    """Where the inventory is, relative to the record, what it digests to, and how many tests it lists."""

    path: str
    sha256: str
    tests: int


def path_beside(record: Path) -> Path:
    """Return where the inventory of a record stands."""
    return record.with_name(f"{record.name.removesuffix('.json')}.cases.jsonl.gz")


def join(readings: Iterable[Reading], target: BinaryIO, name: str) -> Inventory:
    """Join the parts of the readings that count into ``target``, which will be called ``name``."""
    digest, tests = sha256(EMPTY), 0
    target.write(EMPTY)
    for reading in readings:
        if reading.part is None:
            continue
        tests += reading.rows
        with open(reading.part, "rb") as part:
            begin, end = reading.span
            part.seek(begin)
            while block := part.read(min(_BLOCK, end - part.tell())):
                digest.update(block)
                target.write(block)
    return Inventory(path=printable(name), sha256=digest.hexdigest(), tests=tests)
