"""How often a shard was run for one commit: what the partial record says that stands where the next one will."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from gatekeeper.witness.small import read_small

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
    before = read_small(part, _Part, _MOST_BYTES)  # what cannot be read is replaced all the same
    if before is None or commit is None or before.witness.before.commit != commit:
        return 1
    return min(max(before.witness.times, 1), _MOST) + 1
