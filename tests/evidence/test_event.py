from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from gatekeeper.evidence.event import Event, is_pull_request, read_event

if TYPE_CHECKING:
    from pathlib import Path

SHA = "a" * 40
OWN, FORK = {"full_name": "acme/widgets"}, {"full_name": "outsider/widgets"}
PULL: dict[str, Any] = {"number": 5, "head": {"sha": SHA, "repo": OWN}, "base": {"repo": OWN}}
RUN: dict[str, Any] = {
    "id": 812,
    "head_sha": SHA,
    "event": "push",
    "head_branch": "fix",
    "repository": OWN,
    "head_repository": {**OWN, "owner": {"login": "acme"}},
}


def event(folder: Path, name: str, payload: object, **environ: str) -> Event:
    path = folder / "event.json"
    path.write_text(payload if isinstance(payload, str) else json.dumps(payload))
    return read_event({"GITHUB_EVENT_NAME": name, "GITHUB_EVENT_PATH": str(path), **environ})


def test_outside_github_nothing_is_known(folder: Path) -> None:
    assert read_event({}) == Event()
    assert read_event({"GITHUB_EVENT_PATH": str(folder)}) == Event()


def test_a_pull_request_names_its_head(folder: Path) -> None:
    assert event(folder, "pull_request", {"action": "opened", "pull_request": PULL}) == Event(
        name="pull_request", action="opened", head=SHA, pull_request=5
    )


def test_the_branch_that_a_change_is_for(folder: Path) -> None:
    assert event(folder, "pull_request", {"pull_request": PULL}, GITHUB_BASE_REF="release/1").base == "release/1"
    assert event(folder, "merge_group", {"merge_group": {"head_sha": SHA, "base_ref": "refs/heads/main"}}).base == "main"
    assert event(folder, "merge_group", {"merge_group": {"base_ref": 3}}).base is None
    assert event(folder, "pull_request_review", {"pull_request": {"base": {"ref": "main"}}}).base == "main"
    assert event(folder, "push", {"ref": "refs/heads/main"}).base is None


@pytest.mark.parametrize(
    ("name", "branch", "expected"),
    [
        ("pull_request", "main", True),
        ("", "main", True),
        ("pull_request_review", "", True),
        ("merge_group", "", True),
        ("push", "", False),
        ("workflow_run", "", False),
    ],
)
def test_which_runs_are_about_a_change_that_another_branch_is_to_take(name: str, branch: str, *, expected: bool) -> None:
    assert is_pull_request({"GITHUB_EVENT_NAME": name, "GITHUB_BASE_REF": branch}) is expected


@pytest.mark.parametrize(
    ("head", "actor", "readonly"),
    [(OWN, "octocat", False), (FORK, "octocat", True), (None, "octocat", True), ({}, "octocat", True), (OWN, "dependabot[bot]", True)],
)
def test_a_fork_can_only_read(folder: Path, head: object, actor: str, readonly: bool) -> None:
    payload = {"pull_request": {**PULL, "head": {"sha": SHA, "repo": head}}}
    assert event(folder, "pull_request", payload, GITHUB_ACTOR=actor).readonly is readonly
    assert event(folder, "pull_request_target", payload, GITHUB_ACTOR=actor).readonly is False


def test_a_merge_queue_names_its_head(folder: Path) -> None:
    assert event(folder, "merge_group", {"merge_group": {"head_sha": SHA}}).head == SHA


@pytest.mark.parametrize(
    ("more", "foreign"),
    [
        ({}, False),
        ({"event": "pull_request"}, True),
        ({"event": "pull_request_target"}, True),
        ({"event": None}, True),
        ({"head_repository": FORK}, True),
        ({"head_repository": None}, True),
        ({"repository": None}, True),
    ],
)
def test_evidence_that_a_pull_request_had_a_hand_in_is_foreign(folder: Path, more: dict[str, Any], foreign: bool) -> None:
    found = event(folder, "workflow_run", {"workflow_run": {**RUN, **more}})
    assert (found.head, found.run, found.foreign) == (SHA, 812, foreign)


def test_the_attempt_of_a_run(folder: Path) -> None:
    assert event(folder, "workflow_run", {"workflow_run": {**RUN, "run_attempt": 2}}).attempt == 2
    assert event(folder, "workflow_run", {"workflow_run": RUN}).attempt is None


@pytest.mark.parametrize(
    "payload", ["", "{", "[]", {}, {"workflow_run": "x", "pull_request": []}, {"workflow_run": {}, "pull_request": {}}]
)
def test_what_an_unreadable_event_allows_is_nothing(folder: Path, payload: object) -> None:
    for name in ("workflow_run", "pull_request", "push", "pull_request_target", ""):
        found = event(folder, name, payload)
        assert (found.foreign, found.readonly) == (name == "workflow_run", name == "pull_request")
    assert read_event({"GITHUB_EVENT_NAME": "workflow_run"}).foreign
    assert read_event({"GITHUB_EVENT_NAME": "pull_request"}).readonly


def test_a_run_that_is_followed_is_judged_whatever_the_event_is_called(folder: Path) -> None:
    assert event(folder, "", {"workflow_run": {**RUN, "event": "pull_request"}}).foreign


def test_the_branch_of_a_run_comes_with_its_owner(folder: Path) -> None:
    assert event(folder, "workflow_run", {"workflow_run": RUN}).branch == "acme:fix"
    assert event(folder, "workflow_run", {"workflow_run": {**RUN, "head_branch": None}}).branch is None


def test_the_issue_that_was_closed(folder: Path) -> None:
    assert event(folder, "issues", {"action": "closed", "issue": {"number": 12}}) == Event(name="issues", action="closed", issue=12)


@pytest.mark.parametrize(
    "payload", ["", "{", "[]", "3", "[" * 100_000, {"issue": 3, "pull_request": [], "workflow_run": "x", "merge_group": None}]
)
def test_an_event_that_makes_no_sense_says_nothing(folder: Path, payload: object) -> None:
    assert event(folder, "issues", payload) == Event(name="issues")


@pytest.mark.parametrize("value", [True, -1, 0, "5", 5.0, None, {}])
def test_what_is_no_number_or_commit_is_none(folder: Path, value: object) -> None:
    payload = {"issue": {"number": value}, "pull_request": {"number": value, "head": {"sha": value}}}
    found = event(folder, "issues", payload)
    assert (found.issue, found.pull_request, found.head) == (None, None, None)
