from __future__ import annotations

import traceback
from typing import Any
from urllib.parse import quote, unquote

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scripted import BASE, TOKEN, issue, refused, said, script

from gatekeeper.github.errors import GitHubError
from gatekeeper.github.exchange import Asked, Lost
from gatekeeper.github.session import segment

_BROKE = Lost(why="the connection broke")
_READ = Asked(method="GET", target="/x", doing="read it", need="issues: read")


class _Thing(msgspec.Struct, frozen=True):
    id: int


def test_every_page_is_read_when_it_is_needed() -> None:
    links = [f'<{BASE}/repositories/5/x?after=a>; rel="next"', f'<{BASE}/repositories/5/x?after=b>; rel="next"', f'<{BASE}/x>; rel="prev"']
    repository, wire, _ = script(*(said([{"id": number}], link=link) for number, link in enumerate(links)))
    pages = repository.session.pages(_READ, tuple[_Thing, ...], iter)
    assert next(pages) == _Thing(0)
    assert len(wire.asked) == 1
    assert list(pages) == [_Thing(1), _Thing(2)]
    assert wire.asked[0].query == {"per_page": "100"}
    assert wire.lines[1:] == [f"GET {BASE}/repositories/5/x?after=a", f"GET {BASE}/repositories/5/x?after=b"]


@pytest.mark.parametrize("link", ["https://evil.example/x?page=2", f"{BASE}/x?page=2"])
def test_pages_that_lead_away_or_never_end(link: str) -> None:
    repository, wire, _ = script(said([], link=f'<{link}>; rel="next"'))
    with pytest.raises(GitHubError, match="none of this list"):
        list(repository.session.pages(_READ, tuple[_Thing, ...], iter))
    assert len(wire.asked) <= 2


def test_a_page_that_fails_is_not_the_end_of_the_list() -> None:
    repository, _, _ = script(said([], link=f'<{BASE}/x?page=2>; rel="next"'), refused(404))
    with pytest.raises(GitHubError, match="404"):
        list(repository.session.pages(_READ, tuple[_Thing, ...], iter))


@given(st.text())
@example("\ud800")
@example("..")
def test_every_part_of_a_path_is_one_segment(text: str) -> None:
    try:
        made = segment(text)
    except GitHubError:
        assert text in {"", ".", ".."} or any("\ud800" <= each <= "\udfff" for each in text)
        return
    assert unquote(made) == text
    assert made == quote(text, safe="")
    assert not {"/", "?", "#", "\\", ";"} & set(made)


@pytest.mark.parametrize(
    "answers",
    [
        [refused(403, f"no {TOKEN}")],
        [refused(422, "x" * 190 + TOKEN)],
        [said({"message": "", "errors": [{"message": TOKEN}]}, 422)],
        [refused(301, location=f"https://evil.example/{TOKEN}")],
        [refused(301, location=f"/x/{TOKEN}"), refused(404, TOKEN)],
        [said({TOKEN: 1})],
        [said({"id": TOKEN})],
        [_BROKE],
        [refused(429, TOKEN, retry_after="9999")],
    ],
)
def test_the_token_is_shown_nowhere_even_when_it_is_sent_back(answers: list[Any]) -> None:
    repository, _, waiting = script(*answers)
    with pytest.raises(GitHubError) as caught:
        repository.session.read(_READ, _Thing)
    shown = "".join(traceback.format_exception(caught.value)) + caught.value.remedy + "".join(waiting.told)
    assert TOKEN[:8] not in shown


def test_a_value_that_is_quoted_is_not_the_token() -> None:
    with pytest.raises(GitHubError, match="not what was asked for") as caught:
        script(said(issue(state=TOKEN)))[0].issue(1)
    assert TOKEN not in caught.value.message


def test_no_other_exception_is_behind_it() -> None:
    repository, _, _ = script(said({"id": "x"}))
    with pytest.raises(GitHubError) as caught:
        repository.session.read(_READ, _Thing)
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)
