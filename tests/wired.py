"""Servers that answer one request well or badly, and a connection to them."""

from __future__ import annotations

import socket
import struct
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from scripted import TOKEN, serving

from gatekeeper.github.exchange import Answer, Asked, Lost
from gatekeeper.github.secret import Secret
from gatekeeper.github.wire import Wire

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler


def asked(target: str = "/x", method: str = "GET", **more: Any) -> Asked:
    return Asked(method=method, target=target, doing="ask", need="none", **more)


def reply(status: int = 200, body: bytes = b"{}", length: int | None = None, **headers: Any) -> Any:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in {"Content-Length": str(len(body) if length is None else length), **headers}.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)
        request.close_connection = length is not None

    return answer


def send(answer: Any, request: Asked | None = None, timeout: float = 5) -> Answer | Lost:
    with serving(answer) as base:
        wire = Wire(base, Secret(TOKEN), timeout)
        try:
            return wire.send(request or asked())
        finally:
            wire.close()


def reset(request: BaseHTTPRequestHandler) -> None:
    request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    hang_up(request)


def hang_up(request: BaseHTTPRequestHandler) -> None:
    request.close_connection = True
    request.connection.close()


def tolerant(answer: Any) -> Any:
    def tolerated(request: BaseHTTPRequestHandler) -> None:
        with suppress(OSError):  # whoever listened has had enough
            answer(request)

    return tolerated
