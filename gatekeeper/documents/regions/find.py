"""Find the regions of a Markdown file by a real parser: a marker in a fence, a list, a quote or a longer comment is text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.documents.markdown import TOO_MUCH, blocks
from gatekeeper.documents.offsets import lines_of
from gatekeeper.documents.regions.errors import RegionError
from gatekeeper.documents.regions.marks import Begin, End, read

if TYPE_CHECKING:
    from collections.abc import Iterator

BOM = "\ufeff"
_ENDING = re.compile(r"\r\n?|\n|\Z")
_REMEDY = "write <!-- gatekeeper:begin id=NAME --> and <!-- gatekeeper:end id=NAME --> on lines of their own, with a blank line around"


@dataclass(frozen=True, kw_only=True, slots=True)
class Region:
    """One region: ``text[start:end]`` is all of it, ``inner`` what stands between its markers' lines; lines count from 1.

    ``ending`` is the line ending of its first line, which the others get when it is written.
    """

    begin: Begin
    sum: str
    inner: str
    ending: str
    line: int
    start: int
    end: int

    @property
    def written(self) -> bool:
        """Say whether we ever wrote it."""
        return bool(self.begin.evidence or self.sum)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Mark:
    """A marker with its place: ``start`` and ``end`` of the comment, ``before`` and ``after`` of its line without and with its end."""

    mark: Begin | End
    line: int
    start: int
    end: int
    before: int
    after: int
    ending: str


def regions(text: str, name: str) -> tuple[Region, ...]:
    """Return the regions of a file in their order, or raise RegionError naming the file and the line."""
    if "gatekeeper" not in text.casefold():
        return ()
    found: dict[str, Region] = {}
    opened: _Mark | None = None
    for each in _marks(text, name):
        if isinstance(each.mark, Begin):
            if opened:
                raise _error(name, each.line, f"region {each.mark.id} begins inside {_since(opened)}", f"end {opened.mark.id} before it")
            if each.mark.id in found:
                first = found[each.mark.id].line
                raise _error(name, each.line, f"region {each.mark.id} stands there twice, first in line {first}", "remove one of them")
            opened = each
        else:
            region = _region(text, name, opened, each)
            found[region.begin.id] = region
            opened = None
    if opened:
        raise _error(name, opened.line, f"{_since(opened)} has no end", f"add <!-- gatekeeper:end id={opened.mark.id} --> below it")
    return tuple(found.values())


def _region(text: str, name: str, opened: _Mark | None, mark: _Mark) -> Region:
    if opened is None or not isinstance(opened.mark, Begin) or not isinstance(mark.mark, End):
        raise _error(name, mark.line, f"region {mark.mark.id} ends, but does not begin", _REMEDY)
    if opened.mark.id != mark.mark.id:
        raise _error(name, mark.line, f"region {mark.mark.id} ends inside {_since(opened)}", f"end {opened.mark.id} before it")
    return Region(
        begin=opened.mark,
        sum=mark.mark.sum,
        inner=text[opened.after : mark.before],
        ending=opened.ending,
        line=opened.line,
        start=opened.start,
        end=mark.end,
    )


def _since(opened: _Mark) -> str:
    return f"region {opened.mark.id}, which begins in line {opened.line},"


def _marks(text: str, name: str) -> Iterator[_Mark]:
    """Return the markers of a file: HTML blocks that stand in nothing else, each with nothing but the marker in it."""
    lead = len(BOM) if text.startswith(BOM) else 0
    lines = lines_of(text[lead:])
    for block in blocks(text[lead:]):
        if block.kind == TOO_MUCH:
            raise RegionError(f"{name} is too long or too deep to look for regions in it", "let the region have a file of its own")
        if block.kind != "html_block" or block.level:
            continue
        try:
            mark = read(block.content)
        except ValueError as error:
            raise _error(name, block.first + 1, f"there is {error}", _REMEDY) from error
        if mark:
            start, line = lines[block.first]
            yield _mark(text, mark, block.first + 1, lead + start, line)


def _mark(text: str, mark: Begin | End, number: int, start: int, line: str) -> _Mark:
    ending = _ENDING.match(text, start + len(line))
    kept = line.strip(" \t")
    first = start + line.index(kept)
    return _Mark(
        mark=mark,
        line=number,
        start=first,
        end=first + len(kept),
        before=start,
        after=ending.end() if ending else len(text),
        ending=(ending[0] if ending else "") or "\n",
    )


def _error(name: str, line: int, problem: str, remedy: str) -> RegionError:
    return RegionError(f"{name}, line {line}: {problem.removesuffix(',')}", remedy)
