"""Serves the local GitHub and its storage: ``python -m github_world.server`` prints both addresses and ends with its input."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import struct
import sys
import threading
import time
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from github_world.artifacts import stored
from github_world.control import Control
from github_world.exchange import Answer, Asked, answer
from github_world.faults import next_fault, with_fault
from github_world.hub import Hub

if TYPE_CHECKING:
    from github_world.state import State

_LIMIT = 5000


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    hub: Hub

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing where a client hung up: some tests do that on purpose."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Front(BaseHTTPRequestHandler):
    """Reads requests and writes answers; what they say is decided elsewhere."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Server

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's word
        """Keep quiet."""

    def _serve(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", 0)))
        asked = Asked(method=self.command, target=self.path, headers=headers, body=body, backstage="x-backstage" in headers)
        self._write(self.respond(asked))

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815 - the base class's words

    def respond(self, asked: Asked) -> Answer:
        """Answer one request."""
        hub = self.server.hub
        if asked.path.startswith("/__world/"):
            return _controlled(hub, asked)
        if asked.backstage:
            return hub.answer(asked)
        with hub.lock:
            state, fault = hub.state, next_fault(hub.state.faults, asked)
        given = with_fault(hub, asked, fault) if fault else hub.answer(asked)
        _note(state, asked, given, faulty=fault is not None)
        # A scripted answer stands as it was written.
        return given if fault and fault.get("status") else _dressed(state, asked, given)

    def _write(self, given: Answer) -> None:
        if given.gone:
            self._hang_up()
            return
        self.send_response_only(given.status)
        for name, value in given.headers.items():
            self.send_header(name, value)
        if given.status not in {204, 304}:
            self.send_header("Content-Length", str(len(given.body)))
        self.end_headers()
        self.wfile.write(given.body[: len(given.body) // 2] if given.cut else given.body)
        self.wfile.flush()
        if given.cut:
            self._hang_up()

    def _hang_up(self) -> None:
        self.close_connection = True
        # Without lingering the other side sees a reset and not an end.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


class _Storage(_Front):
    """The storage behind artifacts."""

    def respond(self, asked: Asked) -> Answer:
        """Answer one request, and note whether it brought a token."""
        given = stored(self.server.hub, asked)
        _note(self.server.hub.state, asked, given, faulty=False)
        return given


def _controlled(hub: Hub, asked: Asked) -> Answer:
    with hub.lock:
        return answer({"said": getattr(Control(hub), asked.path.rsplit("/", 1)[1])(**(asked.json or {}))})


def _note(state: State, asked: Asked, given: Answer, *, faulty: bool) -> None:
    state.log.append(
        {
            "method": asked.method,
            "path": asked.path,
            "query": asked.query,
            "json": asked.json,
            "status": 0 if given.gone else given.status,
            "token": bool(asked.token),
            "fault": faulty,
            "agent": asked.headers.get("user-agent"),
        }
    )


def _dressed(state: State, asked: Asked, given: Answer) -> Answer:
    """Return an answer with the headers that GitHub puts on every one."""
    state.used += 1
    headers = {
        **given.headers,
        "X-GitHub-Media-Type": "github.v3; format=json",
        "X-GitHub-Request-Id": uuid4().hex[:20].upper(),
        "X-RateLimit-Limit": str(_LIMIT),
        "X-RateLimit-Remaining": str(max(0, _LIMIT - state.used)),
        "X-RateLimit-Used": str(state.used),
        "X-RateLimit-Reset": str(int(time.time()) + 3600),
        "X-RateLimit-Resource": "core",
    }
    if asked.method == "GET" and given.status == 200:
        headers["ETag"] = f'W/"{hashlib.sha256(given.body).hexdigest()}"'
        if asked.headers.get("if-none-match") == headers["ETag"]:
            return replace(given, status=304, body=b"", headers=headers)
    return replace(given, headers=headers)


def main() -> None:
    """Serve until standard input ends: so nothing is left running, whatever happens to whoever started it."""
    front, storage = _Server(("127.0.0.1", 0), _Front), _Server(("127.0.0.1", 0), _Storage)
    base_url, storage_url = (f"http://127.0.0.1:{each.server_port}" for each in (front, storage))
    front.hub = storage.hub = Hub(base_url, storage_url)
    for each in (front, storage):
        threading.Thread(target=each.serve_forever, daemon=True).start()
    print(json.dumps({"url": base_url, "storage": storage_url}), flush=True)
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
