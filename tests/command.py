"""Starts the command and returns what it printed and how it ended."""

from __future__ import annotations

import array
import json
import os
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_SERVER = Path(__file__).with_name("command_server.py")
_LONGEST = 120.0
_PYTHONS = ("PYTHON", "LC_", "LANG")  # what Python reads when it starts


@dataclass(frozen=True)
class Ran:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str


def _of_python(environ: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environ.items() if name.startswith(_PYTHONS)}


_STARTED = _of_python(os.environ)
_running: list[tuple[socket.socket, subprocess.Popen[bytes]]] = []


def run(arguments: tuple[str, ...], folder: Path, environ: Mapping[str, str]) -> Ran:
    """Run the command in a folder, with more in its environment than this process has."""
    whole = {**os.environ, **environ}
    if hasattr(os, "fork") and _of_python(whole) == _STARTED:
        return _forked(arguments, folder, whole)
    command = [sys.executable, "-m", "gatekeeper", *arguments]
    done = subprocess.run(command, cwd=folder, env=whole, capture_output=True, check=False, timeout=_LONGEST)
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def _forked(arguments: tuple[str, ...], folder: Path, environ: Mapping[str, str]) -> Ran:
    line = _server()
    start = {"arguments": arguments, "folder": str(folder), "environ": dict(environ)}
    with open(os.devnull, "rb") as nothing, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        streams = array.array("i", [each.fileno() for each in (nothing, out, err)])
        text = json.dumps(start).encode() + b"\n"
        sent = line.sendmsg([text], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, streams)])
        line.sendall(text[sent:])
        code = line.recv(16)
        assert code, "the server of the command is gone"
        out.seek(0)
        err.seek(0)
        return Ran(int(code), out.read().decode(), err.read().decode())


@cache
def _server() -> socket.socket:
    """Start the server of this process; without end() it ends when this process does."""
    ours, theirs = socket.socketpair()
    ours.settimeout(_LONGEST)
    with theirs:
        command = [sys.executable, str(_SERVER), str(theirs.fileno())]
        process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
    _running.append((ours, process))
    return ours


def end() -> None:
    """End the server of this process, if there is one."""
    for line, process in _running:
        line.close()
        process.wait(_LONGEST)
    _running.clear()
