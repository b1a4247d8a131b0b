"""A sentence, labelled line or cell, with its words, its stretches and the place of every character."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from gatekeeper.audit.blocks import Shape
from gatekeeper.audit.shift import STILL, Shift

if TYPE_CHECKING:
    from gatekeeper.audit.blocks import Line


_RUN = 200  # characters


class Token(NamedTuple):
    """A word with its place: ``upper`` when it is written in capitals, ``comma`` when one follows."""

    word: str
    start: int
    end: int
    upper: bool
    comma: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Segment:
    """A stretch of a unit between colons, dashes and arrows."""

    start: int
    end: int
    tokens: tuple[Token, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """A sentence, labelled line or cell, with single blanks; ``low`` is as long as ``text``.

    ``starts`` says where its lines begin in the text of its block, ``offset`` and ``shift`` where it stands there.
    """

    text: str
    low: str
    lines: tuple[Line, ...]
    starts: tuple[int, ...]
    offset: int = 0
    shift: Shift = STILL
    header: str = ""
    row: str = ""
    first: bool = True
    shape: Shape = Shape.TEXT
    segments: tuple[Segment, ...] = ()

    def at(self, position: int) -> tuple[int, int]:
        """Return line number and index into the line, both from 0, of a position of the text."""
        place = self.offset + self.shift.before(position)
        found = bisect_right(self.starts, place) - 1
        line = self.lines[found]
        return line.number, line.start + place - self.starts[found]

    @property
    def tokens(self) -> list[Token]:
        """Return the words of all segments."""
        return [token for segment in self.segments for token in segment.tokens]

    def segment(self, position: int) -> Segment | None:
        """Return the segment that a position stands in."""
        return next((each for each in self.segments if each.start <= position < each.end), None)

    def around(self, position: int) -> tuple[int, int]:
        """Return from where to where the words run that a position belongs to, some lines at most and without blanks at their ends."""
        found = self.segment(position)
        start, end = (max(found.start, position - _RUN), min(found.end, position + _RUN)) if found else (position, position + 1)
        text = self.text[start:end]
        return start + len(text) - len(text.lstrip()), max(start + len(text.rstrip()), start + 1)

    @property
    def label(self) -> str:
        """Return what stands before the first colon or dash, if anything stands behind it."""
        return self.low[: self.segments[0].end].strip() if len(self.segments) > 1 else ""
