from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from scripted import BASE, NOW, refused, said, script

from gatekeeper.github.errors import GitHubError, UncertainError
from gatekeeper.github.exchange import Answer, Asked, Lost

_BROKE = Lost(why="the connection broke")
_READ = Asked(method="GET", target="/x", doing="read it", need="issues: read")


class _Thing(msgspec.Struct, frozen=True):
    id: int


def _asked(method: str, *, repeatable: bool = True) -> Asked:
    return Asked(method=method, target="/x", doing="do it", need="issues: write", repeatable=repeatable)


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "POST"])
@pytest.mark.parametrize("fault", [_BROKE, Lost(why="no whole answer within 10s"), refused(500), refused(502), refused(503)])
def test_what_may_be_repeated_is_asked_four_times(method: str, fault: Answer | Lost) -> None:
    repository, wire, waiting = script(fault)
    with pytest.raises(GitHubError, match="GitHub did not do it"):
        repository.session.ask(_asked(method))
    assert (len(wire.asked), waiting.slept) == (4, [0.5, 1, 2])


def test_it_succeeds_in_the_end() -> None:
    repository, wire, waiting = script(_BROKE, refused(502), refused(500), said({"id": 1}))
    assert repository.session.read(_READ, _Thing) == _Thing(1)
    assert (len(wire.asked), waiting.slept) == (4, [0.5, 1, 2])
    assert waiting.told[1] == "waiting 1s for GitHub: it answers 502; 118.5s of 120s left"


@pytest.mark.parametrize("fault", [_BROKE, refused(502), refused(202)])
def test_what_may_not_is_asked_once(fault: Answer | Lost) -> None:
    repository, wire, waiting = script(fault)
    with pytest.raises(UncertainError):
        repository.session.ask(_asked("POST", repeatable=False))
    assert (len(wire.asked), waiting.slept) == (1, [0.5])


def test_a_final_loss_is_not_tried_again() -> None:
    repository, wire, waiting = script(Lost(why="its certificate is not trusted", final=True))
    with pytest.raises(GitHubError, match="certificate"):
        repository.session.ask(_READ)
    assert (len(wire.asked), waiting.slept) == (1, [])


def test_a_503_may_name_its_own_time() -> None:
    repository, _, waiting = script(refused(503, retry_after="20"), said({"id": 1}))
    repository.session.ask(_READ)
    assert waiting.slept == [20]


@pytest.mark.parametrize("repeatable", [True, False])
def test_a_limit_is_waited_for_and_then_the_same_is_asked(repeatable: bool) -> None:
    limit = refused(403, "API rate limit exceeded", x_ratelimit_remaining="0", x_ratelimit_reset=f"{int(NOW) + 30}")
    repository, wire, waiting = script(limit, refused(429), said({"id": 1}))
    assert repository.session.ask(_asked("POST", repeatable=repeatable)).good
    assert (len(wire.asked), waiting.slept) == (3, [31, 60])


def test_a_limit_beyond_patience_ends_at_once() -> None:
    repository, wire, waiting = script(refused(403, "secondary rate limit", retry_after="3600"))
    with pytest.raises(GitHubError, match="GitHub wants a wait of 3600s") as caught:
        repository.session.ask(_READ)
    assert "--max-wait 3600s" in caught.value.remedy
    assert (len(wire.asked), waiting.slept) == (1, [])


def test_endless_limits_end() -> None:
    repository, wire, waiting = script(refused(429, retry_after="0"))
    with pytest.raises(GitHubError):
        repository.session.ask(_READ)
    assert (len(wire.asked), sum(waiting.slept)) == (121, 120)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_only_reading_follows_a_redirect_and_says_so(status: int) -> None:
    moved = refused(status, location=f"{BASE}/repositories/5/issues/1")
    repository, wire, waiting = script(moved, said({"id": 1}))
    assert repository.session.read(_READ, _Thing) == _Thing(1)
    assert wire.lines == ["GET /x", f"GET {BASE}/repositories/5/issues/1"]
    assert waiting.told == [f"GitHub has moved what it takes to read it, to {BASE}/repositories/5/issues/1"]


@pytest.mark.parametrize("method", ["POST", "PATCH", "PUT", "DELETE"])
@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_write_that_is_sent_elsewhere_is_a_failure(method: str, status: int) -> None:
    repository, wire, _ = script(refused(status, location=f"{BASE}/repositories/5/issues/1"))
    with pytest.raises(GitHubError, match="nothing was written"):
        repository.session.ask(_asked(method))
    assert len(wire.asked) == 1


@pytest.mark.parametrize(
    "location", ["https://evil.example/x", "http://api.github.com/x", "https://api.github.com.evil.example/x", "", "//evil.example/x"]
)
def test_no_redirect_leaves_the_api(location: str) -> None:
    repository, wire, _ = script(refused(301, location=location))
    with pytest.raises(GitHubError, match="moved"):
        repository.session.ask(_READ)
    assert len(wire.asked) == 1


def test_redirects_end() -> None:
    repository, wire, _ = script(refused(301, location="/x"))
    with pytest.raises(GitHubError, match="moved"):
        repository.session.ask(_READ)
    assert len(wire.asked) == 4


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"{}", b"[]", b'{"id": null}', b'{"id": "1"}', b"null", b'{"id": 1', b"\xff", b"[" * 100_000]
)
def test_a_success_must_say_what_was_asked_for(body: bytes) -> None:
    for method, kind in (("GET", GitHubError), ("PATCH", UncertainError)):
        repository, wire, _ = script(Answer(status=200, body=body))
        with pytest.raises(kind, match="200, but not what was asked for"):
            repository.session.read(_asked(method), _Thing)
        assert len(wire.asked) == 1


@pytest.mark.parametrize("status", [304, 400, 401, 403, 404, 409, 410, 418, 422, 451])
def test_what_is_refused_is_asked_once(status: int) -> None:
    repository, wire, waiting = script(refused(status))
    with pytest.raises(GitHubError) as caught:
        repository.session.ask(_READ)
    assert (caught.value.status, len(wire.asked), waiting.slept) == (status, 1, [])


def test_a_redirect_keeps_the_question_unless_it_brings_its_own() -> None:
    asked = replace(_READ, query={"per_page": "100"})
    for location, query in (("/repositories/1/x", {"per_page": "100"}), ("/repositories/1/x?page=2", {})):
        repository, wire, _ = script(refused(301, location=location), said({"id": 1}))
        repository.session.ask(asked)
        assert wire.asked[1].query == query


def test_the_time_of_failed_attempts_is_taken_from_patience() -> None:
    repository, wire, waiting = script(_BROKE)
    answer = wire.send

    def slowly(asked: Asked) -> Answer | Lost:
        waiting.gone += 50
        return answer(asked)

    wire.send = slowly  # type: ignore[method-assign]  # one test's own pace
    with pytest.raises(GitHubError, match="GitHub wants a wait of 2s"):
        repository.session.ask(_READ)
    assert (len(wire.asked), waiting.slept) == (3, [0.5, 1])
