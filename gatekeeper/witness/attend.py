"""Stay with a command until it, and everything that it left behind, has ended."""

from __future__ import annotations

import signal
from dataclasses import dataclass
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING

from gatekeeper.witness.child import KILL, Child
from gatekeeper.witness.pump import Pump, Recorder
from gatekeeper.witness.signals import Signals, name_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction
    from typing import BinaryIO

    from gatekeeper.witness.order import Patience

_SLICE = 0.02


@dataclass(frozen=True, kw_only=True, slots=True)
class End:
    """How a command ended: as ``Witness`` says it. ``whole_line`` is whether its output ended with a line's end."""

    code: int | None
    signal: str
    timed_out: bool = False
    interrupted: bool = False
    left_behind: bool = False
    whole_line: bool = True


class Attendance:
    """One command from its start to its end. ``targets`` are where its two streams go, None is nowhere."""

    def __init__(self, child: Child, recorder: Recorder, targets: tuple[BinaryIO | None, BinaryIO | None], signals: Signals) -> None:
        self._child, self._signals = child, signals
        self._code: int | None = None
        self._ended = Event()
        self._timed_out = self._interrupted = False
        streams = zip((child.out, child.err), targets, strict=True)
        self._pumps = [Pump(source, recorder.stream(), target, self._wake) for source, target in streams]  # type: ignore[arg-type]
        for each in (*self._pumps, Thread(target=self._wait, daemon=True)):
            each.start()

    def attend(self, timeout: Fraction | None, patience: Patience) -> End:
        """Return how it ended, once nothing of it runs any more."""
        self._until_it_ends(timeout, patience.end)
        left_behind = self._clear(patience.rest)
        self._drain(patience.rest)
        self._child.dismiss()
        code = self._code
        return End(
            code=None if code is None or code < 0 else code,
            signal=name_of(KILL if code is None else -code) if code is None or code < 0 else "",
            timed_out=self._timed_out,
            interrupted=self._interrupted,
            left_behind=left_behind,
            whole_line=self._pumps[0].last == b"\n",
        )

    def _wait(self) -> None:
        self._code = self._child.wait()
        self._ended.set()
        self._wake()

    def _wake(self) -> None:
        self._signals.events.put(None)

    def _until_it_ends(self, timeout: Fraction | None, grace: float) -> None:
        """Ask it to end at its timeout or for a signal, then kill it; one that even so does not end is left to the system."""
        until = monotonic() + float(timeout) if timeout else None
        asked = killed = False
        while not self._ended.is_set():
            number = self._signals.next(until)
            late = until is not None and monotonic() >= until
            self._heard(number)
            if self._ended.is_set() or not (number or late):
                continue
            if killed and not number:
                return
            self._timed_out = self._timed_out or not (number or asked)
            self._child.tell(KILL if asked else number or signal.SIGTERM)
            asked, killed, until = True, asked, monotonic() + grace

    def _clear(self, grace: float) -> bool:
        """Wait a little for what is still running, then end it. Say whether anything had to be ended."""
        if self._rests(grace):
            return False
        remained = self._child.leaves_some()
        if remained:
            self._child.tell(signal.SIGTERM)
            if not self._rests(grace):
                self._child.tell(KILL)
        return remained

    def _rests(self, grace: float) -> bool:
        """Wait until nothing of the group is there and both streams have ended; say whether that came in time."""
        until = monotonic() + grace
        while self._child.leaves_some() or not all(each.done for each in self._pumps):
            now = monotonic()
            if now >= until or self._heard(self._signals.next(min(until, now + _SLICE))):
                return False
        return True

    def _drain(self, grace: float) -> None:
        """Read what is still in the pipes; whoever keeps them open from outside the group is not waited for."""
        for each in self._pumps:
            each.settle()
        while any(not each.done and not each.idle(grace) for each in self._pumps):
            if self._heard(self._signals.next(monotonic() + _SLICE)):
                break
        for each in self._pumps:
            each.leave()

    def _heard(self, number: int | None) -> bool:
        self._interrupted = self._interrupted or bool(number)
        return bool(number)


def attend(
    argv: tuple[str, ...],
    environ: Mapping[str, str],
    recorder: Recorder,
    targets: tuple[BinaryIO | None, BinaryIO | None],
    limits: tuple[Fraction | None, Patience],
) -> End:
    """Run a command to its end and return how that was; raises Unstarted. ``limits`` are its timeout and our patience."""
    signals = Signals()
    with signals.caught():
        return Attendance(Child(argv, environ), recorder, targets, signals).attend(*limits)
