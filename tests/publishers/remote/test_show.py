from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites import Told, issue, marked, seen, site, state

from gatekeeper.documents.marker import write
from gatekeeper.publishers.remote.labels import Labels
from gatekeeper.publishers.remote.plan import Plan
from gatekeeper.publishers.remote.show import show

if TYPE_CHECKING:
    from gatekeeper.publishers.remote.seen import Seen

MARKER = write(state())


def shown(stands: Seen, *, dry_run: bool = False, **plan: Any) -> list[str]:
    told = Told()
    show(site(told=told, dry_run=dry_run), stands, Plan(**{"text": None, "state": state(), **plan}), "state on #1")
    return list(told)


@pytest.mark.parametrize(
    ("plan", "lines"),
    [
        ({}, []),
        ({"text": f"{MARKER}\nnew"}, ["the comment is edited"]),
        ({"text": f"{MARKER}\nold  \n"}, []),
        ({"labels": Labels(add=("a", "b"), remove=("c",))}, ["labels added: a, b", "labels removed: c"]),
        ({"body": str.upper}, ["the criteria in the issue's text are brought up to date"]),
        ({"body": str}, []),
        ({"reopen": True}, ["the issue is reopened"]),
        ({"notes": ("one", "two")}, ["one", "two"]),
    ],
)
def test_each_change_is_one_line(plan: dict[str, Any], lines: list[str]) -> None:
    stands = seen(issue(body="text"), [marked(state(), "old\r\n")])
    assert shown(stands, **plan) == [f"state on #1: {each}" for each in lines]


def test_a_new_comment_and_doubled_ones_are_named() -> None:
    assert shown(seen(), text=f"{MARKER}\nx") == ["state on #1: a new comment"]
    twice = seen(comments=[marked(state(), "x", number) for number in (1, 2, 3)])
    assert shown(twice) == ["state on #1: 2 doubled comments are deleted"]


def test_a_dry_run_shows_the_texts_before_and_after() -> None:
    stands = seen(issue(body="- [ ] a\r\nb"), [marked(state(), "one\ntwo\nthree\nfour")])
    lines = shown(stands, dry_run=True, text=f"{MARKER}\none\ntwo\n3\nfour", body=lambda text: text.replace("[ ]", "[x]"))
    assert lines == [
        "state on #1: the comment is edited",
        "state on #1: the criteria in the issue's text are brought up to date",
        "  --- comment as it is",
        "  +++ comment as it would be",
        "  @@ -3,3 +3,3 @@",
        "  |two",
        "  -three",
        "  +3",
        "  |four",
        "  --- issue as it is",
        "  +++ issue as it would be",
        "  @@ -1,2 +1,2 @@",
        "  -- [ ] a",
        "  +- [x] a",
        "  |b",
    ]


def test_a_dry_run_without_texts_shows_none() -> None:
    assert shown(seen(), dry_run=True, reopen=True) == ["state on #1: the issue is reopened"]


def test_a_new_text_has_no_line_before_it() -> None:
    lines = shown(seen(), dry_run=True, text=f"{MARKER}\nx")
    assert [each for each in lines if each.startswith("  -") and "---" not in each] == []
    assert lines[-1] == "  +x"


HOSTILE = st.lists(st.sampled_from(["::error::x", " ::add-mask::y", "##[error]z", "a", "\x1b[31m", "\u202e", "-", "+"]), max_size=6)


@given(HOSTILE, HOSTILE)
def test_no_line_of_a_text_is_an_order_to_the_runner(before: list[str], after: list[str]) -> None:
    stands = seen(issue(body="\n".join(before)), [marked(state(), "\n".join(before))])
    lines = shown(stands, dry_run=True, text=f"{MARKER}\n" + "\n".join(after), body=lambda _: "\n".join(after))
    for line in lines:
        assert not re.match(r"\s*::", line)
        assert "##[" not in line
        assert not re.search("[\x1b\u202e\r\n]", line)
