"""The command's output on its way to ours: live, byte for byte, in constant memory, and into one digest in the order of arrival."""

from __future__ import annotations

import os
from hashlib import sha256
from threading import Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING

from gatekeeper.model.witness import Log
from gatekeeper.witness.search import Search

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

_PIECE = 1 << 16
_PIPE = 1 << 20  # more than any pipe holds: who reads more of one after its writers were killed, reads what somebody else writes


class Recorder:
    """Takes in what the command prints on all its streams."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        self._texts = texts
        self._lock = Lock()
        self._digest = sha256()
        self._bytes = 0
        self._searches: list[Search] = []

    def stream(self) -> Callable[[bytes], None]:
        """Return what takes the pieces of one stream. Texts are looked for in each stream by itself."""
        search = Search(self._texts)
        self._searches.append(search)

        def take(data: bytes) -> None:
            with self._lock:
                self._digest.update(data)
                self._bytes += len(data)
            search.feed(data)

        return take

    def log(self) -> Log:
        """Return what there was."""
        with self._lock:
            counts = {text: sum(each.counts[text] for each in self._searches) for text in self._texts}
            found = {text: count for text, count in counts.items() if count}
            return Log(sha256=self._digest.hexdigest(), bytes=self._bytes, searched=self._texts, found=found)


class Pump(Thread):
    """Passes one stream on until it ends. Where ours cannot be written any more the command is still read: it must not wait."""

    def __init__(self, source: BinaryIO, take: Callable[[bytes], None], target: BinaryIO | None, ended: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self._source, self._take, self._target, self._ended = source, take, target, ended
        self._since = monotonic()  # when it began to wait for the command
        self._waiting = True
        self._passed = 0
        self._left = False
        self.done = False
        self.last = b"\n"

    def run(self) -> None:
        """Read to the end."""
        try:
            while (data := self._read()) and not self._left:
                self._take(data)
                self._pass_on(data)
                self._passed += len(data)
        finally:  # nobody waits for a stream that is not read any more
            self.done = True
            self._source.close()
            self._ended()

    def leave(self) -> None:
        """Take nothing more."""
        self._left = True

    def settle(self) -> None:
        """Count from here: all that wrote into this stream should be gone."""
        self._passed = 0

    def idle(self, seconds: float) -> bool:
        """Say whether nothing has come for so long, or more than can have been left in the pipe: then somebody else holds it."""
        return (self._waiting and monotonic() - self._since > seconds) or self._passed > _PIPE

    def _read(self) -> bytes:
        self._since, self._waiting = monotonic(), True
        try:
            return os.read(self._source.fileno(), _PIECE)
        except (OSError, ValueError):
            return b""
        finally:
            self._waiting = False

    def _pass_on(self, data: bytes) -> None:
        if self._target is None:
            return
        try:
            _write(self._target, data)
        except (OSError, ValueError):
            self._target = None
        self.last = data[-1:]


def _write(target: BinaryIO, data: bytes) -> None:
    """Write at once and wholly, also where another program has made our stream one that does not wait."""
    try:
        number = target.fileno()
    except OSError:  # a stream in memory
        target.write(data)
        return
    left = memoryview(data)
    while left:
        try:
            left = left[os.write(number, left) :]
        except BlockingIOError:
            from select import select  # noqa: PLC0415 - rarely needed

            select([], [number], [], 1.0)
