"""The inventory beside a record: one row for every test, as ``<name>.cases.jsonl.gz``.

A row is ``[category, id, outcome, seconds or null, attempts]``. Rows are compressed while the
reports are read (gatekeeper.junit.rows); here the parts are only joined and digested.
"""

from __future__ import annotations

import gzip
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from gatekeeper.evidence.write import replacing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gatekeeper.junit.reading import Reading

_BLOCK = 1 << 20


class Inventory(msgspec.Struct, frozen=True, kw_only=True):
    """Where the inventory is, relative to the record, what it digests to, and how many tests it lists."""

    path: str
    sha256: str
    tests: int


def path_beside(record: Path) -> Path:
    """Return where the inventory of a record stands."""
    return record.with_name(f"{record.name.removesuffix('.json')}.cases.jsonl.gz")


def join(readings: Iterable[Reading], record: Path) -> Inventory:
    """Write the inventory from the parts of the readings that count."""
    target = path_beside(record)
    digest, tests = sha256(), 0
    with replacing(target) as file:
        empty = gzip.compress(b"", mtime=0)  # so that no tests at all is valid gzip too
        digest.update(empty)
        file.write(empty)
        for reading in readings:
            if reading.part is None:
                continue
            tests += reading.rows
            with Path(reading.part).open("rb") as part:
                while block := part.read(_BLOCK):
                    digest.update(block)
                    file.write(block)
    return Inventory(path=target.name, sha256=digest.hexdigest(), tests=tests)
