"""A command in a process group of its own, so that whatever it starts can be told to end with it."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from gatekeeper.errors import why

if TYPE_CHECKING:
    from collections.abc import Mapping
    from subprocess import Popen
    from typing import IO

POSIX = os.name == "posix"
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)
# Is told a group, and ends it when the pipe that it reads from closes without another word, as it does when we are killed.
_WARDEN = 'read -r group && { read -r said || { kill -s TERM -- "-$group"; sleep 5; kill -s KILL -- "-$group"; }; }'


class Unstarted(Exception):  # noqa: N818 - a state of the world, which the record tells
    """The command could not be started; the text says why."""


class Child:
    """A running command. Its standard input is ours, its output are two pipes."""

    def __init__(self, argv: tuple[str, ...], environ: Mapping[str, str]) -> None:
        self._warden = _watch() if POSIX else None
        try:
            self._process = _start(argv, environ)
        except Unstarted:
            self._release()
            raise
        self._say(f"{self._process.pid}")
        self.out, self.err = _stream(self._process.stdout), _stream(self._process.stderr)

    def wait(self) -> int:
        """Return the exit code, or the negative number of the signal that ended the command."""
        return self._process.wait()

    def tell(self, number: int) -> None:
        """Send a signal to the whole group; one that was stopped goes on to hear it."""
        with suppress(OSError):
            if POSIX:
                os.killpg(self._process.pid, number)
                os.killpg(self._process.pid, signal.SIGCONT)
            elif number == signal.SIGINT:
                self._process.send_signal(getattr(signal, "CTRL_BREAK_EVENT", signal.SIGTERM))
            else:
                _kill_tree(self._process.pid)

    def leaves_some(self) -> bool:
        """Say whether processes of the group are still there. Windows has no way to ask."""
        try:
            if POSIX:
                os.killpg(self._process.pid, 0)
        except OSError:
            return False
        return POSIX and _any_alive(self._process.pid)

    def dismiss(self) -> None:
        """Let go of everything that was held for the command."""
        self._say("")
        self._release()

    def _release(self) -> None:
        if self._warden and self._warden.stdin:
            with suppress(OSError):
                self._warden.stdin.close()
            self._warden.wait()

    def _say(self, word: str) -> None:
        if self._warden and self._warden.stdin:
            with suppress(OSError):
                self._warden.stdin.write(f"{word}\n".encode())


def _start(argv: tuple[str, ...], environ: Mapping[str, str]) -> Popen[bytes]:
    import subprocess  # noqa: PLC0415 - loaded only to start one

    flags = 0 if POSIX else subprocess.CREATE_NEW_PROCESS_GROUP  # type: ignore[attr-defined,unused-ignore]
    try:
        return subprocess.Popen(
            [_program(argv[0], environ), *argv[1:]],
            bufsize=0,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=dict(environ),
            start_new_session=POSIX,
            creationflags=flags,
        )
    except (OSError, ValueError) as error:
        raise Unstarted(why(error)) from error


def _program(name: str, environ: Mapping[str, str]) -> str:
    """Return the program; Windows finds scripts such as npm.cmd only with their whole path."""
    if POSIX:
        return name
    from shutil import which  # noqa: PLC0415

    return which(name, path=environ.get("PATH")) or name


def _watch() -> Popen[bytes] | None:
    """Start what ends the group when this process is killed and can do nothing any more; it is no loss where there is no shell."""
    import subprocess  # noqa: PLC0415

    command, nothing = ["/bin/sh", "-c", _WARDEN], subprocess.DEVNULL
    pipe = subprocess.PIPE
    try:
        return subprocess.Popen(command, bufsize=0, stdin=pipe, stdout=nothing, stderr=nothing, start_new_session=True, cwd="/")
    except OSError:
        return None


def _any_alive(group: int) -> bool:
    """Say whether any process of a group does more than wait for its parent to ask how it ended; in containers some wait for ever."""
    try:
        numbers = [name for name in os.listdir("/proc") if name.isdigit()]
    except OSError:
        return True
    return not numbers or any(_is_alive(number, group) for number in numbers)


def _is_alive(number: str, group: int) -> bool:
    try:
        with open(f"/proc/{number}/stat", "rb") as file:
            state, _, own = file.read().rpartition(b")")[2].split()[:3]
    except (OSError, ValueError):
        return False  # it has ended by now
    return int(own) == group and state not in {b"Z", b"X"}


def _stream(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise AssertionError("the command was started without a pipe")
    return pipe


def _kill_tree(pid: int) -> None:
    """End a process and all below it where there are no process groups."""
    import subprocess  # noqa: PLC0415

    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(pid)], capture_output=True, check=False, timeout=10)  # noqa: S607 - part of Windows
