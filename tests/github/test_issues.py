from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from scripted import BASE, issue, refused, said, script

from gatekeeper.errors import UsageError
from gatekeeper.github.errors import GitHubError

_CLOSED = {"state": "closed", "closed_at": "2026-09-16T10:00:00Z", "closed_by": {"login": "octocat"}, "state_reason": "completed"}


def test_an_issue() -> None:
    found = script(said(issue(3, body=None, labels=[{"name": "a"}, "b"], locked=True, **_CLOSED)))[0].issue(3)
    assert (found.number, found.body, found.labels, found.locked, found.pull_request) == (3, "", ("a", "b"), True, False)
    assert (found.closed_at, found.closed_by, found.state_reason) == (datetime(2026, 9, 16, 10, tzinfo=UTC), "octocat", "completed")


def test_a_pull_request_is_known() -> None:
    assert script(said(issue(pull_request={"url": "x"})))[0].issue(1).pull_request


@pytest.mark.parametrize(
    "wrong", [{"number": None}, {"number": 0}, {"state": "gone"}, {"closed_at": "2026-09-16T10:00:00"}, {"labels": [{}]}]
)
def test_what_is_no_issue(wrong: dict[str, Any]) -> None:
    with pytest.raises(GitHubError, match="not what was asked for"):
        script(said({**issue(), **wrong}))[0].issue(1)


@pytest.mark.parametrize(
    "there",
    [
        issue(12),
        issue(3, repository_url=f"{BASE}/repos/acme/other"),
        issue(12, repository_url=f"{BASE}/repos/acme/other"),
        issue(3, repository_url=f"{BASE}/repos/evil/acme/widgets2"),
        issue(3, repository_url=f"{BASE}/repos/evil-acme/widgets"),
        issue(3, repository_url=""),
    ],
)
def test_an_issue_that_was_moved_is_left_alone(there: dict[str, Any]) -> None:
    repository, wire, _ = script(said({}, 301, location=f"{BASE}/repositories/7/issues/12"), said(there))
    with pytest.raises(GitHubError, match="#3 was moved to another place: nothing is done there") as caught:
        repository.issue(3)
    assert caught.value.remedy
    assert len(wire.asked) == 2


def test_a_repository_is_the_same_in_any_case() -> None:
    assert script(said(issue(3, repository_url=f"{BASE}/repos/ACME/Widgets")))[0].issue(3).number == 3


def test_editing_says_only_what_changes() -> None:
    repository, wire, _ = script(said(issue()))
    repository.edit_issue(1, body="new")
    repository.edit_issue(1, state="open")
    assert [each.json for each in wire.asked] == [{"body": "new"}, {"state": "open"}]
    assert set(wire.lines) == {"PATCH /repos/acme/widgets/issues/1"}


def test_an_issue_that_is_not_changed_is_a_failure() -> None:
    for wrong in (issue(1, **_CLOSED), issue(2)):
        with pytest.raises(GitHubError, match="though it says so"):
            script(said(wrong))[0].edit_issue(1, state="open")


def _found(*numbers: int, total: int | None = None, incomplete: bool = False, **more: Any) -> dict[str, Any]:
    items = [issue(number, **more) for number in numbers]
    return {"total_count": len(numbers) if total is None else total, "incomplete_results": incomplete, "items": items}


def test_a_search_is_about_this_repository_and_all_its_pages() -> None:
    repository, wire, _ = script(said(_found(9, 4), link=f'<{BASE}/search/issues?page=2>; rel="next"'), said(_found(7)))
    assert repository.search('label:"a b" is:open') == (4, 7, 9)
    assert wire.asked[0].query["q"] == 'label:"a b" is:open repo:acme/widgets is:issue'


@pytest.mark.parametrize(
    "query", ["repo:other/x", "label:x Repo:other/x", "-repo:acme/widgets", "org:evil", "user:evil x", "(repo:other/x)", "x,owner:evil"]
)
def test_no_search_names_another_place(query: str) -> None:
    repository, wire, _ = script(said(_found()))
    with pytest.raises(UsageError, match="another place"):
        repository.search(query)
    assert wire.asked == []


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (_found(1, incomplete=True), "ran out of time"),
        (_found(1, total=1001), "1001 issues and hands out no more than 1000"),
        (_found(1, repository_url=f"{BASE}/repos/evil/widgets"), "alone"),
        (_found(1, repository_url=f"{BASE}/repos/evil/acme/widgets2"), "alone"),
        (_found(1, repository_url=""), "alone"),
        (_found(1, pull_request={"url": "x"}), "alone"),
    ],
)
def test_a_search_that_is_not_whole_or_not_ours_is_none(answer: dict[str, Any], why: str) -> None:
    with pytest.raises(GitHubError, match=why):
        script(said(answer))[0].search("label:x OR label:y")


def test_closed_since() -> None:
    older = {**_CLOSED, "closed_at": "2026-09-16T09:59:59Z"}
    listed = [issue(1, **_CLOSED), issue(2, **older), issue(3, pull_request={}, **_CLOSED), issue(4, state="closed")]
    repository, wire, _ = script(said(listed))
    assert [each.number for each in repository.issues_closed_since(datetime(2026, 9, 16, 10, tzinfo=UTC))] == [1]
    assert wire.asked[0].query == {"state": "closed", "since": "2026-09-16T10:00:00Z", "per_page": "100"}


def test_since_is_said_in_utc() -> None:
    repository, wire, _ = script(said([]))
    repository.issues_closed_since(datetime.fromisoformat("2026-09-16T12:00:00+02:00"))
    assert wire.asked[0].query["since"] == "2026-09-16T10:00:00Z"


@pytest.mark.parametrize(("label", "query"), [("B", {"labels": "B"}), ("b,c", {})])
def test_open_issues_with_a_label(label: str, query: dict[str, str]) -> None:
    listed = [issue(1, labels=["b", "b,c"]), issue(2, labels=["x"]), issue(3, labels=["b", "b,c"], pull_request={})]
    repository, wire, _ = script(said(listed))
    assert [each.number for each in repository.issues_with(label, "open")] == [1]
    assert wire.asked[0].query == {"state": "open", "per_page": "100", **query}


def test_labelled_at() -> None:
    def event(day: int, name: str = "Stale", kind: str = "labeled") -> dict[str, Any]:
        return {"event": kind, "created_at": f"2026-09-{day:02}T10:00:00Z", "label": {"name": name}}

    events = [event(5), event(9), event(10, kind="unlabeled"), event(11, "other"), {"event": "closed", "created_at": None}]
    repository, _, _ = script(said(events))
    assert repository.labelled_at(1, "stale") == datetime(2026, 9, 9, 10, tzinfo=UTC)
    assert repository.labelled_at(1, "never") is None


@pytest.mark.parametrize("status", [404, 410, 403])
def test_an_issue_that_cannot_be_read(status: int) -> None:
    repository, wire, _ = script(refused(status))
    with pytest.raises(GitHubError, match="#1"):
        repository.issue(1)
    assert len(wire.asked) == 1
