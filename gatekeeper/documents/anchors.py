"""Criteria in an issue's own body: task-list items with a hidden anchor.

``- [ ] Unit tests above 90% <!-- gatekeeper: unit.pass_rate > 90% -->``. Only the tick and the "(currently ...)" text of such
a line are ours to change.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.documents.escapes import plain
from gatekeeper.documents.markdown import TOO_DEEP, TOO_MUCH, blocks, opaque
from gatekeeper.documents.offsets import Offsets, lines_of
from gatekeeper.documents.quiet import quiet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gatekeeper.documents.markdown import Block, Span

MOST = 100
LONGEST = 300
_ANCHOR = re.compile(r"<!--[ \t]*gatekeeper:(?P<spec>[^\n]*)-->")  # blanks around the spec are stripped: two loops over them take forever
_BEGUN = re.compile(r"<!--\s*gatekeeper:")
_TICK = re.compile(r"\[(?P<tick>[ xX])\](?=[ \t\n])")
_UNREAD = {
    TOO_DEEP: "nested deeper than is read, what follows may be missed",
    TOO_MUCH: "too many lines in nested quotes or lists, or rows in wide tables: nothing of this text is read",
}
_CURRENT = re.compile(r"(?<!\])\(currently\b(?:[^()\n]|\([^()\n]*\))*\)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Anchor:
    """One anchored item. ``line`` counts from 1; ``text`` is one line without tick, current value and comments.

    ``tick`` is where the tick's character stands in the body, ``current`` from where to where the "(currently ...)" text
    does: an empty range directly before the anchor where there is none.
    """

    line: int
    ticked: bool
    text: str
    spec: str
    tick: int
    current: tuple[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Anchors:
    """The anchors of a body in order, and in words what looks like one and is none."""

    found: tuple[Anchor, ...]
    problems: tuple[str, ...]


def anchors(body: str) -> Anchors:
    """Find the anchors of a body; those behind the hundredth are a problem, not criteria, as is a body that cannot be read in time."""
    if not _BEGUN.search(body):
        return Anchors(found=(), problems=())
    found: list[Anchor] = []
    problems: list[str] = []
    lines = lines_of(body)
    for block in blocks(body):
        if block.kind in _UNREAD:
            problems.append(f"line {block.first + 1}: {_UNREAD[block.kind]}")
        made = _in_block(body, block, lines, problems) if _BEGUN.search(block.content) else None
        found += [made] if made else []
    problems += [f"line {found[MOST].line}: more than {MOST} anchors, none from here on is read"] if len(found) > MOST else []
    return Anchors(found=tuple(found[:MOST]), problems=tuple(dict.fromkeys(problems)))


def rewrite(body: str, decided: Mapping[Anchor, tuple[bool, str]]) -> str:
    """Return the body with the decided tick and current value of each anchor of it; an empty value leaves the text alone."""
    for anchor in reversed(anchors(body).found):
        if anchor in decided:
            tick, current = decided[anchor]
            start, end = anchor.current
            middle = body[anchor.tick + 1 : start]
            body = f"{body[: anchor.tick]}{_tick(body[anchor.tick], met=tick)}{middle}{_currently(body, anchor, current)}{body[end:]}"
    return body


def _tick(before: str, *, met: bool) -> str:
    if met:
        return before if before in "xX" else "x"
    return " "


def _currently(body: str, anchor: Anchor, current: str) -> str:
    start, end = anchor.current
    if not current.strip():
        return body[start:end]
    text = f"(currently {quiet(current)})"
    if start < end:
        return text
    return f"{text} " if body[start - 1] in " \t\r\n" else f" {text} "


def _in_block(body: str, block: Block, lines: Sequence[tuple[int, str]], problems: list[str]) -> Anchor | None:
    """Return the anchor of one block, if it has one, and add what is wrong with what only looks like one."""
    spans = opaque(block.content) if block.kind != "html_block" else []
    begun = [span for span in spans if _BEGUN.match(span.text)]
    tick = _TICK.match(block.content) if block.item else None
    if tick is None:
        if begun or (block.kind == "html_block" and _BEGUN.match(block.content)):
            problems.append(_wrong(block, "outside the text of a task-list item, it counts for nothing"))
        return None
    whole = [span for span in begun if _ANCHOR.fullmatch(span.text)]
    if len(whole) < len(begun):
        problems.append(_wrong(block, "over several lines, it counts for nothing"))
    if len(whole) > 1:
        problems.append(_wrong(block, "behind another one of the same item, only the first one counts"))
    return _anchor(body, Offsets(block=block, lines=lines), tick, whole[0], spans, problems) if whole else None


def _anchor(body: str, offsets: Offsets, tick: re.Match[str], anchor: Span, spans: Sequence[Span], problems: list[str]) -> Anchor | None:
    block = offsets.block
    match = _ANCHOR.fullmatch(anchor.text)
    place = offsets.of(tick.start())
    if not match or not body.startswith(anchor.text, offsets.of(anchor.start)) or not body.startswith(tick[0], place):
        problems.append(_wrong(block, "that cannot be located, it counts for nothing"))
        return None
    start, end = _current_in(block.content, anchor, spans)
    return Anchor(
        line=offsets.row(anchor.start) + 1,
        ticked=tick["tick"] != " ",
        text=_visible(block.content, tick.end(), (start, end), spans),
        spec=match["spec"].strip(" \t"),
        tick=place + 1,
        current=(offsets.of(start), offsets.of(end)),
    )


def _wrong(block: Block, what: str) -> str:
    return f"line {block.first + 1}: an anchor {what}"


def _current_in(content: str, anchor: Span, spans: Sequence[Span]) -> tuple[int, int]:
    """Return the "(currently ...)" text on the anchor's line: the nearest before it, else the first behind it, else none."""
    begin = content.rfind("\n", 0, anchor.start) + 1
    end = content.find("\n", anchor.end)
    before = [each.span() for each in _texts(content, begin, anchor.start, spans)]
    behind = [each.span() for each in _texts(content, anchor.end, len(content) if end < 0 else end, spans)]
    return (before[-1:] or behind[:1] or [(anchor.start, anchor.start)])[0]


def _texts(content: str, begin: int, end: int, spans: Sequence[Span]) -> Iterator[re.Match[str]]:
    """Return what says "(currently ...)" in text, not in code or a comment."""
    for found in _CURRENT.finditer(content, begin, end):
        index = bisect_left(spans, found.end(), key=lambda span: span.start) - 1
        if index < 0 or spans[index].end <= found.start():
            yield found


def _visible(content: str, begin: int, current: tuple[int, int], spans: Sequence[Span]) -> str:
    """Return what people read of an item, on one line."""
    comments = [(each.start, each.end) for each in spans if each.text.startswith("<!--")]
    text = ""
    for start, end in sorted([current, *comments]):
        text += content[begin:start] + " "
        begin = end
    return plain(" ".join((text + content[begin:]).split()), LONGEST)
