"""The text of a document as blocks: where each stands, under which headings, behind which words, in which cell."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Shape(Enum):
    """What holds a text."""

    HEADING = auto()
    TEXT = auto()
    ITEM = auto()
    ROW = auto()
    HEADER = auto()


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line of a block: ``text`` is what people read of it, and stands in line ``number`` from ``start`` on, both from 0."""

    number: int
    start: int
    raw: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A cell of a table row, with what stands above it and to its left."""

    line: Line
    header: str
    first: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A paragraph, list item, heading or table row; ``trail`` are the headings and the words before it, outermost first."""

    shape: Shape
    lines: tuple[Line, ...]
    headings: tuple[str, ...]
    leads: tuple[str, ...]
    ticked: bool | None = None
    quoted: bool = False
    level: int = 0
    cells: tuple[Cell, ...] = ()

    @property
    def trail(self) -> tuple[str, ...]:
        """Return headings and leads, outermost first."""
        return self.headings + self.leads
