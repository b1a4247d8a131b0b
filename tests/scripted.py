"""A GitHub that answers from a script: faults and shapes that no real one is asked for, without a server or with a tiny one."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from gatekeeper.github.exchange import Answer, Asked, Lost
from gatekeeper.github.patience import Patience
from gatekeeper.github.repository import Repository
from gatekeeper.github.secret import Secret
from gatekeeper.github.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BASE = "https://api.github.com"
TOKEN = "ghp_0123456789ABCDEFSECRET"  # noqa: S105 - a made-up one
NOW = 1_800_000_000.0


class Waiting:
    """A clock that runs only while somebody waits or a test lets time go by, and what was told meanwhile."""

    def __init__(self, limit: float = 120) -> None:
        self.slept: list[float] = []
        self.gone = 0.0
        self.told: list[str] = []
        self.patience = Patience(tell=self.told.append, limit=limit, sleep=self._sleep, clock=self._clock, now=lambda: NOW + self._clock())

    def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def _clock(self) -> float:
        return sum(self.slept) + self.gone


@dataclass
class Script:
    """Answers in order; the last one is given again and again."""

    answers: list[Answer | Lost]
    asked: list[Asked] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)

    def send(self, asked: Asked) -> Answer | Lost:
        self.asked.append(asked)
        return self._next()

    def fetch(self, url: str, most: int) -> Answer | Lost:  # noqa: ARG002 - the bound is the wire's business
        self.fetched.append(url)
        return self._next()

    def _next(self) -> Answer | Lost:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    @property
    def lines(self) -> list[str]:
        return [f"{each.method} {each.target}" for each in self.asked]


def said(value: Any, status: int = 200, **headers: str) -> Answer:
    """Return an answer with a JSON body; underscores in the names of headers are dashes."""
    return Answer(status=status, headers={name.replace("_", "-"): text for name, text in headers.items()}, body=json.dumps(value).encode())


def refused(status: int, message: str = "no", **headers: str) -> Answer:
    return said({"message": message, "status": str(status)}, status, **headers)


def script(*answers: Answer | Lost, limit: float = 120, login: str | None = "octocat") -> tuple[Repository, Script, Waiting]:
    """Return a repository whose GitHub answers from a script."""
    waiting, wire = Waiting(limit), Script(list(answers))
    session = Session(wire=wire, base=BASE, repository="acme/widgets", token=Secret(TOKEN), patience=waiting.patience)
    return Repository(session=session, given_login=login), wire, waiting


def comment(number: int = 7, body: str = "text", author: str | None = "octocat") -> dict[str, Any]:
    user = {"login": author} if author else None
    moments = dict.fromkeys(("created_at", "updated_at"), "2026-09-16T10:00:00Z")
    return {"id": number, "body": body, "user": user, "html_url": f"https://github.com/acme/widgets/issues/1#{number}", **moments}


def issue(number: int = 1, **more: Any) -> dict[str, Any]:
    url = f"{BASE}/repos/acme/widgets"
    return {"number": number, "title": "t", "state": "open", "html_url": "https://github.com/x", "repository_url": url, **more}


@contextmanager
def serving(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    """Serve on this machine; ``answer`` writes whatever it likes."""

    class _Server(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's word
            pass

        def _serve(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            answer(self)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815 - the base class's words

    server = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
