"""Lines of test ids: what a runner printed about what it collected, and the file that keeps them."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from contextlib import suppress
from hashlib import file_digest
from itertools import islice
from typing import TYPE_CHECKING

from gatekeeper.evidence.disk import part, sync
from gatekeeper.evidence.lines import MOST_LINE
from gatekeeper.junit.identity import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

_TAIL = 64 << 10
_SHOWN = 3
_WIDEST = 160
_COLOUR = re.compile(rb"\x1b\[[0-9;]*[A-Za-z]")
# "17 tests collected in 0.71s", "1/15 tests collected (14 deselected) in 0.59s"; before 6.2 "no tests ran in 0.12s".
_SUMMARY = re.compile(rb"(?:=+ )?(?:(?:(\d+)(?:/\d+)?|no) tests? collected\b(.*)|no tests ran in .*)")
_HEADING = re.compile(rb"[=!]{3,} .*|[=!]{10,}")
_QUIET = "let pytest print one id a line: --collect-only -q, with -q once, also counting the one in addopts"


class UnlistedError(Exception):
    """Nobody can tell which tests there should be: why, and what to do next."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


def ids(file: BinaryIO, *, is_pytest: bool = False) -> Iterator[str]:
    """Yield the ids in what a command printed: pytest's own lines where its last one is there, else every line that is not blank.

    Raises UnlistedError where there is none, and where pytest says another number than there are.
    """
    summary = _summary(file)
    if summary is None and is_pytest:
        raise UnlistedError("pytest did not say how many tests it collected", _QUIET)
    if summary and b"error" in (summary[2] or b""):
        raise UnlistedError(f"pytest could not collect everything: {one_line(_text(summary[0]))}", "correct what it cannot import")
    number = 0
    for line in _of_pytest(file) if summary else _lines(file):
        number += 1
        yield _text(line)
    wanted = int(summary[1]) if summary and summary[1] else None
    if number == 0:
        raise UnlistedError("it lists no test", _QUIET if summary else "")
    if wanted is not None and number != wanted:
        raise UnlistedError(f"pytest says that it collected {wanted}, but {number} lines are ids", _QUIET)


def pack(target: Path, listed: Iterable[str]) -> tuple[str, int]:
    """Write ids compressed, one a line; return the file's digest and how many there are. Raises OSError."""
    import gzip  # noqa: PLC0415 - whoever only reads a part does not pay for it

    number = 0
    with part(target) as made:
        with open(made, "xb") as raw:
            with gzip.GzipFile("", "wb", 1, raw, 0) as file:
                for each in listed:
                    number += 1
                    file.write(each.encode() + b"\n")
            sync(raw)
        with open(made, "rb") as raw:
            digest = file_digest(raw, "sha256").hexdigest()
        made.replace(target)
    return digest, number


def complaint(file: BinaryIO) -> str:
    """Return the first few lines of what a failed command printed, in one; of pytest those that say what went wrong."""
    with suppress(UnlistedError):
        wrong = [*islice((line for line in _lines(file) if line.startswith((b"E  ", b"ERROR "))), _SHOWN)]
        return " | ".join(one_line(_text(line))[:_WIDEST] for line in wrong or islice(_lines(file), _SHOWN))
    return ""


def _summary(file: BinaryIO) -> re.Match[bytes] | None:
    """Return pytest's last line, if it is among the last ones."""
    file.seek(max(file.seek(0, 2) - _TAIL, 0))
    tail = (_bare(line) for line in reversed(file.read().splitlines()))
    return next((found for line in tail if (found := _SUMMARY.fullmatch(line))), None)


def _of_pytest(file: BinaryIO) -> Iterator[bytes]:
    """Yield the ids that pytest lists before its blank line: what stands below are warnings and errors."""
    begun = False
    for line in _lines(file, blank=True):
        if begun and (not line or _HEADING.fullmatch(line)):
            return
        if b"::" in line and not line.startswith((b" ", b"<")):
            begun = True
            yield line


def _lines(file: BinaryIO, *, blank: bool = False) -> Iterator[bytes]:
    file.seek(0)
    if file.read(len(BOM_UTF8)) != BOM_UTF8:
        file.seek(0)
    while line := file.readline(MOST_LINE):
        if len(line) == MOST_LINE:
            raise UnlistedError("a line is too long to be an id")
        bare = _bare(line)
        if bare or blank:
            yield bare


def _bare(line: bytes) -> bytes:
    """Return a line without its end and without colours."""
    return (_COLOUR.sub(b"", line) if b"\x1b" in line else line).rstrip()


def _text(line: bytes) -> str:
    return line.decode("utf-8", "backslashreplace")
