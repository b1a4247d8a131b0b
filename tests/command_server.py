"""Runs the command again and again without loading Python and its libraries each time: ``python command_server.py SOCKET``.

It has loaded everything and forks for each start: what runs then is a process of its own, with the folder, environment, output and
end of the real command. Anything that Python itself reads when it starts needs the real start; so does whatever is about loading.
"""

from __future__ import annotations

import array
import atexit
import gc
import json
import os
import pkgutil
import socket
import sys
import time
from importlib import import_module
from typing import Any

_LIBRARIES = ("github", "jinja2", "junitparser", "markdown_it", "requests", "rich.console", "rich.progress", "rich.table", "wcmatch.glob")
_MOST = 1 << 20


def main() -> None:
    """Answer until nobody is there any more: a start comes in with its three streams, its exit code goes out."""
    line = socket.socket(fileno=int(sys.argv[1]))
    _load()
    while True:
        text, streams = _request(line)
        if not text:
            return
        child = os.fork()
        if not child:
            line.close()
            _become(json.loads(text), streams)
            return
        for each in streams:
            os.close(each)
        _, status = os.waitpid(child, 0)
        line.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))


def _load() -> None:
    import gatekeeper

    for name in _LIBRARIES:
        import_module(name)
    for module in pkgutil.walk_packages(gatekeeper.__path__, "gatekeeper."):
        import_module(module.name)
    gc.freeze()


def _request(line: socket.socket) -> tuple[bytes, list[int]]:
    """Return one line and the streams that came with it."""
    room = socket.CMSG_LEN(3 * array.array("i").itemsize)
    text, attached, _, _ = line.recvmsg(_MOST, room)
    streams = array.array("i")
    for _, _, data in attached:
        streams.frombytes(data)
    while text and not text.endswith(b"\n"):
        more = line.recv(_MOST)
        text = text + more if more else b""
    return text, list(streams)


def _become(start: dict[str, Any], streams: list[int]) -> None:
    """Turn this process into the command, and end it without tearing down all that the server has loaded, which takes longest."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(start["folder"])
    os.environ.clear()
    os.environ.update(start["environ"])
    time.tzset()
    sys.argv = ["gatekeeper", *start["arguments"]]
    sys.path[0] = start["folder"]

    from gatekeeper.cli import main

    try:
        main()
    except SystemExit as ended:
        sys.stdout.flush()
        sys.stderr.flush()
        atexit._run_exitfuncs()
        os._exit(ended.code if isinstance(ended.code, int) else 1)


if __name__ == "__main__":
    main()
