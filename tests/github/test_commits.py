from __future__ import annotations

from typing import Any

import pytest
from scripted import BASE, refused, said, script

from gatekeeper.github.answers import Head, Pull, Status
from gatekeeper.github.errors import GitHubError

_SHA, _OTHER = "a" * 40, "b" * 40


def _status(context: str = "gatekeeper/x", state: str = "success", **more: Any) -> dict[str, Any]:
    return {"id": 1, "context": context, "state": state, "description": None, "target_url": None, **more}


def _pull(number: int = 5, head: str = _SHA, home: str | None = "acme/widgets", state: str = "open") -> dict[str, Any]:
    return {"number": number, "state": state, "head": {"sha": head, "repo": {"full_name": home} if home else None}}


def test_statuses_of_all_pages_the_newest_first() -> None:
    first = said([_status(), _status(state="pending")], link=f'<{BASE}/x?page=2>; rel="next"')
    repository, wire, _ = script(first, said([_status("other", "failure", description="d", target_url="u")]))
    found = repository.status_history(_SHA)
    assert [each.state for each in found] == ["success", "pending", "failure"]
    assert found[2] == Status(context="other", state="failure", description="d", url="u")
    assert (len(wire.asked), wire.lines[0]) == (2, f"GET /repos/acme/widgets/commits/{_SHA}/statuses")


@pytest.mark.parametrize("wrong", [{}, {"statuses": []}, [{}], [_status(state="gone")], None])
def test_what_is_no_history_of_statuses(wrong: Any) -> None:
    with pytest.raises(GitHubError, match="not what was asked for"):
        script(said(wrong))[0].status_history(_SHA)


def test_a_status_is_set_and_may_be_set_again() -> None:
    repository, wire, _ = script(refused(502), said(_status(), 201))
    repository.create_status(_SHA, "gatekeeper/x", "success", "37 of 37", "https://ci.example/1")
    assert wire.lines == [f"POST /repos/acme/widgets/statuses/{_SHA}"] * 2
    assert wire.asked[1].json == {
        "state": "success",
        "context": "gatekeeper/x",
        "description": "37 of 37",
        "target_url": "https://ci.example/1",
    }


def test_a_status_without_a_url_names_none() -> None:
    repository, wire, _ = script(said(_status(), 201))
    repository.create_status(_SHA, "gatekeeper/x", "success", "d", "")
    assert "target_url" not in wire.asked[0].json


@pytest.mark.parametrize("wrong", [_status(state="failure"), _status("other"), {**_status(), "id": None}, {}])
def test_a_status_that_was_not_set_is_a_failure(wrong: dict[str, Any]) -> None:
    with pytest.raises(GitHubError):
        script(said(wrong, 201))[0].create_status(_SHA, "gatekeeper/x", "success", "d", "")


def test_a_missing_permission_is_named() -> None:
    with pytest.raises(GitHubError) as caught:
        script(refused(403))[0].create_status(_SHA, "c", "success", "d", "")
    assert "statuses: write" in caught.value.remedy


def test_pulls_of_a_commit() -> None:
    repository, wire, _ = script(said([_pull()]))
    assert repository.pulls_of(_SHA, "acme:topic") == (Pull(number=5, state="open", head=_SHA, head_repository="acme/widgets"),)
    assert wire.lines == [f"GET /repos/acme/widgets/commits/{_SHA}/pulls"]


@pytest.mark.parametrize("first", [said([]), refused(422, "No commit found"), said([_pull(4, _OTHER)])])
def test_a_forks_pull_is_found_by_its_branch_and_only_with_this_head(first: Any) -> None:
    repository, wire, _ = script(first, said([_pull(5, home=None), _pull(6, _OTHER)]))
    assert [each.number for each in repository.pulls_of(_SHA, "outsider:topic")][-1] == 5
    assert wire.asked[1].query == {"head": "outsider:topic", "state": "open", "per_page": "100"}


def test_without_a_branch_nothing_else_is_asked() -> None:
    repository, wire, _ = script(refused(422, "No commit found"))
    assert repository.pulls_of(_SHA) == ()
    assert len(wire.asked) == 1


def test_a_refusal_is_not_no_pull() -> None:
    for status in (403, 404):
        with pytest.raises(GitHubError):
            script(refused(status))[0].pulls_of(_SHA, "a:b")


def test_a_pull_whose_fork_is_gone() -> None:
    assert script(said(_pull(home=None, state="closed")))[0].pull(5) == Pull(number=5, state="closed", head=_SHA, head_repository="")


def test_the_head_of_the_default_branch() -> None:
    repository, wire, _ = script(
        said({"default_branch": "release/1"}), said({"commit": {"sha": _SHA, "commit": {"tree": {"sha": _OTHER}}}})
    )
    assert repository.default_head() == Head(branch="release/1", commit=_SHA, tree=_OTHER)
    assert wire.lines == ["GET /repos/acme/widgets", "GET /repos/acme/widgets/branches/release%2F1"]


def test_tree() -> None:
    assert script(said({"tree": {"sha": _OTHER}}))[0].tree(_SHA) == _OTHER
    for wrong in ({"tree": {"sha": "main"}}, {"tree": {"sha": _OTHER + "\n"}}, {}):
        with pytest.raises(GitHubError, match="not what was asked for"):
            script(said(wrong))[0].tree(_SHA)
