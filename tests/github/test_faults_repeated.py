"""Faults where asking again does nothing twice."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from faulted import TIMEOUT

from gatekeeper.github.errors import GitHubError

if TYPE_CHECKING:
    from faulted import Here

_GET = r"^GET .*/issues/1$"


def _name(fault: dict[str, Any]) -> str:
    return "-".join(str(fault[key]) if key == "status" else key for key in fault if key in {"status", "reset", "truncate", "delay"})


@pytest.mark.parametrize("fault", [{"status": 502}, {"reset": True}, {"truncate": True}, {"delay": TIMEOUT * 1.3}], ids=_name)
def test_reading_is_repeated(here: Here, fault: dict[str, Any]) -> None:
    here.world.fault(_GET, **fault)
    assert here.repository.issue(here.number).title == "An issue"
    assert (here.requests, here.waiting.slept) == (["GET"] * 2, [0.5])


@pytest.mark.parametrize("fault", [{"status": 502}, {"reset": True}], ids=_name)
def test_reading_ends(here: Here, fault: dict[str, Any]) -> None:
    # FACTS: ten times without delay, then an error of another library.
    here.world.fault(_GET, times=99, **fault)
    with pytest.raises(GitHubError, match="GitHub did not read #1"):
        here.repository.issue(here.number)
    assert (here.requests, here.waiting.slept) == (["GET"] * 4, [0.5, 1, 2])


@pytest.mark.parametrize("fault", [{"status": 502}, {"reset": True}, {"truncate": True}], ids=_name)
def test_editing_and_deleting_are_repeated(here: Here, fault: dict[str, Any]) -> None:
    # FACTS: PATCH is never retried.
    comment = here.world.comment(here.number, "before", by="owner")
    here.world.fault("^PATCH ", after=True, **fault)
    assert here.repository.edit_comment(comment, "after").body == "after"
    here.world.fault("^DELETE ", after=True, **{**fault, **({} if "truncate" not in fault else {"reset": True})})
    here.repository.delete_comment(comment)
    assert (here.requests, here.left) == (["PATCH", "PATCH", "DELETE", "DELETE"], 0)


@pytest.mark.parametrize("body", ["<html>", "", "null", "{}", "[]"])
def test_a_success_without_what_was_asked_for_is_none(here: Here, body: str) -> None:
    # FACTS: attributes None, or TypeError.
    here.world.fault(_GET, status=200, body=body)
    with pytest.raises(GitHubError, match="not what was asked for"):
        here.repository.issue(here.number)
    assert here.requests == ["GET"]


def test_202_is_neither_waited_for_nor_taken_for_an_answer(here: Here) -> None:
    # PyGithub waits two seconds for each of them, without an end.
    started = time.monotonic()
    here.world.fault(_GET, times=99, status=202, body={})
    with pytest.raises(GitHubError, match="202"):
        here.repository.issue(here.number)
    assert (len(here.requests), time.monotonic() - started < 2) == (4, True)


def test_nothing_pauses_between_requests(here: Here) -> None:
    started = time.monotonic()
    for _ in range(8):
        here.repository.remove_label(here.number, "none")
    assert time.monotonic() - started < 2  # PyGithub would take 8 s
