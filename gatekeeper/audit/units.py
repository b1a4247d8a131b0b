"""The text of a block as units to judge: sentences, labelled lines and cells, with the place of every character."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from gatekeeper.audit.blocks import Shape
from gatekeeper.audit.shift import STILL, Shift
from gatekeeper.audit.unit import Segment, Token, Unit
from gatekeeper.audit.words import CROSSES, OPEN_MARKS, TICKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gatekeeper.audit.blocks import Block, Line

_LONGEST = 1500
_BLANKS = re.compile(r"\s{2,}|[^\S ]")
_MARKS = f"[{TICKS}{CROSSES}{OPEN_MARKS}]"
_OWN_LINE = re.compile(rf"\s*(?:\*\*|__|{_MARKS}|[^\w\s*`(\[\"']{{1,2}}\s*\*\*)")
_VALUE = re.compile(r"[\w`][\w` /-]{1,40}:[ \t]+[<>~]?\d.{0,70}(?<![.,;:])")
_BREAK = re.compile(r"(?:  |\\)$")
_SENTENCE = re.compile(r"(?<=[.!?;])[\s*_)]+(?=[A-Z0-9\u00a4\u00b6\U00002600-\U0001faff])|\s\|\s|\s\u00b7\s")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|no|approx|cf|fig|resp|ca)|\b[A-Z])\.\s*$", re.IGNORECASE)
_SEGMENT = re.compile(r":(?=\s|$)|\s[-\u2013\u2014]+\s|\s?\u2014\s?|;\s|\s(?:\u2192|->|=>)\s|\s=\s|[()]")
_ASIDE = re.compile(
    r"\((?:(?:it|this)\s)?(?:was|were|previously|formerly|originally|target|goal|required?|minimum|expected|before|up from|down from"
    r"|vs\.?|from|"
    r"threshold|requirement|target:|baseline|below|above|should|must|will|up|example|e\.g\.)\b[^()]*\)",
    re.IGNORECASE,
)
WORD = re.compile(r"([a-z]+(?:['\u2019-][a-z]+)*|\u00a4+|\u00b6+)(,)?")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Frame:
    """What all units of one stretch of text have in common."""

    lines: tuple[Line, ...]
    starts: tuple[int, ...]
    shape: Shape
    first: bool
    header: str = ""
    row: str = ""


def units(block: Block) -> Iterator[Unit]:
    """Return the units of a block in their order."""
    row = " ".join(block.cells[0].line.text.lower().split()) if block.cells else ""
    for cell in block.cells:
        text = cell.line.text
        frame = _Frame(
            lines=(cell.line,), starts=(0,), shape=Shape.ROW, first=cell.first, header=cell.header.lower(), row="" if cell.first else row
        )
        for start, stop in _pieces(text, 0, len(text)):
            yield _unit(text, start, stop, frame)
    for index, group in enumerate(_groups(block.lines)):
        yield from _sentences(group, block.shape, first=not index)


def _groups(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """Return lines that run on together, and lines that stand for themselves alone."""
    group: list[Line] = []
    for line in lines:
        if group and (_BREAK.search(group[-1].raw) or _OWN_LINE.match(line.raw) or _anew(group[-1], line)):
            yield tuple(group)
            group = []
        group.append(line)
    if group:
        yield tuple(group)


def _anew(before: Line, line: Line) -> bool:
    """Say whether a line begins anew, as it or the one before it is all of a label and a short value: ``Coverage: 71%``."""
    one, other = before.raw.strip(), line.raw.strip()
    return (other[:1].isupper() or other[:1].isdigit()) and bool(_VALUE.fullmatch(one) or _VALUE.fullmatch(other))


def _sentences(lines: tuple[Line, ...], shape: Shape, *, first: bool) -> Iterator[Unit]:
    whole = "\n".join(line.text for line in lines)
    starts = tuple(accumulate((len(line.text) + 1 for line in lines[:-1]), initial=0))
    begin = 0
    for found in [*_SENTENCE.finditer(whole), None]:
        end = found.start() if found else len(whole)
        if found and _ABBREVIATION.search(whole, begin, end):
            continue
        for start, stop in _pieces(whole, begin, end):
            touched = slice(bisect_right(starts, start) - 1, bisect_right(starts, stop))
            yield _unit(whole, start, stop, _Frame(lines=lines[touched], starts=starts[touched], shape=shape, first=first and not start))
        begin = found.end() if found else end


def _pieces(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Return a sentence, or the pieces of one that is longer than people write."""
    while end - begin > _LONGEST:
        cut = text.rfind(" ", begin + 1, begin + _LONGEST)
        cut = cut if cut > begin else begin + _LONGEST
        yield begin, cut
        begin = cut
    if text[begin:end].strip():
        yield begin, end


def _unit(text: str, start: int, stop: int, frame: _Frame) -> Unit:
    text = text[start:stop]
    kept = _ASIDE.sub(lambda found: " " * len(found[0]), text) if "(" in text else text
    blanks = list(_BLANKS.finditer(kept))
    kept = _BLANKS.sub(" ", kept) if blanks else kept
    low = kept.lower()
    if len(low) != len(kept):
        low = "".join(each.lower() if len(each.lower()) == 1 else each for each in kept)
    return Unit(
        text=kept,
        low=low,
        lines=frame.lines,
        starts=frame.starts,
        offset=start,
        shift=Shift.of((each.end(), len(each[0]), 1) for each in blanks) if blanks else STILL,
        header=frame.header,
        row=frame.row,
        first=frame.first,
        shape=frame.shape,
        segments=_segments(kept, low),
    )


@lru_cache(maxsize=4096)  # tables and lists say the same again and again
def _segments(text: str, low: str) -> tuple[Segment, ...]:
    made, begin = [], 0
    for found in [*_SEGMENT.finditer(low), None]:
        end = found.start() if found else len(low)
        if low[begin:end].strip():
            made.append(Segment(start=begin, end=end, tokens=_tokens(text, low, begin, end)))
        begin = found.end() if found else end
    return tuple(made)


def _tokens(text: str, low: str, begin: int, end: int) -> tuple[Token, ...]:
    made = []
    for found in WORD.finditer(low, begin, end):
        word, comma = found.groups()
        start = found.start()
        stop = start + len(word)
        upper = stop - start > 1 and text[start].isupper() and text[start:stop].isupper()
        made.append(Token(word if word.isascii() else word.replace("\u2019", "'"), start, stop, upper, comma is not None))
    return tuple(made)
