"""What the plugins of test runners left in the folder of a run: small files that anybody may have written."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from gatekeeper.junit.find import printable
from gatekeeper.model.witness import Session
from gatekeeper.witness.small import read_small

if TYPE_CHECKING:
    from pathlib import Path

_BEGIN, _END = "gatekeeper-session-", ".json"
_MOST_FILES, _MOST_BYTES, _LONGEST, _MOST = 1000, 1 << 16, 300, 10**9


def read_sessions(folder: Path) -> tuple[Session, ...]:
    """Return the sessions in the order of their files' names; a file that does not say what one says is none."""
    try:
        names = sorted(name for name in os.listdir(folder) if name.startswith(_BEGIN) and name.endswith(_END))
    except OSError:
        return ()
    read = (read_small(os.path.join(folder, name), Session, _MOST_BYTES) for name in names[:_MOST_FILES])
    return tuple(sound for session in read if session and (sound := _sound(session)))


def _sound(session: Session) -> Session | None:
    numbers = (session.collected, session.deselected, session.executed, session.exit_status)
    if not all(number is None or abs(number) <= _MOST for number in numbers) or min(each or 0 for each in numbers[:3]) < 0:
        return None
    from dataclasses import replace  # noqa: PLC0415

    return replace(session, runner=printable(session.runner[:_LONGEST]), stopped=printable(session.stopped[:_LONGEST]))
