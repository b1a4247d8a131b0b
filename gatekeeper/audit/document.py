"""A document with its claims, and what of its lines the holding needs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gatekeeper.audit.walk import parsed
from gatekeeper.documents.markdown import TooMuchError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from gatekeeper.audit.claim import Claim
    from gatekeeper.audit.source import Source

_RULE = re.compile(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """``history`` says why what was true of an older record holds here, or is empty; ``place`` is None for what is no file.

    ``heads`` are the cells above each row, ``spans`` the first and the last line of each block that holds text; lines count from 1.
    """

    source: Source
    claims: tuple[Claim, ...]
    history: str = ""
    place: Path | None = None
    heads: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    spans: tuple[tuple[int, int], ...] = ()

    def low(self, line: int) -> str:
        """Return a line, which counts from 1, in lower case and as long as it is."""
        return lower(self.source.lines[line - 1])

    def index(self, line: int, column: int) -> int:
        """Return where in ``low`` a column of the file is."""
        if not self.source.repaired:
            return column - 1
        most = len(self.source.lines[line - 1])
        return next((each for each in range(most) if self.source.column(line - 1, each) >= column), most)

    def header(self, line: int) -> tuple[str, ...]:
        """Return the cells above a row of a table; none for what is no row."""
        return self.heads.get(line, ())

    def rows_above(self, line: int) -> tuple[str, ...]:
        """Return the first cells of the rows above one, in its own table."""
        first = line
        while first - 1 in self.heads:
            first -= 1
        return tuple(cells(self.low(each))[0] for each in range(first, line))


def document_of(source: Source, claims: tuple[Claim, ...], history: str = "", place: Path | None = None) -> Document:
    """Return a document whose tables are known, and where its text stands: best directly after its claims were looked for."""
    return Document(
        source=source, claims=claims, history=history, place=place, heads=dict(_heads(source.lines)), spans=tuple(_spans(source))
    )


def _spans(source: Source) -> Iterator[tuple[int, int]]:
    """Return the lines of each block that holds text; none of a document that takes too much to be read."""
    try:
        found = parsed(source)
    except TooMuchError:
        return
    for token in found:
        if token.type == "inline" and token.map:
            yield token.map[0] + 1, min(token.map[0] + 1 + token.content.count("\n"), len(source.lines))


def _heads(lines: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Return the number of every row of a table, from 1, with the cells above it."""
    above: tuple[str, ...] = ()
    for index, line in enumerate(lines):
        if "|" not in line:
            above = ()
        elif index and _RULE.fullmatch(line):
            above = cells(lower(lines[index - 1]))
        elif above:
            yield index + 1, above


def cells(row: str) -> tuple[str, ...]:
    """Return the cells of a row without what only lays them out."""
    return tuple(" ".join(each.replace("*", "").replace("`", "").split()).strip("_") for each in row.strip(" \t>").strip("|").split("|"))


def lower(text: str) -> str:
    """Return a text in lower case that is as long as it was."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(each.lower() if len(each.lower()) == 1 else each for each in text)
