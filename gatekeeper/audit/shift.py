"""Where the characters of a text stood before some of it was left out."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, kw_only=True, slots=True)
class Shift:
    """``at`` says from where on in the shorter text, ``lost`` by how much all is further left than it was."""

    at: tuple[int, ...] = ()
    lost: tuple[int, ...] = ()

    @classmethod
    def of(cls, changes: Iterable[tuple[int, int, int]]) -> Self:
        """Return the shift of changes in their order: where each ended in the longer text, how long it was, and how long it is."""
        ended = list(changes)
        lost = tuple(accumulate(before - after for _, before, after in ended))
        return cls(at=tuple(end - gone for (end, _, _), gone in zip(ended, lost, strict=True)), lost=lost)

    def before(self, offset: int) -> int:
        """Return where an offset of the shorter text was in the longer one."""
        found = bisect_right(self.at, offset)
        return offset + (self.lost[found - 1] if found else 0)


STILL = Shift()
