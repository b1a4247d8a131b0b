"""Every operation once, against the local GitHub, which holds each exchange to GitHub's own description."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from scripted import Waiting

from gatekeeper.github.connect import connect
from gatekeeper.github.errors import GitHubError

if TYPE_CHECKING:
    from github_world.world import World

    from gatekeeper.github.repository import Repository


def _as(world: World, token: str | None = None, login: str | None = None) -> Repository:
    patience = Waiting().patience
    return connect(environ=world.environ(token), repository=None, token_file=None, login=login, patience=patience)


def _never(_: object) -> bool:
    return False


def test_comments_on_three_pages(world: World) -> None:
    number = world.issue("many")
    for each in range(251):
        world.comment(number, f"c{each}", by="outsider")
    world.forget()
    found = _as(world).comments(number)
    assert [each.body for each in found] == [f"c{each}" for each in range(251)]
    assert world.requests() == 3


def test_a_comments_life(world: World) -> None:
    repository, number = _as(world), world.issue("one")
    made = repository.create_comment(number, "hello", _never)
    assert (made.author, repository.login()) == (world.bot, world.bot)
    repository.edit_comment(made.id, "bye")
    assert [each["body"] for each in world.comments(number)] == ["bye"]
    repository.delete_comment(made.id)
    repository.delete_comment(made.id)
    assert (repository.find_comment(made.id), world.comments(number)) == (None, [])


def test_a_persons_token(world: World) -> None:
    repository, number = _as(world, world.maintainer), world.issue("one")
    assert repository.create_comment(number, "hello", _never).author == "maint"
    assert world.requests("GET", "/user$") == 1


def test_a_wrong_login_leaves_no_comment(world: World) -> None:
    number = world.issue("one")
    with pytest.raises(GitHubError, match="not as octocat") as caught:
        _as(world, login="octocat").create_comment(number, "hello", _never)
    assert world.comments(number) == []
    assert caught.value.remedy == f"say whom it writes as: --login {world.bot}"


def test_labels_with_everything_in_them(world: World) -> None:
    repository, number = _as(world), world.issue("one", labels=["theirs"])
    names = ["area/unit", "100% \u00fcber", "a?b#c", "Case", "x;y"]
    assert {each.name for each in repository.add_labels(number, names)} == {*names, "theirs"}
    repository.paint_label("area/unit", "00ff00", "why")
    assert {"name": "area/unit", "color": "00ff00", "description": "why"}.items() <= next(
        each for each in world.repo_labels() if each["name"] == "area/unit"
    ).items()
    for name in [*names, "never there", "CASE"]:
        repository.remove_label(number, name)
    assert world.labels(number) == ["theirs"]


def test_an_issues_life(world: World) -> None:
    repository, number = _as(world), world.issue("one", "before", ["stale"])
    repository.edit_issue(number, body="after")
    world.close(number, by="writer", reason="not_planned", hours_ago=2)
    found = repository.issue(number)
    assert (found.body, found.state, found.state_reason, found.closed_by) == ("after", "closed", "not_planned", "writer")
    now = datetime.now(UTC)
    assert [each.number for each in repository.issues_closed_since(now - timedelta(hours=3))] == [number]
    assert repository.issues_closed_since(now - timedelta(hours=1)) == ()
    assert repository.edit_issue(number, state="open").state == "open"
    assert [each.number for each in repository.issues_with("STALE", "open")] == [number]


def test_search(world: World) -> None:
    wanted = [world.issue(f"issue {each}", labels=["wanted"]) for each in range(3)]
    world.issue("other")
    world.label(world.pull("topic")[0], "wanted")
    assert _as(world).search("label:wanted is:open") == tuple(wanted)


def test_when_a_label_was_put_there(world: World) -> None:
    number = world.issue("one")
    world.label(number, "Stale", hours_ago=5)
    found = _as(world).labelled_at(number, "stale")
    assert found is not None
    assert timedelta(hours=4.9) < datetime.now(UTC) - found < timedelta(hours=5.1)


def test_statuses(world: World) -> None:
    repository, (commit, tree) = _as(world), world.head()
    repository.create_status(commit, "gatekeeper/x", "failure", "first", "https://ci.example/1")
    repository.create_status(commit, "gatekeeper/x", "success", "second", "")
    world.status(commit, "other", "pending")
    found = [(each.context, each.state, each.description) for each in repository.status_history(commit)]
    assert found == [("other", "pending", ""), ("gatekeeper/x", "success", "second"), ("gatekeeper/x", "failure", "first")]
    head = repository.default_head()
    assert (head.branch, head.commit, head.tree, repository.tree(commit)) == ("main", commit, tree, tree)


def test_pulls(world: World) -> None:
    repository = _as(world)
    number, head = world.pull("topic")
    assert [(each.number, each.head_repository) for each in repository.pulls_of(head)] == [(number, world.repository)]
    forked, head = world.pull("theirs", fork=True, by="outsider")
    assert [each.number for each in repository.pulls_of(head, "outsider:theirs")] == [forked]
    assert repository.pull(forked).head_repository == "outsider/widgets"
    assert repository.pulls_of("f" * 40, "outsider:theirs") == ()


def test_roles(world: World) -> None:
    repository = _as(world)
    assert [repository.permission(login) for login in ("maint", "triager", "nobody-at-all")] == ["maintain", "triage", "none"]


def test_artifacts_come_from_a_storage_that_sees_no_token(world: World) -> None:
    repository, (commit, _) = _as(world), world.head()
    world.artifact("record", b"zip", commit)
    world.artifact("record", b"theirs", commit, foreign=True)
    world.artifact("other", b"other", commit)
    theirs, ours = repository.artifacts("record")
    assert (theirs.foreign, ours.foreign, ours.commit, ours.branch) == (True, False, commit, "main")
    world.forget()
    assert repository.download(ours, 3) == b"zip"
    assert [each["token"] for each in world.log()] == [True, False]


def test_what_is_gone_locked_forbidden_or_too_long(world: World) -> None:
    number, gone, locked = (world.issue(each) for each in ("here", "gone", "locked"))
    world.delete_issue(gone)
    world.lock(locked)
    only_reading = _as(world, world.token(issues="read"))
    for repository, issue, body, shown in (
        (_as(world), gone, "x", "410, it is gone for good"),
        (_as(world, world.outsider), locked, "x", "it is locked"),
        (only_reading, number, "x", "403 Resource not accessible by integration"),
        (_as(world), number, "x" * 65_537, "422 Validation Failed (Body is too long"),
        (_as(world), 999, "x", "404, it is not there"),
        (_as(world, "ghp_unknown"), number, "x", "401"),
    ):
        with pytest.raises(GitHubError) as caught:
            repository.create_comment(issue, body, _never)
        assert shown in caught.value.message
    with pytest.raises(GitHubError) as caught:
        only_reading.add_labels(number, ["x"])
    assert "issues: write" in caught.value.remedy
    assert (world.comments(number), world.labels(number)) == ([], [])


def test_an_issue_that_was_transferred(world: World) -> None:
    number = world.issue("moved")
    world.transfer_issue(number)
    waiting = Waiting()
    repository = connect(environ=world.environ(), repository=None, token_file=None, login=None, patience=waiting.patience)
    with pytest.raises(GitHubError, match="was moved to another place"):
        repository.issue(number)
    assert "GitHub has moved what it takes to read #" in waiting.told[0]
    with pytest.raises(GitHubError, match="nothing was written"):
        repository.create_comment(number, "x", _never)
