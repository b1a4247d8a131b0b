from __future__ import annotations

from typing import Any

import pytest
from scripted import BASE, refused, said, script

from gatekeeper.github.answers import Artifact
from gatekeeper.github.errors import GitHubError
from gatekeeper.github.exchange import Answer, Lost

_RUN = {"id": 9, "repository_id": 1, "head_repository_id": 1, "head_branch": "main", "head_sha": "a" * 40}
_PLACE = "https://storage.example/a?signature=hunter2"


def _artifact(number: int = 3, run: Any = None, **more: Any) -> dict[str, Any]:
    return {"id": number, "size_in_bytes": 4, "expired": False, "created_at": "2026-09-16T10:00:00Z", "workflow_run": run or _RUN, **more}


_ONE = Artifact(id=3, bytes=4, expired=False, created_at=None, run=9, branch="main", commit="a" * 40, foreign=False)


@pytest.mark.parametrize(
    ("run", "foreign"),
    [
        (_RUN, False),
        ({**_RUN, "head_repository_id": 2}, True),
        ({**_RUN, "head_repository_id": None}, True),
        ({**_RUN, "head_repository_id": None, "repository_id": None}, True),
        ({}, True),
    ],
)
def test_whose_code_a_run_has_judged(run: dict[str, Any], foreign: bool) -> None:
    answer = said({"artifacts": [_artifact(run=run) | {"workflow_run": run}]})
    assert next(script(answer)[0].artifacts("x")).foreign is foreign


def test_without_a_run_it_is_foreign() -> None:
    found = next(script(said({"artifacts": [_artifact() | {"workflow_run": None}]}))[0].artifacts("x"))
    assert (found.foreign, found.run, found.branch, found.commit) == (True, None, "", "")


def test_pages_are_read_as_they_are_needed() -> None:
    repository, wire, _ = script(
        said({"artifacts": [_artifact(1), _artifact(2)]}, link=f'<{BASE}/x?page=2>; rel="next"'), said({"artifacts": []})
    )
    found = repository.artifacts("gatekeeper-record")
    assert [next(found).id, next(found).id, len(wire.asked)] == [1, 2, 1]
    assert list(found) == []
    assert wire.asked[0].query == {"name": "gatekeeper-record", "per_page": "100"}


def test_a_download_goes_where_the_answer_says() -> None:
    repository, wire, _ = script(refused(302, location=_PLACE), Answer(status=200, body=b"PK.."))
    assert repository.download(_ONE, 4) == b"PK.."
    assert (wire.lines, wire.fetched) == (["GET /repos/acme/widgets/actions/artifacts/3/zip"], [_PLACE])


def test_a_large_one_is_not_asked_for() -> None:
    repository, wire, _ = script(refused(500))
    with pytest.raises(GitHubError, match="it has 4 bytes, above 3"):
        repository.download(_ONE, 3)
    assert wire.asked == []


@pytest.mark.parametrize(
    "place", ["", "http://storage.example/a", "file:///etc/passwd", "//storage.example", "https://", "https://[x", "/a"]
)
def test_places_that_are_none(place: str) -> None:
    repository, wire, _ = script(refused(302, location=place), Answer(status=200, body=b"PK"))
    with pytest.raises(GitHubError, match="names no place"):
        repository.download(_ONE, 4)
    assert wire.fetched == []


@pytest.mark.parametrize("answer", [said({"a": 1}), said({}, location=_PLACE), refused(410), refused(404), refused(403)])
def test_no_place_is_a_failure(answer: Answer) -> None:
    with pytest.raises(GitHubError):
        script(answer)[0].download(_ONE, 4)


@pytest.mark.parametrize(
    "answer", [Answer(status=403, body=b"<Error>"), Answer(status=302), Answer(status=206, body=b"P"), Lost(why="x", final=True)]
)
def test_what_the_storage_refuses_shows_no_signature(answer: Answer | Lost) -> None:
    with pytest.raises(GitHubError, match="download artifact 3") as caught:
        script(refused(302, location=_PLACE), answer)[0].download(_ONE, 4)
    assert "hunter2" not in caught.value.message + caught.value.remedy


def test_the_storage_is_asked_again_when_it_breaks() -> None:
    repository, wire, waiting = script(refused(302, location=_PLACE), refused(503), Lost(why="x"), Answer(status=200, body=b"PK.."))
    assert repository.download(_ONE, 4) == b"PK.."
    assert (len(wire.fetched), waiting.slept) == (3, [0.5, 1])
