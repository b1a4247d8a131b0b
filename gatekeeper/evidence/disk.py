"""Files that are there whole or not at all, and are not reached through a link: what every writer and reader of them does alike."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

_LONGEST = 100


def unwaiting(path: str, flags: int) -> int:
    """Open without waiting for a pipe's other end."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def unfollowed(path: str, flags: int) -> int:
    """Open without following a link, and without waiting for a pipe's other end."""
    return unwaiting(path, flags | getattr(os, "O_NOFOLLOW", 0))


def regular(file: BinaryIO, most: int) -> bool:
    """Say whether an open file is a regular one of at most so many bytes."""
    found = os.fstat(file.fileno())
    return stat.S_ISREG(found.st_mode) and found.st_size <= most


def hidden(path: Path) -> Path:
    """Return a name beside a path that nobody else has: only in the same folder a rename is one step."""
    return path.with_name(f".{path.name[:_LONGEST]}.{os.urandom(8).hex()}")


@contextmanager
def part(path: Path) -> Iterator[Path]:
    """Yield where a file is made that is to take the place of ``path``; whatever still stands there in the end is removed."""
    made = hidden(path)
    try:
        yield made
    finally:
        with suppress(OSError):
            os.unlink(made)


def sync(file: BinaryIO) -> None:
    """Let the bytes reach the disk before the name does: after a power cut a name stands for a whole file, or the old one."""
    file.flush()
    os.fsync(file.fileno())
