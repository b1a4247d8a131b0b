"""Faults of a GitHub that is written to: how many requests, how long a wait, and how many comments in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from faulted import BODY, TIMEOUT

from gatekeeper.github.errors import GitHubError, UncertainError

if TYPE_CHECKING:
    from faulted import Here

_POST = r"^POST .*/comments$"
_LIMIT = {"message": "API rate limit exceeded for installation."}
_SECOND = {"message": "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."}

_UNSURE: list[dict[str, Any]] = [
    {"status": 500},
    {"status": 502},
    {"status": 503, "headers": {"Retry-After": "5"}},
    {"status": 504},
    {"reset": True},
    {"truncate": True},
    {"delay": TIMEOUT * 1.3},
    {"status": 200, "body": "<html>it worked</html>", "headers": {"Content-Type": "text/html"}},
    {"status": 201, "body": ""},
    {"status": 201, "body": {"body": BODY}},
    {"status": 202, "body": {}},
]


def _name(fault: dict[str, Any]) -> str:
    return "-".join(str(fault[key]) if key == "status" else key for key in fault if key in {"status", "reset", "truncate", "delay"})


@pytest.mark.parametrize("fault", _UNSURE, ids=_name)
def test_a_post_that_was_done_is_one_comment(here: Here, fault: dict[str, Any]) -> None:
    here.world.fault(_POST, after=True, **fault)
    here.comment()
    assert (here.requests, here.left) == (["POST", "GET"], 1)


@pytest.mark.parametrize("fault", [each for each in _UNSURE if "status" in each or "reset" in each], ids=_name)
def test_a_post_that_was_not_done_is_one_comment(here: Here, fault: dict[str, Any]) -> None:
    here.world.fault(_POST, **fault)
    here.comment()
    assert (here.requests, here.left) == (["POST", "GET", "POST"], 1)


@pytest.mark.parametrize("fault", [each for each in _UNSURE if "delay" not in each], ids=_name)
def test_a_list_that_fails_as_well_leaves_one_comment(here: Here, fault: dict[str, Any]) -> None:
    here.world.fault(_POST, after=True, **fault)
    here.world.fault(r"^GET .*/comments", times=2, status=502)
    here.comment()
    assert (here.requests, here.left) == (["POST", "GET", "GET", "GET"], 1)


def test_a_github_that_stays_broken_is_sent_two_posts(here: Here) -> None:
    here.world.fault(_POST, times=9, status=502)
    with pytest.raises(UncertainError):
        here.comment()
    assert (here.requests, here.left) == (["POST", "GET", "POST", "GET"], 0)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirected_write_is_a_failure(here: Here, status: int) -> None:
    # FACTS: silent success, nothing written.
    there = f"{here.world.url}/repos/{here.world.repository}/issues/{here.number}/comments"
    here.world.fault(_POST, status=status, headers={"Location": there}, body={"message": "Moved"})
    with pytest.raises(GitHubError, match="nothing was written"):
        here.comment()
    assert (here.requests, here.left) == (["POST"], 0)


@pytest.mark.parametrize(
    ("fault", "waited"),
    [
        ({"status": 403, "body": _LIMIT, "headers": {"X-RateLimit-Remaining": "0"}}, 60),
        ({"status": 429, "body": _LIMIT}, 60),
        ({"status": 429, "body": _SECOND, "headers": {"Retry-After": "17"}}, 17),
        ({"status": 403, "body": _SECOND}, 60),
        ({"status": 403, "body": _SECOND, "headers": {"Retry-After": "5"}}, 5),
    ],
)
def test_a_limit_is_waited_for(here: Here, fault: dict[str, Any], waited: float) -> None:
    here.world.fault(_POST, **fault)
    here.comment()
    assert (here.requests, here.waiting.slept, here.left) == (["POST", "POST"], [waited], 1)


@pytest.mark.parametrize(
    ("fault", "waited"),
    [
        ({"status": 403, "body": _SECOND, "headers": {"Retry-After": "3600"}}, []),
        ({"status": 403, "body": _SECOND, "times": 99}, [60, 60]),
        ({"status": 403, "body": _LIMIT, "headers": {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "99999999999"}}, []),
    ],
)
def test_no_limit_is_waited_for_longer_than_the_user_wants(here: Here, fault: dict[str, Any], waited: list[float]) -> None:
    # FACTS: 3600 s, ten times 60 s, and 30,000 s.
    here.world.fault(_POST, **fault)
    with pytest.raises(GitHubError, match="GitHub wants a wait of"):
        here.comment()
    assert (here.waiting.slept, here.left) == (waited, 0)


@pytest.mark.parametrize("status", [401, 403, 404, 410, 422])
def test_a_refusal_is_final(here: Here, status: int) -> None:
    here.world.fault(_POST, status=status, body={"message": "no"})
    with pytest.raises(GitHubError) as caught:
        here.comment()
    assert (caught.value.status, here.requests, here.left) == (status, ["POST"], 0)
