"""A part at hand: what it says, and the readings that it was made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.evidence.parts.part import Part
    from gatekeeper.junit.reading import Reading


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """A part that holds together. ``digest`` is that of its bytes, ``path`` where it stands or should have stood."""

    path: Path
    digest: str
    part: Part
    readings: tuple[Reading, ...]
