"""The lines of a document that people read as text: no code, no comments, no quotations, nothing of our own regions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gatekeeper.documents.regions.errors import RegionError
from gatekeeper.documents.regions.find import regions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatekeeper.audit.document import Document

_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")


class Prose:
    """The lines of one document, read when they are first asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._lines: list[tuple[int, str]] | None = None

    def lines(self) -> list[tuple[int, str]]:
        """Return the lines, which count from 1, with their text; inline code is blank."""
        if self._lines is None:
            self._lines = list(_read(self.document))
        return self._lines


def _read(document: Document) -> Iterator[tuple[int, str]]:
    source = document.source
    ours = _ours(source.text, source.path)
    seen: set[int] = set()
    for first, last in document.spans:
        for number in range(first, last + 1):
            if number in seen or number in ours:
                continue
            seen.add(number)
            text = source.lines[number - 1]
            if not text.lstrip().startswith(">"):
                yield number, _CODE.sub(lambda found: " " * len(found[0]), text)


def _ours(text: str, path: str) -> frozenset[int]:
    try:
        found = regions(text, path)
    except RegionError:
        return frozenset()
    return frozenset(line for each in found for line in range(each.line, each.line + text.count("\n", each.start, each.end) + 2))
