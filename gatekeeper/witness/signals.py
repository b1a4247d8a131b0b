"""Signals that come to us while a command runs: passed on to it, not obeyed."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from threading import current_thread, main_thread
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_OURS = [number for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if (number := getattr(signal, name, None))]
_LONGEST_SLICE = 0.5 if os.name == "nt" else 60.0  # Windows does not interrupt a wait for Ctrl-C


@contextmanager
def interruptible() -> Iterator[None]:
    """Let every signal that would end us at once be an exception, as Ctrl-C is, so that what we started is ended first."""
    before = {}
    if current_thread() is main_thread():
        before = {number: signal.getsignal(number) for number in _OURS if signal.getsignal(number) is signal.SIG_DFL}
    for number in before:
        signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)


class Signals:
    """What happens while a command runs: it ends, a stream of it ends, or somebody sends us a signal."""

    def __init__(self) -> None:
        self.events: SimpleQueue[int | None] = SimpleQueue()

    @contextmanager
    def caught(self) -> Iterator[None]:
        """Hear signals instead of ending; those that whoever started us has switched off stay off."""
        before = {}
        if current_thread() is main_thread():
            before = {number: signal.getsignal(number) for number in _OURS}
            before = {number: old for number, old in before.items() if old is not signal.SIG_IGN}
            _see_ends()
        for number in before:
            signal.signal(number, lambda number, _: self.events.put(number))
        try:
            yield
        finally:
            for number, old in before.items():
                signal.signal(number, old)

    def next(self, until: float | None) -> int | None:
        """Return the signal that came, or None once something else has happened or the moment has come."""
        left = _LONGEST_SLICE if until is None else min(until - monotonic(), _LONGEST_SLICE)
        try:
            return self.events.get(timeout=max(left, 0.0))
        except Empty:
            return None


def _see_ends() -> None:
    """Let the system keep how processes end: where our parent has switched that off, every command would seem to end with 0."""
    child = getattr(signal, "SIGCHLD", None)
    if child is not None and signal.getsignal(child) is signal.SIG_IGN:
        signal.signal(child, signal.SIG_DFL)


def name_of(number: int) -> str:
    """Return for example ``SIGTERM``."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"SIG{number}"
