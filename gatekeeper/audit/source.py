"""A Markdown file as text: decoded, repaired and without its front matter, with exact lines and columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gatekeeper.audit.mojibake import repair
from gatekeeper.audit.shift import STILL, Shift
from gatekeeper.errors import AuditError, why

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LARGEST = 8 * 1024 * 1024
LONGEST = 20_000  # characters: a longer line is data, not prose
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_FRONT = re.compile(r"---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PAIR = re.compile(r"([A-Za-z_][\w.-]*)[ \t]*:[ \t]+(\S.*)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """The text of a document: every line ends in a line feed, front matter and lines too long to read are empty.

    ``lines`` are those of ``text``, ``starts`` where each begins; ``front`` holds the plain keys of the front matter, which is
    ``offset`` lines long; ``repaired`` says in words what was wrong with the encoding, and ``notes`` what was not read.
    """

    path: str
    text: str
    lines: tuple[str, ...]
    starts: tuple[int, ...]
    front: Mapping[str, str] = field(default_factory=dict)
    offset: int = 0
    repaired: str = ""
    notes: tuple[str, ...] = ()
    shift: Shift = STILL

    def column(self, line: int, index: int) -> int:
        """Return the column, from 1 and in characters of the file, of an index into a line, both counted from 0."""
        start = self.starts[line]
        return self.shift.before(start + index) - self.shift.before(start) + 1


def read(document: Path | bytes, shown: str) -> Source:
    """Read a document that people know as ``shown``, or raise AuditError."""
    text, problem = _decoded(_bytes(document, shown))
    mended = repair(re.sub("\r\n?", "\n", text).replace("\0", "\ufffd"))
    whole = mended.text
    front = _FRONT.match(whole)
    offset = front[0].count("\n") if front else 0
    kept: list[str] = []
    starts: list[int] = []
    notes: list[str] = []
    place = 0
    for number, line in enumerate(whole.split("\n")):
        starts.append(place)
        place += len(line) + 1
        if len(line) > LONGEST:
            notes.append(f"line {number + 1} has {len(line):,} characters and was not read")
        kept.append("" if number < offset or len(line) > LONGEST else line)
    said = f"{mended.count:,} characters were UTF-8 read as {mended.name}" if mended.count else ""
    return Source(
        path=shown,
        text="\n".join(kept),
        lines=tuple(kept),
        starts=tuple(starts),
        front=_front(front[0] if front else ""),
        offset=offset,
        repaired="; ".join(filter(None, (said, problem))),
        notes=tuple(notes),
        shift=mended.shift,
    )


def _bytes(document: Path | bytes, shown: str) -> bytes:
    remedy = "split it, or leave it out with [audit] exclude"
    try:
        size = len(document) if isinstance(document, bytes) else document.stat().st_size
        if size > LARGEST:
            raise AuditError(f"{shown} has {size:,} bytes, more than are read of one document ({LARGEST:,})", remedy)
        return document if isinstance(document, bytes) else document.read_bytes()
    except OSError as error:
        raise AuditError(f"{shown} cannot be read: {why(error)}", "give a Markdown file that can be read") from error


def _decoded(octets: bytes) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if octets.startswith(bom):
            return octets[len(bom) :].decode(encoding, errors="replace"), ""
    try:
        return octets.decode("utf-8"), ""
    except UnicodeDecodeError:
        return octets.decode("cp1252", errors="replace"), "it is not UTF-8 and was read as Windows-1252"


def _front(text: str) -> dict[str, str]:
    return {pair[1].lower(): pair[2].strip().strip("\"'") for line in text.split("\n") if (pair := _PAIR.fullmatch(line.rstrip()))}
