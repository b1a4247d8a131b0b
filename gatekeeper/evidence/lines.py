"""Lines of a compressed file that may be hostile: whole lines, block by block, and never more than a few bounds allow."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

MOST_PACKED = 512 << 20
MOST_BYTES = 2 << 30
MOST_LINE = 64 << 10
MOST_MEMBERS = 200_000
_BLOCK = 1 << 20
_GZIP = 31


def lines(file: BinaryIO) -> Iterator[bytes]:
    """Yield blocks that end where a line ends; raises ValueError for what is damaged or exceeds a bound."""
    rest, total = b"", 0
    for block in _blocks(file):
        total += len(block)
        whole, end, part = block.rpartition(b"\n")
        if end:
            yield rest + whole
            rest = part
        else:
            rest += part
        if total > MOST_BYTES or len(rest) > MOST_LINE:
            raise ValueError("too much in one line, or in all")
    if rest:
        raise ValueError("the last line has no end")


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    """Yield what the members of a gzip file hold, a bounded block at a time."""
    packed = file.read(_BLOCK)
    for _ in range(MOST_MEMBERS):
        if not packed:
            return
        member = zlib.decompressobj(_GZIP)
        while not member.eof:
            if not packed:
                raise ValueError("cut short")
            block = _unpacked(member, packed)
            if block:
                yield block
            packed = member.unconsumed_tail or member.unused_data or file.read(_BLOCK)
    raise ValueError("too many members")


def _unpacked(member: zlib._Decompress, packed: bytes) -> bytes:
    try:
        return member.decompress(packed, _BLOCK)
    except zlib.error as error:
        raise ValueError("no gzip") from error
