"""Runs a command on a real terminal: a pseudo-terminal of a given width."""

from __future__ import annotations

import errno
import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_OURS = ("GITHUB_", "NO_COLOR", "COLUMNS", "LINES", "FORCE_COLOR")


def on_terminal(
    arguments: Sequence[str], *, columns: int = 80, program: str = "", environ: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Run the command on a terminal and return its exit code and everything the terminal was sent.

    ``program`` is Python that starts the command in another way.
    """
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    clean = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    with subprocess.Popen(
        [sys.executable, *(["-c", program] if program else ["-m", "gatekeeper"]), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=follower,
        stderr=follower,
        env={**clean, "TERM": "xterm-256color", "COLORTERM": "", **(environ or {})},
    ) as process:
        os.close(follower)
        shown = _everything(leader)
    return process.returncode, shown.decode().replace("\r\n", "\n")


def _everything(leader: int) -> bytes:
    shown = b""
    try:
        while block := os.read(leader, 1 << 16):
            shown += block
    except OSError as error:  # Linux answers so once the last writer is gone
        if error.errno != errno.EIO:
            raise
    finally:
        os.close(leader)
    return shown
