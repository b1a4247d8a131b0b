"""Open report files that may be anything: a FIFO, a device, a folder, a file that still grows."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from hashlib import sha256
from io import FileIO
from typing import TYPE_CHECKING

from gatekeeper.errors import ReportError, why
from gatekeeper.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK = 1 << 18
_HEAD = 200
_KINDS = {stat.S_IFDIR: "a folder", stat.S_IFIFO: "a FIFO", stat.S_IFCHR: "a device", stat.S_IFBLK: "a device", stat.S_IFSOCK: "a socket"}


class Refused(ReportError):  # noqa: N818 - the field's word for it
    """A file that is no evidence, and why."""

    def __init__(self, reason: str, problem: Problem = Problem.UNREADABLE) -> None:
        super().__init__(reason)
        self.problem = problem


class Source:
    """The bytes of one regular file, in chunks, digested as they are read. ``head`` is the first few, ``modified`` its own time."""

    def __init__(self, file: FileIO, size: int, modified: float | None = None) -> None:
        self._file = file
        self._size = size
        self.modified = modified
        self._digest = sha256()
        # One buffer, used again and again: a new one for each chunk would cost more than parsing it.
        self._buffer = memoryview(bytearray(min(size, CHUNK) or 1))
        self._filled = self._fill(self._buffer)
        self.head = bytes(self._buffer[: min(self._filled, _HEAD)])
        self.bytes = 0

    def chunks(self) -> Iterator[memoryview]:
        """Yield views of the buffer, each good until the next.

        A file that changes its size meanwhile is refused, since nobody knows which state was meant.
        """
        while self._filled:
            chunk = self._buffer[: self._filled]
            self._digest.update(chunk)
            self.bytes += self._filled
            if self.bytes > self._size:
                break
            yield chunk
            self._filled = self._fill(self._buffer)
        if self.bytes != self._size:
            raise Refused("the file changed while it was read: is the runner still writing it?")

    def _fill(self, buffer: memoryview) -> int:
        try:
            return self._file.readinto(buffer) or 0
        except OSError as error:
            raise Refused(f"the file cannot be read: {error.strerror}") from error

    @property
    def sha256(self) -> str:
        """Return the digest of what has been read."""
        return self._digest.hexdigest()


@contextmanager
def open_source(path: str) -> Iterator[Source]:
    """Open a regular file without ever blocking on something else."""
    try:
        _check_kind(os.stat(path).st_mode)
        # Between stat and open the path may become a FIFO: never wait for a writer.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError as error:
        raise Refused("the file does not exist", Problem.MISSING) from error
    except (OSError, ValueError) as error:
        raise Refused(f"the file cannot be opened: {why(error)}") from error
    with FileIO(descriptor) as file:
        state = os.fstat(descriptor)
        _check_kind(state.st_mode)
        yield Source(file, state.st_size, state.st_mtime)


def _check_kind(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise Refused(f"this is {_KINDS.get(stat.S_IFMT(mode), 'not a file')}, not a report file")
