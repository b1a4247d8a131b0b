from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from github_world.people import PEOPLE

if TYPE_CHECKING:
    from github_world.world import World


def _commented(world: World) -> int:
    number = world.issue("bug")
    world.comment(number, "one")
    return number


def test_an_issue_is_opened_commented_and_changed(world: World) -> None:
    number = world.issue("bug", "text", ["area/ci"], by="maint")
    assert (world.body(number), world.state(number), world.labels(number)) == ("text", "open", ["area/ci"])
    world.edit_body(number, "other")
    assert world.body(number) == "other"
    first, second = world.comment(number, "one", by="outsider"), world.comment(number, "two")
    world.edit_comment(first, "uno")
    assert [(each["id"], each["body"], each["user"]["login"]) for each in world.comments(number)] == [
        (first, "uno", "outsider"),
        (second, "two", "maint"),
    ]
    world.delete_comment(first)
    assert [each["body"] for each in world.comments(number)] == ["two"]
    assert world.comments(number)[0]["user"]["type"] == "User"


def test_a_new_world_is_empty(world: World) -> None:
    assert world.every("issues", state="all") == []
    assert world.repo_labels() == []
    assert world.log() == []
    assert world.issue("first") == 1


def test_moments_are_written_to_the_second(world: World) -> None:
    shown = world.comments(_commented(world))[0]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", shown["created_at"])


def test_issues_of_all_pages_are_listed(world: World) -> None:
    for index in range(101):
        world.issue(f"n{index}")
    assert [each["number"] for each in world.every("issues", direction="asc")] == list(range(1, 102))


def test_comments_of_all_pages_are_read(world: World) -> None:
    number = world.issue("busy")
    for index in range(101):
        world.comment(number, f"n{index}")
    assert [each["body"] for each in world.comments(number)] == [f"n{index}" for index in range(101)]
    assert world.show(number)["comments"] == 101


def test_labels_are_one_whatever_their_case(world: World) -> None:
    number = world.issue("bug")
    world.label(number, "Needs Evidence", by="triager")
    world.label(number, "needs evidence")
    assert world.labels(number) == ["Needs Evidence"]
    assert [(each["name"], each["color"]) for each in world.repo_labels()] == [("Needs Evidence", "ededed")]
    world.unlabel(number, "NEEDS EVIDENCE")
    assert world.labels(number) == []
    assert [(each["event"], each["label"]["name"]) for each in world.events(number)] == [
        ("labeled", "Needs Evidence"),
        ("unlabeled", "Needs Evidence"),
    ]


def test_an_issue_closed_long_ago_was_closed_then(world: World) -> None:
    number = world.issue("bug")
    world.close(number, by="writer", reason="not_planned", hours_ago=3)
    shown = world.show(number)
    assert (shown["state"], shown["state_reason"], shown["closed_by"]["login"]) == ("closed", "not_planned", "writer")
    assert shown["closed_at"] == shown["updated_at"] == world.events(number)[-1]["created_at"] < shown["created_at"]
    assert world.every("issues", state="closed", since=shown["created_at"]) == []
    world.reopen(number)
    shown = world.show(number)
    assert (shown["state"], shown["state_reason"], shown["closed_at"], shown["closed_by"]) == ("open", "reopened", None, None)
    assert [each["event"] for each in world.events(number)] == ["closed", "reopened"]


def test_clocks_of_labels_and_comments_are_set(world: World) -> None:
    number = world.issue("bug")
    world.label(number, "actively-being-worked-on", hours_ago=50)
    world.comment(number, "old", hours_ago=2)
    created = world.show(number)["created_at"]
    assert world.events(number)[-1]["created_at"] < world.comments(number)[0]["created_at"] < created


def test_a_deleted_and_a_transferred_issue_are_gone_from_the_lists(world: World) -> None:
    stays, deleted, moved = (world.issue(title, labels=["x"]) for title in ("a", "b", "c"))
    world.delete_issue(deleted)
    world.transfer_issue(moved)
    assert [each["number"] for each in world.every("issues")] == [stays]
    found = world.ask("GET", "/search/issues", q="repo:acme/widgets is:issue label:x")
    assert (found["total_count"], [each["number"] for each in found["items"]]) == (1, [stays])


def test_a_search_finds_a_label_with_a_blank_and_a_slash(world: World) -> None:
    number = world.issue("a", labels=["needs evidence", "area/ci"])
    world.issue("b", labels=["area/ci"])
    found = world.ask("GET", "/search/issues", q='repo:acme/widgets is:issue is:open label:"needs evidence" label:area/ci')
    assert [each["number"] for each in found["items"]] == [number]


def test_a_push_makes_a_commit_with_a_tree_of_its_own(world: World) -> None:
    old, old_tree = world.head()
    new = world.push("change")
    assert world.head()[0] == new != old
    assert world.head()[1] != old_tree
    rewritten = world.push("same files", same_tree=True)
    assert rewritten != new
    assert world.head()[1] == world.ask("GET", f"commits/{new}")["commit"]["tree"]["sha"]


@pytest.mark.parametrize("fork", [False, True])
def test_a_pull_request_is_an_issue_too(world: World, fork: bool) -> None:
    number, sha = world.pull("topic/one", "Fixes #1", by="outsider", fork=fork)
    shown = world.show(number)
    assert (shown["title"], shown["body"], shown["user"]["login"]) == ("topic/one", "Fixes #1", "outsider")
    assert shown["pull_request"]["url"].endswith(f"/pulls/{number}")
    world.comment(number, "seen")
    world.label(number, "x")
    assert (world.labels(number), len(world.comments(number)), world.show(number)["comments"]) == (["x"], 1, 1)
    assert [each["number"] for each in world.every("issues")] == [number]
    pull = world.ask("GET", f"commits/{sha}/pulls")[0]
    assert (pull["number"], pull["head"]["sha"]) == (number, sha)
    assert pull["head"]["repo"]["full_name"] == ("outsider/widgets" if fork else "acme/widgets")
    world.close(number)
    assert world.state(number) == "closed"
    assert world.ask("GET", f"commits/{sha}/pulls") == []


def test_statuses_are_kept_newest_first(world: World) -> None:
    sha = world.push("x")
    world.status(sha, "gatekeeper/unit", "pending")
    world.status(sha, "gatekeeper/unit", "failure", "2 of 3", by="maint")
    assert [(each["state"], each["creator"]["login"]) for each in world.statuses(sha)] == [("failure", "maint"), ("pending", "writer")]
    combined = world.ask("GET", "commits/main/status")
    assert (combined["state"], combined["total_count"], combined["sha"]) == ("failure", 1, sha)
    assert combined["statuses"][0]["description"] == "2 of 3"


def test_a_combined_status_has_pages(world: World) -> None:
    sha = world.push("x")
    for index in range(101):
        world.status(sha, f"check {index}", "success")
    first, second = (world.front("GET", f"commits/{sha}/status", params={"per_page": 100, "page": page}) for page in (1, 2))
    assert (len(first.json()["statuses"]), len(second.json()["statuses"]), first.json()["total_count"]) == (100, 1, 101)
    assert "page=2" in first.links["next"]["url"]
    assert "next" not in second.links
    assert first.json()["state"] == "success"


def test_roles_are_told_in_both_words(world: World) -> None:
    said = {login: world.ask("GET", f"collaborators/{login}/permission") for login in PEOPLE}
    assert {login: each["role_name"] for login, each in said.items()} == PEOPLE
    assert {login: each["permission"] for login, each in said.items()} == {
        "owner": "admin",
        "maint": "write",
        "writer": "write",
        "triager": "read",
        "outsider": "read",
        "stranger": "none",
    }
    answer = world.front("GET", "collaborators/github-actions[bot]/permission", world.owner)
    assert (answer.status_code, answer.json()["message"]) == (404, "github-actions[bot] is not a user")


def test_the_environment_of_a_step(world: World) -> None:
    environ = world.environ()
    assert (environ["GITHUB_API_URL"], environ["GITHUB_REPOSITORY"]) == (world.url, "acme/widgets")
    number = world.issue("bug")
    made = world.front("POST", f"issues/{number}/comments", environ["GITHUB_TOKEN"], json={"body": "hi"}).json()
    assert (made["user"]["login"], made["user"]["type"]) == (world.bot, "Bot")
    assert world.environ(world.outsider)["GITHUB_TOKEN"] == world.outsider


def test_what_programs_ask_is_logged_and_what_the_helpers_ask_is_not(world: World) -> None:
    number = world.issue("bug")
    token = world.token(issues="write")
    world.front("POST", f"issues/{number}/comments", token, json={"body": "hi"})
    world.front("GET", f"issues/{number}/comments", params={"per_page": 100})
    entry, other = world.log()
    assert (entry["method"], entry["path"], entry["json"]) == ("POST", f"/repos/acme/widgets/issues/{number}/comments", {"body": "hi"})
    assert (entry["status"], entry["token"], other["token"], other["query"]) == (201, True, False, {"per_page": "100"})
    assert token not in str(world.log())
    assert (world.requests(), world.requests("GET"), world.requests(path="/comments$"), world.requests("POST", "/labels")) == (2, 1, 2, 0)
    world.forget()
    assert world.requests() == 0
