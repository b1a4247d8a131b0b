"""Where the content of a Markdown block stands in its body: blocks lose indents, quote marks and white space at their ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gatekeeper.documents.markdown import Block

_LINE = re.compile(r"([^\r\n]*)(?:\r\n?|\n|\Z)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Offsets:
    """Turns positions of a block's content into offsets of the body; ``lines`` are all lines of the body.

    Callers look whether it stands there: the parser drops whole lines of odd white space, which no task-list item begins with.
    """

    block: Block
    lines: Sequence[tuple[int, str]]

    def row(self, position: int) -> int:
        """Return the line of a position, counted from 0."""
        return self.block.first + self.block.content.count("\n", 0, position)

    def of(self, position: int) -> int:
        """Return where in the body a position of the content is, unless it is white space at a line's start."""
        content = self.block.content
        begin = content.rfind("\n", 0, position) + 1
        end = content.find("\n", position)
        line = content[begin:] if end < 0 else content[begin:end]
        kept = line.lstrip(" \t")
        start, text = self.lines[self.row(position)]
        # What the parser took from the line's end was white space, and the last character it kept is none of that.
        return start + text.rfind(kept) + position - begin - (len(line) - len(kept))


def lines_of(body: str) -> list[tuple[int, str]]:
    """Return each line as the parser sees it, and where it starts."""
    return [(found.start(), found[1].replace("\0", "\ufffd")) for found in _LINE.finditer(body)]
