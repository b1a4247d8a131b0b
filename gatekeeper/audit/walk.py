"""One pass over the parser's tokens: where each block stands, under which headings, behind which words, in which cell."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from gatekeeper.audit.blocks import Block, Cell, Line, Shape
from gatekeeper.audit.mask import masked
from gatekeeper.documents.markdown import DEEPEST, MOST, TooMuchError, tokens
from gatekeeper.errors import AuditError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from gatekeeper.audit.source import Source

_LOOKS_A_LINE = 40
_TICK = re.compile(r"\[([ xX])\](?=\s)")
_BOLD = re.compile(r"\s*(?:[^\w\s*]{0,4}\s*)(\*\*|__)(?!\s)(?:(?!\1).)+\1:?\s*(?:[^\w\s]{0,4}\s*)")
_PSEUDO = 7
_MORE = re.compile(r"(?:^|[-*+.)]\s)\s*>[\d=]")  # "- >90% covered" says more than, though to the parser it is a quote


def blocks(source: Source) -> Iterator[Block]:
    """Return every block of a document that holds text, in order; code, comments and raw HTML hold none."""
    try:
        found = parsed(source)
    except TooMuchError as error:
        problem = f"{source.path} nests quotes and lists too deep, or has too wide tables, to be read in time"
        raise AuditError(problem, "split it, or leave it out with [audit] exclude") from error
    deep = next((token for token in found if token.level >= DEEPEST - 1 and token.map), None)
    if deep and deep.map:
        raise AuditError(f"{source.path}, line {deep.map[0] + 1}: nested deeper than is read", "unfold the quotes or lists there")
    return _Walk(source).blocks(found)


def parsed(source: Source) -> tuple[Token, ...]:
    """Return the parser's tokens, or raise TooMuchError; those of one document are kept, as it is asked twice for each in turn."""
    return _tokens(source.text, len(source.lines))


@lru_cache(maxsize=1)
def _tokens(text: str, lines: int) -> tuple[Token, ...]:
    return tuple(tokens(text, MOST + _LOOKS_A_LINE * lines))


class _Walk:
    """The state of the pass."""

    def __init__(self, source: Source) -> None:
        self._lines = source.lines
        self._heads: list[tuple[int, str]] = []
        self._leads: list[str] = []
        self._before = ""  # the paragraph directly before, which may introduce what follows
        self._quotes: list[bool] = []
        self._ticked: list[bool | None] = []
        self._opens = False
        self._header: list[str] = []

    def blocks(self, found: Sequence[Token]) -> Iterator[Block]:
        """Return the blocks that hold text."""
        for index, token in enumerate(found):
            if token.type == "inline":
                yield from self._inline(token, found[index - 1])
            elif token.type == "tr_open":
                yield from self._row(found, index)
            else:
                self._structure(token)

    def _structure(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open" | "ordered_list_open" | "table_open":
                self._leads.append(self._before)
                self._before = ""
            case "bullet_list_close" | "ordered_list_close" | "table_close":
                self._leads.pop()
            case "list_item_open":
                self._leads.append("")
                self._ticked.append(None)
                self._opens = True
            case "list_item_close":
                self._leads.pop()
                self._ticked.pop()
                self._opens = False
            case "blockquote_open":
                self._quotes.append(not (token.map and _MORE.search(self._lines[token.map[0]])))
            case "blockquote_close":
                self._quotes.pop()
            case "fence" | "code_block" | "html_block" | "hr":
                self._before = ""
            case _:
                pass

    def _inline(self, token: Token, opening: Token) -> Iterator[Block]:
        if token.map is None or opening.type not in {"heading_open", "paragraph_open"}:
            return
        lines = _lines(token.content, token.map[0], self._lines)
        if opening.type == "heading_open":
            yield self._heading(lines, int(opening.tag[1:]))
        else:
            yield self._paragraph(lines, token.content)

    def _heading(self, lines: tuple[Line, ...], level: int) -> Block:
        self._heads = [head for head in self._heads if head[0] < level]
        block = self._block(Shape.HEADING, lines, level=level)
        self._heads.append((level, _plain(lines)))
        self._before = ""
        return block

    def _paragraph(self, lines: tuple[Line, ...], content: str) -> Block:
        opens, self._opens = self._opens, False
        if opens and (tick := _TICK.match(content)):
            self._ticked[-1] = tick[1] != " "
        pseudo = not self._leads and not self._quotes and len(lines) == 1 and bool(_BOLD.fullmatch(content))
        if pseudo:
            self._heads = [head for head in self._heads if head[0] < _PSEUDO]
        block = self._block(Shape.ITEM if opens else Shape.TEXT, lines, level=_PSEUDO * pseudo)
        if pseudo:
            self._heads.append((_PSEUDO, _plain(lines)))
        if opens:
            self._leads[-1] = _plain(lines[:1])
        last = lines[-1].text.strip() if lines else ""
        self._before = last if last.endswith(":") else ""
        return block

    def _block(self, shape: Shape, lines: tuple[Line, ...], *, level: int = 0, cells: tuple[Cell, ...] = ()) -> Block:
        return Block(
            shape=shape,
            lines=lines,
            headings=tuple(text for _, text in self._heads),
            leads=tuple(filter(None, self._leads)),
            ticked=self._ticked[-1] if self._ticked else None,
            quoted=any(self._quotes),
            level=level,
            cells=cells,
        )

    def _row(self, found: Sequence[Token], index: int) -> Iterator[Block]:
        row = found[index]
        if row.map is None:
            return
        number = row.map[0]
        contents = [found[place + 1].content for place in _cells(found, index)]
        heads = found[index + 1].type == "th_open"
        line, place, cells = self._lines[number], 0, []
        if heads:
            self._header = [" ".join(masked(content).split()) for content in contents]
        for column, content in enumerate(contents):
            start = line.find(content, place)
            place = start + len(content) if start >= 0 else place
            at = Line(number=number, start=max(start, 0), raw=content, text=masked(content))
            cells.append(Cell(line=at, header=self._header[column] if column < len(self._header) else "", first=not column))
        yield self._block(Shape.HEADER if heads else Shape.ROW, (), cells=tuple(cells))


def _cells(found: Sequence[Token], index: int) -> Iterator[int]:
    place = index + 1
    while found[place].type != "tr_close":
        if found[place].type in {"th_open", "td_open"}:
            yield place
        place += 1


def _lines(content: str, first: int, lines: Sequence[str]) -> tuple[Line, ...]:
    """Return the lines of a block's content with the place of each."""
    made = []
    for offset, (raw, text) in enumerate(zip(content.split("\n"), masked(content).split("\n"), strict=True)):
        if first + offset >= len(lines):
            break
        kept = raw.strip()
        start = lines[first + offset].rfind(kept) - (len(raw) - len(raw.lstrip())) if kept else 0
        made.append(Line(number=first + offset, start=max(start, 0), raw=raw, text=text))
    return tuple(made)


def _plain(lines: Sequence[Line]) -> str:
    return " ".join(" ".join(line.text for line in lines).split())
