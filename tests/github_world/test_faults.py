from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
import requests

if TYPE_CHECKING:
    from github_world.world import World


def _post(world: World, number: int) -> requests.Response:
    return world.front("POST", f"issues/{number}/comments", world.maintainer, json={"body": "once"})


def test_a_status_is_answered_and_nothing_is_done(world: World) -> None:
    number = world.issue("bug")
    world.fault("POST .*/comments$", times=2, status=502, body={"message": "Server Error"}, headers={"Retry-After": "1"})
    first, second, third = (_post(world, number) for _ in range(3))
    assert (first.status_code, first.json(), first.headers["Retry-After"]) == (502, {"message": "Server Error"}, "1")
    assert (second.status_code, third.status_code) == (502, 201)
    assert len(world.comments(number)) == 1
    assert [(each["status"], each["fault"]) for each in world.log()] == [(502, True), (502, True), (201, False)]


def test_the_work_is_done_and_the_answer_is_lost(world: World) -> None:
    number = world.issue("bug")
    world.fault("POST .*/comments$", status=502, after=True)
    world.fault("POST .*/comments$", reset=True, after=True)
    assert _post(world, number).status_code == 502
    with pytest.raises(requests.ConnectionError):
        _post(world, number)
    assert len(world.comments(number)) == 2


def test_a_reset_before_the_work_leaves_nothing(world: World) -> None:
    number = world.issue("bug")
    world.fault("POST .*/comments$", reset=True)
    with pytest.raises(requests.ConnectionError, match="reset"):
        _post(world, number)
    assert world.comments(number) == []
    assert world.log()[0]["status"] == 0


def test_a_body_is_cut(world: World) -> None:
    world.issue("bug")
    world.fault("GET .*/issues$", truncate=True)
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        world.front("GET", "issues")
    assert len(world.front("GET", "issues").json()) == 1


def test_an_answer_comes_late(world: World) -> None:
    world.fault("GET .*/issues$", delay=0.2)
    started = time.monotonic()
    assert world.front("GET", "issues").status_code == 200
    assert time.monotonic() - started >= 0.2


def test_an_answer_is_no_json_or_a_redirect(world: World) -> None:
    world.fault("GET .*/issues$", status=200, body="<html>", headers={"Content-Type": "text/html"})
    world.fault("POST .*/comments$", status=307, headers={"Location": f"{world.url}/elsewhere"})
    answer = world.front("GET", "issues")
    assert (answer.text, answer.headers["Content-Type"]) == ("<html>", "text/html")
    assert _post(world, world.issue("bug")).headers["Location"].endswith("/elsewhere")


def test_a_fault_waits_for_its_turn_and_sees_the_query(world: World) -> None:
    world.fault("GET .*/issues\\?.*page=2", status=500)
    world.fault("GET .*/labels$", skip=1, status=500)
    assert [world.front("GET", "issues", params={"page": page}).status_code for page in (1, 2, 2)] == [200, 500, 200]
    assert [world.front("GET", "labels").status_code for _ in range(3)] == [200, 500, 200]


def test_somebody_else_acts_just_before_and_just_after(world: World) -> None:
    number = world.issue("bug", "old")
    path = f"/repos/acme/widgets/issues/{number}"
    world.fault(f"GET {path}$", before=[{"method": "PATCH", "path": path, "json": {"body": "before"}, "by": "writer"}])
    world.fault(f"GET {path}$", then=[{"method": "PATCH", "path": path, "json": {"body": "after"}}])
    seen = [world.front("GET", f"issues/{number}").json()["body"] for _ in range(3)]
    assert seen == ["before", "before", "after"]
    assert world.requests() == 3


def test_a_new_world_has_no_faults_left(world: World) -> None:
    world.fault(".*", times=9, status=500)
    world.reset()
    assert world.front("GET", "issues").status_code == 200


def test_a_misspelt_fault_is_refused(world: World) -> None:
    with pytest.raises(TypeError, match="a fault has no sttaus"):
        world.fault(".*", sttaus=500)
