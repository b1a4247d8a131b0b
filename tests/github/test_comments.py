from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from scripted import BASE, comment, refused, said, script

from gatekeeper.github.errors import GitHubError, UncertainError
from gatekeeper.github.exchange import Answer, Lost

if TYPE_CHECKING:
    from gatekeeper.github.answers import Comment

_BROKE = Lost(why="the connection broke")
_UNSURE = [
    _BROKE,
    refused(502),
    refused(500),
    refused(202),
    Answer(status=201, body=b""),
    Answer(status=201, body=b"<html>"),
    said({"body": "x"}, 201),
]
_COMMENTS = "/repos/acme/widgets/issues/1/comments"


def _mine(found: Comment) -> bool:
    return found.body == "mine"


def test_every_page_of_comments() -> None:
    pages = [said([comment(1)], link=f'<{BASE}/repositories/1/x?page=2>; rel="next"'), said([comment(2, author=None)])]
    repository, wire, _ = script(*pages)
    assert [(each.id, each.author) for each in repository.comments(1)] == [(1, "octocat"), (2, "")]
    assert wire.asked[0].query == {"per_page": "100"}


def test_a_comment_is_posted_once() -> None:
    repository, wire, _ = script(said(comment(7, "mine"), 201))
    assert repository.create_comment(1, "mine", _mine).id == 7
    assert wire.lines == [f"POST {_COMMENTS}"]
    assert wire.asked[0].json == {"body": "mine"}


@pytest.mark.parametrize("unsure", _UNSURE)
def test_a_post_that_was_done_is_found_and_not_sent_again(unsure: Any) -> None:
    repository, wire, _ = script(unsure, said([comment(6, "other"), comment(7, "mine")]))
    assert repository.create_comment(1, "mine", _mine).id == 7
    assert wire.lines == [f"POST {_COMMENTS}", f"GET {_COMMENTS}"]


@pytest.mark.parametrize("unsure", _UNSURE)
def test_a_post_that_was_not_done_is_sent_once_more(unsure: Any) -> None:
    repository, wire, _ = script(unsure, said([]), said(comment(8, "mine"), 201))
    assert repository.create_comment(1, "mine", _mine).id == 8
    assert [each.method for each in wire.asked] == ["POST", "GET", "POST"]


@pytest.mark.parametrize("unsure", _UNSURE)
def test_and_never_a_third_time(unsure: Any) -> None:
    repository, wire, _ = script(unsure, said([]), unsure, said([]))
    with pytest.raises(UncertainError):
        repository.create_comment(1, "mine", _mine)
    assert [each.method for each in wire.asked] == ["POST", "GET", "POST", "GET"]


def test_the_second_may_have_been_done_too() -> None:
    repository, wire, _ = script(_BROKE, said([]), _BROKE, said([comment(9, "mine")]))
    assert repository.create_comment(1, "mine", _mine).id == 9
    assert len(wire.asked) == 4


def test_without_the_list_nothing_is_sent_again() -> None:
    repository, wire, _ = script(_BROKE, refused(404))
    with pytest.raises(GitHubError, match="404"):
        repository.create_comment(1, "mine", _mine)
    assert [each.method for each in wire.asked] == ["POST", "GET"]


@pytest.mark.parametrize("status", [301, 307, 308, 401, 403, 404, 410, 422])
def test_what_is_refused_is_not_sent_again(status: int) -> None:
    repository, wire, _ = script(refused(status, location=f"{BASE}/repositories/1/issues/1/comments"))
    with pytest.raises(GitHubError):
        repository.create_comment(1, "mine", _mine)
    assert len(wire.asked) == 1


@pytest.mark.parametrize("author", ["somebody", None])
def test_a_comment_in_another_name_is_taken_back(author: str | None) -> None:
    repository, wire, _ = script(said(comment(7, "mine", author), 201), Answer(status=204))
    with pytest.raises(GitHubError, match="not as octocat") as caught:
        repository.create_comment(1, "mine", _mine)
    assert wire.lines == [f"POST {_COMMENTS}", "DELETE /repos/acme/widgets/issues/comments/7"]
    assert "--login" in caught.value.remedy


def test_names_differ_by_more_than_case() -> None:
    assert script(said(comment(7, "mine", "OctoCat"), 201))[0].create_comment(1, "mine", _mine).author == "OctoCat"


def test_who_we_are_is_known_before_anything_is_written() -> None:
    repository, wire, _ = script(refused(401), login=None)
    with pytest.raises(GitHubError):
        repository.create_comment(1, "mine", _mine)
    assert wire.lines == ["GET /user"]


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_gone_is_not_found_and_is_deleted(status: int) -> None:
    assert script(refused(status))[0].find_comment(7) is None
    script(refused(status))[0].delete_comment(7)


def test_find_comment() -> None:
    found = script(said(comment(7, "x")))[0].find_comment(7)
    assert found is not None
    assert found.id == 7


def test_editing_answers_for_the_same_comment() -> None:
    repository, wire, _ = script(said(comment(7, "new")))
    assert repository.edit_comment(7, "new").body == "new"
    assert (wire.lines, wire.asked[0].json) == (["PATCH /repos/acme/widgets/issues/comments/7"], {"body": "new"})
    with pytest.raises(GitHubError, match="comment 8"):
        script(said(comment(8)))[0].edit_comment(7, "new")


def test_deleting_is_repeated_where_it_must_be() -> None:
    repository, wire, _ = script(_BROKE, refused(404))
    repository.delete_comment(7)
    assert len(wire.asked) == 2
    with pytest.raises(GitHubError, match="403"):
        script(refused(403))[0].delete_comment(7)
