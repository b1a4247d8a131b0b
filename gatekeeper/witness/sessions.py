"""What the plugins of test runners left in the folder of a run: small files that anybody may have written."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from gatekeeper.evidence.disk import unfollowed
from gatekeeper.junit.find import printable
from gatekeeper.model.witness import Session

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
    return tuple(filter(None, (_read(os.path.join(folder, name)) for name in names[:_MOST_FILES])))


def _read(path: str) -> Session | None:
    import msgspec  # noqa: PLC0415 - most runs have no such file

    try:
        file = unfollowed(path, os.O_RDONLY)
        try:
            if not stat.S_ISREG(os.fstat(file).st_mode):
                return None
            data = os.read(file, _MOST_BYTES + 1)
        finally:
            os.close(file)
        session = msgspec.json.decode(data, type=Session) if len(data) <= _MOST_BYTES else None
    except (OSError, ValueError, RecursionError):  # what msgspec raises is a ValueError
        return None
    return _sound(session) if session else None


def _sound(session: Session) -> Session | None:
    numbers = (session.collected, session.deselected, session.executed, session.exit_status)
    if not all(number is None or abs(number) <= _MOST for number in numbers) or min(each or 0 for each in numbers[:3]) < 0:
        return None
    from dataclasses import replace  # noqa: PLC0415

    return replace(session, runner=printable(session.runner[:_LONGEST]), stopped=printable(session.stopped[:_LONGEST]))
