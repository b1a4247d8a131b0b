"""How often a shard was run for one commit: what the partial record says that stands where the next one will."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import msgspec

from gatekeeper.evidence.disk import unfollowed

if TYPE_CHECKING:
    from pathlib import Path

_MOST_BYTES, _MOST = 256 << 20, 10**6


class _Subject(msgspec.Struct, frozen=True):
    commit: str | None = None


class _Witness(msgspec.Struct, frozen=True):
    before: _Subject = _Subject()
    times: int = 1


class _Part(msgspec.Struct, frozen=True):
    witness: _Witness = _Witness()


def times(part: Path, commit: str | None) -> int:
    """Return the number of this run: one more than that of the record before, where it is of the same commit."""
    before = _read(str(part))
    if before is None or commit is None or before.witness.before.commit != commit:
        return 1
    return min(max(before.witness.times, 1), _MOST) + 1


def _read(path: str) -> _Part | None:
    """Return what the earlier record says, or None: what cannot be read is replaced all the same."""
    try:
        file = unfollowed(path, os.O_RDONLY)
        with open(file, "rb") as opened:
            about = os.fstat(file)
            if not stat.S_ISREG(about.st_mode) or about.st_size > _MOST_BYTES:
                return None
            return msgspec.json.decode(opened.read(_MOST_BYTES), type=_Part)
    except (OSError, ValueError, RecursionError):  # what msgspec raises is a ValueError
        return None
