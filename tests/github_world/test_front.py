"""Where emulate is laxer than GitHub, the world is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import requests
    from github_world.world import World


def _errors(answer: requests.Response) -> list[tuple[str, str]]:
    return [(each["field"], each["code"]) for each in answer.json()["errors"]]


def _said(answer: requests.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["message"]


def test_a_locked_issue_takes_comments_from_writers_only(world: World) -> None:
    number = world.issue("bug")
    comment = world.comment(number, "ours", by="outsider")
    world.lock(number)
    for token in (world.outsider, world.triager, world.token(issues="write")):
        answer = world.front("POST", f"issues/{number}/comments", token, json={"body": "x"})
        assert _said(answer) == (403, "Unable to create comment because issue is locked.")
    assert world.front("POST", f"issues/{number}/comments", world.writer, json={"body": "x"}).status_code == 201
    assert world.front("PATCH", f"issues/comments/{comment}", world.outsider, json={"body": "x"}).status_code == 200


@pytest.mark.parametrize(("length", "status"), [(65_536, 201), (65_537, 422)])
def test_a_comment_has_a_longest_length(world: World, length: int, status: int) -> None:
    answer = world.front("POST", f"issues/{world.issue('bug')}/comments", world.maintainer, json={"body": "\N{SNOWMAN}" * length})
    assert answer.status_code == status
    if status == 422:
        assert answer.json()["errors"][0]["message"] == "Body is too long (maximum is 65536 characters)"


@pytest.mark.parametrize(("length", "status"), [(140, 201), (141, 422)])
def test_a_description_of_a_status_has_a_longest_length(world: World, length: int, status: int) -> None:
    answer = world.front("POST", f"statuses/{world.head()[0]}", world.writer, json={"state": "success", "description": "x" * length})
    assert answer.status_code == status


def test_a_status_needs_a_commit_and_one_of_four_states(world: World) -> None:
    assert world.front("POST", f"statuses/{'0' * 40}", world.writer, json={"state": "success"}).status_code == 422
    refused = world.front("POST", f"statuses/{world.head()[0]}", world.writer, json={"state": "neutral"})
    assert _errors(refused) == [("state", "custom")]
    assert [each for each in world.violations() if "neutral" in each]


def test_a_label_that_differs_in_case_exists_already(world: World) -> None:
    token = world.token(issues="write")
    assert world.front("POST", "labels", token, json={"name": "area/CI", "color": "ededed"}).status_code == 201
    assert _errors(world.front("POST", "labels", token, json={"name": "AREA/ci"})) == [("name", "already_exists")]
    assert world.front("GET", "labels/area/ci", token).json()["name"] == "area/CI"
    assert world.front("PATCH", "labels/Area%2FCi", token, json={"new_name": "area"}).json()["name"] == "area"
    assert _errors(world.front("POST", "labels", token, json={"name": "x" * 51})) == [("name", "custom")]
    assert _errors(world.front("POST", "labels", token, json={"name": "x", "color": "#ededed"})) == [("color", "invalid")]
    assert world.front("DELETE", "labels/AREA", token).status_code == 204
    assert world.front("GET", "labels/area", token).status_code == 404


@pytest.mark.parametrize("path", ["a/b", "a%2Fb", "A/B"])
def test_a_label_with_a_slash_is_taken_off_however_it_is_sent(world: World, path: str) -> None:
    number = world.issue("bug", labels=["a/b", "c"])
    left = world.front("DELETE", f"issues/{number}/labels/{path}", world.triager).json()
    assert [each["name"] for each in left] == ["c"]
    assert _said(world.front("DELETE", f"issues/{number}/labels/{path}", world.triager)) == (404, "Label does not exist")


def test_a_bare_list_of_labels_is_taken_too(world: World) -> None:
    number = world.issue("bug", labels=["a"])
    assert world.front("POST", f"issues/{number}/labels", world.triager, json=["b"]).status_code == 200
    assert world.front("PUT", f"issues/{number}/labels", world.triager, json={"labels": ["B"]}).status_code == 200
    assert world.labels(number) == ["b"]


def test_a_reason_is_one_of_githubs(world: World) -> None:
    number = world.issue("bug")
    assert world.front("PATCH", f"issues/{number}", world.maintainer, json={"state": "closed", "state_reason": "bored"}).status_code == 422
    assert world.violations()
    closed = world.front("PATCH", f"issues/{number}", world.maintainer, json={"state": "closed", "state_reason": "duplicate"}).json()
    assert (closed["state_reason"], closed["closed_by"]["login"]) == ("duplicate", "maint")


def test_a_deleted_issue_is_gone_for_every_request(world: World) -> None:
    number = world.issue("bug")
    world.delete_issue(number)
    for method, path, body in (("GET", "", None), ("GET", "/comments", None), ("POST", "/labels", {"labels": ["x"]})):
        answer = world.front(method, f"issues/{number}{path}", world.maintainer, json=body)
        assert _said(answer) == (410, "This issue was deleted")


def test_a_transferred_issue_says_where_it_is(world: World) -> None:
    number = world.issue("moving")
    world.transfer_issue(number)
    answer = world.front("GET", f"issues/{number}", world.maintainer)
    assert answer.status_code == 301
    assert world.ask("GET", answer.headers["Location"].removeprefix(world.url))["title"] == "moving"


def test_every_answer_tells_of_the_limit_and_can_be_asked_again_for_nothing(world: World) -> None:
    first, second = (world.front("GET", "issues") for _ in range(2))
    assert int(first.headers["x-ratelimit-remaining"]) - int(second.headers["x-ratelimit-remaining"]) == 1
    assert int(second.headers["x-ratelimit-used"]) == 2
    again = world.front("GET", "issues", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    world.issue("bug")
    assert world.front("GET", "issues", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_a_request_that_github_does_not_describe_is_a_violation(world: World) -> None:
    number = world.issue("bug")
    world.front("GET", f"issues/{number}", world.maintainer, params={"perpage": 1})
    world.front("POST", f"issues/{number}/comments", world.maintainer, json={"text": "x"})
    world.front("GET", "nothing", world.maintainer)
    assert [each.split(": ", 1)[1] for each in world.violations()] == [
        "unknown parameter 'perpage'",
        "body /: 'body' is a required property",
        "GitHub describes no such operation (or refresh.py leaves it out)",
    ]
    assert world.violations() == []
