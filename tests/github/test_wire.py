from __future__ import annotations

import time
from traceback import TracebackException
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from requests.exceptions import SSLError
from scripted import TOKEN, Waiting, serving
from wired import asked, reply, reset, send

from gatekeeper.github.connect import connect
from gatekeeper.github.errors import GitHubError
from gatekeeper.github.exchange import Answer, Lost
from gatekeeper.github.secret import Secret
from gatekeeper.github.session import segment
from gatekeeper.github.wire import Wire

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler


def test_what_is_sent() -> None:
    seen: dict[str, Any] = {}

    def answer(request: BaseHTTPRequestHandler) -> None:
        seen.update({"line": request.requestline, **{name.lower(): value for name, value in request.headers.items()}})
        reply()(request)

    send(answer, asked("/repos/a/b/issues?state=all", "PATCH", query={"labels": "a b&c"}, json={"state": "open"}))
    assert seen["line"] == "PATCH /repos/a/b/issues?labels=a+b%26c&state=all HTTP/1.1"
    assert (seen["authorization"], seen["content-type"]) == (f"Bearer {TOKEN}", "application/json")
    assert (seen["accept"], seen["x-github-api-version"]) == ("application/vnd.github+json", "2022-11-28")
    assert seen["user-agent"].startswith("evidence-gatekeeper/")


def test_an_enterprise_has_a_path_of_its_own() -> None:
    lines: list[str] = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        lines.append(request.path)
        reply()(request)

    with serving(answer) as base:
        wire = Wire(base + "/api/v3", Secret(TOKEN))
        wire.send(asked("/user"))
        wire.send(asked(base + "/api/v3/repositories/1/issues?page=2"))
        wire.close()
    assert lines == ["/api/v3/user", "/api/v3/repositories/1/issues?page=2"]


@pytest.mark.parametrize("status", [200, 201, 202, 204, 301, 302, 304, 307, 308, 401, 403, 404, 410, 422, 429, 500, 502, 503])
@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "PUT", "DELETE"])
def test_every_status_is_handed_over_after_one_request(method: str, status: int) -> None:
    requests: list[str] = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        requests.append(request.requestline)
        body = b"" if status in {204, 304} else b"{}"
        reply(status, body, Location=f"http://{request.headers['Host']}/elsewhere", Retry_After="1")(request)

    started = time.monotonic()
    found = send(answer, asked(method=method, json=None if method in {"GET", "DELETE"} else {"a": 1}))
    assert isinstance(found, Answer)
    assert (found.status, found.headers["retry-after"], len(requests)) == (status, "1", 1)
    assert time.monotonic() - started < 1  # PyGithub would wait 2 s on a 202


@pytest.mark.parametrize("name", ["X-RateLimit-Reset", "X-RateLimit-Remaining", "X-RateLimit-Limit", "Retry-After", "Link", "Location"])
def test_no_header_of_a_done_write_loses_its_answer(name: str) -> None:
    found = send(
        reply(201, b'{"id": 1}', None, **{name: "gar\xe9bage", "X_RateLimit_Limit": "x", "X_RateLimit_Remaining": "y"}),
        asked(method="POST", json={}),
    )
    assert isinstance(found, Answer)
    assert (found.status, found.body) == (201, b'{"id": 1}')


def test_a_request_that_cannot_be_made() -> None:
    found = send(reply(), asked(json={"a": {1, 2}}))
    assert found == Lost(why="the request cannot be made (TypeError)", final=True)


def test_storage_is_shown_no_token(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "netrc").write_text(f"default login x password {TOKEN}\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    seen: list[str] = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        seen.append(str(request.headers))
        reply(200, b"PK")(request)

    with serving(answer) as base:
        wire = Wire(base, Secret(TOKEN))
        found = wire.fetch(base + "/artifact?signature=x", 2)
        assert wire.fetch(base, 1) == Lost(why="the answer is too large", final=True)
        wire.close()
    assert found == Answer(status=200, headers=found.headers if isinstance(found, Answer) else {}, body=b"PK")
    assert "authorization" not in "".join(seen).lower()


def test_a_netrc_does_not_take_the_tokens_place(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "netrc").write_text("default login x password other\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    seen: list[str | None] = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        seen.append(request.headers["Authorization"])
        reply()(request)

    send(answer)
    assert seen == [f"Bearer {TOKEN}"]


def test_what_breaks_inside_is_an_answer_too(monkeypatch: pytest.MonkeyPatch) -> None:
    wire = Wire("http://127.0.0.1:1", Secret(TOKEN))
    for kind in (AssertionError, TypeError, ValueError, RuntimeError, OSError):

        def broken(*_: Any, kind: type[Exception] = kind, **__: Any) -> None:
            raise kind(TOKEN)

        monkeypatch.setattr(wire._requester, "requestJson", broken)
        found = wire.send(asked())
        assert found == Lost(why=f"the request cannot be made ({kind.__name__})", final=True)


def test_a_certificate_that_is_not_trusted_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise SSLError(f"[SSL: CERTIFICATE_VERIFY_FAILED] {TOKEN}")

    wire = Wire("https://127.0.0.1:1", Secret(TOKEN))
    monkeypatch.setattr(wire._connection.session, "send", broken)
    assert wire.send(asked()) == Lost(why="its certificate is not trusted", final=True)


@settings(deadline=None, max_examples=30)  # a server is started each time
@given(
    st.lists(st.text(min_size=1, max_size=8) | st.sampled_from(["a/b", "%2e%2e", "..", ".", "a;b", "a?b", "c#"]), min_size=1, max_size=20)
)
def test_every_name_reaches_the_server_as_one_segment(names: list[str]) -> None:
    seen: list[str] = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        seen.append(request.path)
        reply()(request)

    expected = []
    with serving(answer) as base:
        wire = Wire(base, Secret(TOKEN))
        for name in names:
            try:
                target = f"/repos/a/b/labels/{segment(name)}"
            except GitHubError:
                continue
            wire.send(asked(target, "DELETE"))
            expected.append(target)
        wire.close()
    assert seen == expected


@pytest.mark.parametrize("fault", [reset, reply(403, TOKEN.encode()), reply(200, TOKEN.encode())])
def test_the_token_is_in_no_traceback_not_even_with_its_locals(fault: Any) -> None:
    with serving(fault) as base:
        environ = {"GITHUB_TOKEN": TOKEN, "GITHUB_REPOSITORY": "acme/widgets", "GITHUB_API_URL": base}
        repository = connect(environ=environ, repository=None, token_file=None, login=None, patience=Waiting().patience)
        with pytest.raises(GitHubError) as caught:
            repository.issue(1)
    shown = TracebackException.from_exception(caught.value, capture_locals=True)
    shown.stack.pop(0)  # ours, which knows the environment
    assert TOKEN not in "".join(shown.format())
