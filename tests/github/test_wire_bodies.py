from __future__ import annotations

import gzip
import json
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from scripted import TOKEN, serving
from wired import asked, hang_up, reply, reset, send, tolerant

from gatekeeper.github import wire as wires
from gatekeeper.github.exchange import Answer, Lost
from gatekeeper.github.secret import Secret
from gatekeeper.github.wire import Wire

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler


def _chunked_and_cut(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Transfer-Encoding", "chunked")
    request.end_headers()
    request.wfile.write(b'5\r\n{"id"\r\n')
    request.close_connection = True


def _bad_gzip(request: BaseHTTPRequestHandler) -> None:
    reply(200, b"\x1f\x8b\x08 no gzip at all", Content_Encoding="gzip")(request)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("fault", [reset, reply(200, b'{"id": 1', 100), _chunked_and_cut, _bad_gzip, hang_up])
def test_half_an_answer_is_none(fault: Any) -> None:
    assert send(fault) == Lost(why="the connection broke")


def test_nobody_is_there() -> None:
    with serving(reply()) as base:
        pass
    wire = Wire(base, Secret(TOKEN))
    assert wire.send(asked()) == Lost(why="the connection broke")


def test_silence_ends() -> None:
    released = threading.Event()
    assert send(lambda _: released.wait(5) and None, timeout=0.05) == Lost(why="no whole answer within 0.05s")
    released.set()


def test_a_trickle_ends() -> None:
    released = threading.Event()

    def answer(request: BaseHTTPRequestHandler) -> None:
        reply(200, b"", 1000)(request)
        while not released.wait(0.01):
            request.wfile.write(b" ")
            request.wfile.flush()

    started = time.monotonic()
    found = send(tolerant(answer), timeout=0.1)
    released.set()
    assert time.monotonic() - started < 5  # the whole of it takes ten
    assert found == Lost(why="no whole answer within 0.1s")


@pytest.mark.parametrize("status", [200, 302, 500])
def test_what_is_too_large_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    monkeypatch.setattr(wires, "MOST_BYTES", 1 << 20)
    found = send(tolerant(reply(status, b" " * (8 << 20), Location="/y")))
    assert found == Lost(why="the answer is too large", final=True)


def test_a_small_body_may_be_a_large_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wires, "MOST_BYTES", 1 << 20)
    assert send(reply(200, gzip.compress(b" " * (16 << 20)), Content_Encoding="gzip")) == Lost(why="the answer is too large", final=True)


def test_the_largest_that_is_read() -> None:
    assert wires.MOST_BYTES == 32 << 20


def test_gzip_is_read() -> None:
    found = send(reply(200, gzip.compress(b'{"id": 1}'), Content_Encoding="gzip"))
    assert isinstance(found, Answer)
    assert json.loads(found.body) == {"id": 1}
