"""The library that our code talks through: what it sends is what GitHub describes, and its paging finds every page here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from github import Auth, Github, GithubException

if TYPE_CHECKING:
    from github.Repository import Repository
    from github_world.world import World


def _repository(world: World, token: str) -> Repository:
    auth = Auth.Token(token)
    client = Github(base_url=world.url, auth=auth, per_page=100, retry=None, seconds_between_requests=0, seconds_between_writes=0)
    return client.get_repo(world.repository)


def test_251_comments_are_three_pages(world: World) -> None:
    number = world.issue("busy")
    for index in range(251):
        world.comment(number, f"n{index}")
    issue = _repository(world, world.token(issues="read")).get_issue(number)
    assert [each.body for each in issue.get_comments()] == [f"n{index}" for index in range(251)]
    assert world.requests("GET", "/comments$") == 3
    assert issue.comments == 251


def test_it_speaks_as_the_app(world: World) -> None:
    issue = _repository(world, world.token(issues="write")).get_issue(world.issue("bug"))
    comment = issue.create_comment("one")
    comment.edit("two")
    assert (comment.user.login, comment.user.type, comment.body) == (world.bot, "Bot", "two")
    comment.delete()
    assert world.comments(issue.number) == []


def test_it_labels_and_closes(world: World) -> None:
    repository = _repository(world, world.token(issues="write"))
    repository.create_label("area/ci", "ededed", "what it is about")
    issue = repository.get_issue(world.issue("bug"))
    issue.add_to_labels("area/ci", "new")
    issue.remove_from_labels("area/ci")
    issue.edit(state="closed", state_reason="not_planned")
    assert ([each.name for each in issue.get_labels()], issue.state, issue.state_reason) == (["new"], "closed", "not_planned")
    issue.edit(state="open")
    assert [each.event for each in issue.get_events()] == ["labeled", "labeled", "unlabeled", "closed", "reopened"]
    with pytest.raises(GithubException) as caught:
        repository.create_label("AREA/ci", "ededed")
    assert (caught.value.status, caught.value.data["errors"][0]["code"]) == (422, "already_exists")


def test_it_finds_commits_their_statuses_and_their_pull_requests(world: World) -> None:
    number, sha = world.pull("topic", fork=True, by="outsider")
    repository = _repository(world, world.token(statuses="write", contents="read", pull_requests="write", actions="read"))
    commit = repository.get_commit(sha)
    commit.create_status("failure", description="1 of 2", context="gatekeeper/unit")
    combined = commit.get_combined_status()
    assert (combined.state, [each.context for each in combined.statuses]) == ("failure", ["gatekeeper/unit"])
    assert [each.number for each in commit.get_pulls()] == [number]
    assert repository.get_branch("main").commit.commit.tree.sha == world.head()[1]
    world.artifact("gatekeeper-record", {}, sha)
    assert [each.workflow_run.head_sha for each in repository.get_artifacts(name="gatekeeper-record")] == [sha]


def test_it_asks_for_roles_and_searches(world: World) -> None:
    token = world.token(issues="read")
    assert _repository(world, token).get_collaborator_role_name("triager") == "triage"
    number = world.issue("bug", labels=["needs evidence"])
    client = Github(base_url=world.url, auth=Auth.Token(token), retry=None)
    assert [each.number for each in client.search_issues('repo:acme/widgets label:"needs evidence"')] == [number]
    closed = _repository(world, token).get_issues(state="open", labels=["needs evidence"])
    assert [each.number for each in closed] == [number]
