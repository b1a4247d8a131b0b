"""What a unit asserts before anything around it is asked: kind, place, words and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gatekeeper.audit.claim import Kind, Number


@dataclass(frozen=True, kw_only=True, slots=True)
class Signal:
    """One possible claim in a unit, from ``start`` on."""

    kind: Kind
    start: int
    why: str
    word: str = ""
    positive: bool | None = None
    numbers: tuple[Number, ...] = ()
