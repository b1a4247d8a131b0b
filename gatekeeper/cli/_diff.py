"""A change of a file, for people: a unified diff in which no line can be a command to whatever reads the log."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from gatekeeper.documents.escapes import log_line

if TYPE_CHECKING:
    from collections.abc import Iterator


def difference(before: str | None, after: str, name: str) -> Iterator[str]:
    """Yield the lines of a diff; what did not change stands behind a bar, because a blank could begin a command."""
    old, new = (text.replace("\r\n", "\n").removesuffix("\n").split("\n") if text else [] for text in (before, after))
    for line in unified_diff(old, new, f"{name} as it is", f"{name} as it would be", lineterm="", n=1):
        yield log_line(f"|{line[1:]}" if line.startswith(" ") else line, 900)
