"""Who may do what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import requests
    from github_world.world import World


def _said(answer: requests.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["message"]


def test_an_unknown_token_is_nobody(world: World) -> None:
    assert _said(world.front("GET", "issues", "ghp_unknown")) == (401, "Bad credentials")
    assert _said(world.front("POST", "issues", json={"title": "x"})) == (401, "Requires authentication")
    assert _said(world.front("POST", "issues/1/labels", json={"labels": ["x"]})) == (401, "Requires authentication")
    assert world.front("GET", "issues").status_code == 200


def test_an_installation_is_no_user(world: World) -> None:
    assert _said(world.front("GET", "/user", world.token())) == (403, "Resource not accessible by integration")
    assert world.front("GET", "/user", world.writer).json()["login"] == "writer"
    assert world.front("GET", "/user").status_code == 401


@pytest.mark.parametrize(
    ("method", "path", "body", "needs", "accepted"),
    [
        ("GET", "issues/1", None, {"issues": "read"}, "issues=read; pull_requests=read"),
        ("GET", "issues/1/comments", None, {"issues": "read"}, "issues=read; pull_requests=read"),
        ("POST", "issues/1/comments", {"body": "x"}, {"issues": "write"}, "issues=write; pull_requests=write"),
        ("PATCH", "issues/comments/1", {"body": "x"}, {"issues": "write"}, "issues=write; pull_requests=write"),
        ("POST", "issues/2/comments", {"body": "x"}, {"pull_requests": "write"}, "issues=write; pull_requests=write"),
        ("PATCH", "issues/comments/2", {"body": "x"}, {"pull_requests": "write"}, "issues=write; pull_requests=write"),
        ("PATCH", "issues/1", {"state": "closed"}, {"issues": "write"}, "issues=write; pull_requests=write"),
        ("POST", "issues/1/labels", {"labels": ["x"]}, {"issues": "write"}, "issues=write; pull_requests=write"),
        ("POST", "labels", {"name": "y"}, {"issues": "write"}, "issues=write; pull_requests=write"),
        ("POST", "statuses/{head}", {"state": "success"}, {"statuses": "write"}, "statuses=write"),
        ("GET", "commits/{head}/status", None, {"statuses": "read"}, "statuses=read"),
        ("GET", "commits/{head}/pulls", None, {"pull_requests": "read"}, "pull_requests=read"),
        ("GET", "branches/main", None, {"contents": "read"}, "contents=read"),
        ("GET", "actions/artifacts", None, {"actions": "read"}, "actions=read"),
    ],
)
def test_an_app_needs_its_permission(world: World, method: str, path: str, body: Any, needs: dict[str, str], accepted: str) -> None:
    world.comment(world.issue("bug"), "one")
    world.comment(world.pull("topic")[0], "two")
    path = path.replace("{head}", world.head()[0])
    every = {"issues": "write", "pull_requests": "write", "statuses": "write", "contents": "read", "actions": "read"}
    lacking = {key: value for key, value in every.items() if key not in needs}
    refused = world.front(method, path, world.token(**lacking), json=body)
    assert _said(refused) == (403, "Resource not accessible by integration")
    assert refused.headers["X-Accepted-GitHub-Permissions"] == accepted
    if "write" in needs.values():
        assert world.front(method, path, world.token(**dict.fromkeys(needs, "read")), json=body).status_code == 403
    assert world.front(method, path, world.token(**needs), json=body).status_code in {200, 201}


@pytest.mark.parametrize(
    ("method", "path", "body", "least", "refusal"),
    [
        ("POST", "issues/1/labels", {"labels": ["x"]}, "triager", 403),
        ("DELETE", "issues/1/labels/old", None, "triager", 403),
        ("PATCH", "issues/1", {"state": "closed"}, "triager", 403),
        ("PATCH", "issues/1", {"body": "x"}, "writer", 403),
        ("PATCH", "issues/comments/1", {"body": "x"}, "writer", 403),
        ("DELETE", "issues/comments/1", None, "writer", 403),
        ("POST", "labels", {"name": "y"}, "writer", 403),
        ("PUT", "issues/1/lock", None, "writer", 403),
        ("POST", "statuses/{head}", {"state": "success"}, "writer", 404),
    ],
)
def test_a_person_needs_a_role(world: World, method: str, path: str, body: Any, least: str, refusal: int) -> None:
    world.comment(world.issue("bug", labels=["old"]), "one")
    path = path.replace("{head}", world.head()[0])
    below = {"triager": world.outsider, "writer": world.triager}[least]
    assert world.front(method, path, below, json=body).status_code == refusal
    assert world.front(method, path, getattr(world, least), json=body).status_code < 300


def test_nobody_writes_into_the_fork_of_another(world: World) -> None:
    _, sha = world.pull("topic", fork=True, by="outsider")
    path = f"/repos/outsider/widgets/statuses/{sha}"
    said = {"state": "success"}
    assert world.front("POST", path, world.token(statuses="write"), json=said).status_code == 403
    assert world.front("POST", path, world.maintainer, json=said).status_code == 404
    assert world.front("POST", f"statuses/{sha}", world.token(statuses="write"), json=said).status_code == 201
    assert world.front("GET", f"/repos/outsider/widgets/commits/{sha}", world.token()).status_code == 200


def test_whoever_wrote_it_may_change_it(world: World) -> None:
    number = world.issue("bug", labels=["dropped"], by="stranger")
    assert world.labels(number) == []
    comment = world.comment(number, "one", by="stranger")
    assert world.front("PATCH", f"issues/comments/{comment}", world.stranger, json={"body": "two"}).status_code == 200
    assert world.front("PATCH", f"issues/{number}", world.stranger, json={"state": "closed", "body": "x"}).status_code == 200
    assert world.front("PATCH", f"issues/{number}", world.stranger, json={"labels": ["x"]}).status_code == 403
    assert world.front("PATCH", f"issues/comments/{comment}", world.outsider, json={"body": "x"}).status_code == 403
