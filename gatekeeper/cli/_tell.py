"""Standard streams that may be closed, full or without a reader: no diagnostic ever changes an exit code."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TextIO


def prepare() -> None:
    """Make both streams UTF-8: the locale does not matter, because reports are Unicode and a log is read as UTF-8."""
    sys.stdout = _stream(sys.stdout, 1)
    sys.stderr = _stream(sys.stderr, 2)


def tell(line: str) -> None:
    """Write a line to standard error, or nothing where nobody can read it."""
    try:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        silence()


def silence() -> None:
    """Close a stream that cannot be written: what it still holds would fail again at the end, and change the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if not _flushes(stream):
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _stream(stream: TextIO | None, number: int) -> TextIO:
    """Return the stream; a closed one becomes one that fails, and its number is taken, so that no other file is given it."""
    if stream is None:
        taken = os.open(os.devnull, os.O_RDONLY)
        if taken != number:
            os.dup2(taken, number)
            os.close(taken)
        return open(number, "w", encoding="utf-8", errors="backslashreplace", closefd=False)
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return stream


def _flushes(stream: TextIO) -> bool:
    try:
        stream.flush()
    except (OSError, ValueError):
        return False
    return True
