from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites import BOT, KEY, comment, marked, real, seen, state

from gatekeeper.documents.marker import newer, write
from gatekeeper.publishers.remote.seen import Key, look, newest, owned

if TYPE_CHECKING:
    from github_world.world import World

    from gatekeeper.documents.marker import State

MARKER = write(state())
STATES = st.builds(
    lambda minute, run, digest: state(created=f"2026-09-16T10:0{minute}:00+00:00", run=run, digest=digest),
    st.integers(0, 3),
    st.sampled_from(["", "7", "8"]),
    st.sampled_from(["a", "b"]),
)


@pytest.mark.parametrize(
    ("body", "author", "ours"),
    [
        (f"{MARKER}\ntext", BOT, True),
        (f"{MARKER}\r\ntext", BOT.upper(), True),
        (MARKER, BOT, True),
        (f"{MARKER}\ntext", "outsider", False),
        (f"{MARKER}\ntext", "", False),
        (f" {MARKER}\ntext", BOT, False),
        (f"text\n{MARKER}", BOT, False),
        (f"> {MARKER}", BOT, False),
        (write(state(key="other")), BOT, False),
        (write(state(kind="guard")), BOT, False),
        ("text", BOT, False),
    ],
)
def test_a_comment_is_ours_when_our_marker_opens_it_and_we_wrote_it(body: str, author: str, ours: bool) -> None:
    assert bool(owned([comment(body, author=author)], BOT, KEY)) is ours


def test_ours_stand_oldest_first_and_those_of_a_key_are_told_apart() -> None:
    guard = Key(kind="guard", name="guard")
    there = [marked(state(run="2"), number=9), marked(state(kind="guard", key="guard"), number=5), marked(state(run="1"), number=3)]
    assert [each.comment.id for each in owned(there, BOT, KEY)] == [3, 9]
    assert [each.comment.id for each in owned(there, BOT, guard)] == [5]


@given(st.lists(STATES, max_size=5))
def test_the_newest_is_not_older_than_any(states: list[State]) -> None:
    there = [marked(each, number=number) for number, each in enumerate(states, 1)]
    best = newest(owned(there, BOT, KEY))
    assert (best is None) is (not states)
    assert best is None or not any(newer(each, best.state) for each in states)


def test_of_two_alike_the_oldest_is_the_newest() -> None:
    made = seen(comments=[marked(state(), number=2), marked(state(), number=1)])
    assert made.newest
    assert made.newest.comment.id == 1


def test_nothing_of_ours_is_no_newest_and_no_label() -> None:
    made = seen(comments=[comment("text")])
    assert (made.newest, made.labels, made.mine) == (None, (), ())


def test_the_labels_of_all_our_comments_are_ours_once() -> None:
    there = [marked(state(labels=("a", "b")), number=1), marked(state(labels=("b", "c")), number=2)]
    theirs = marked(state(labels=("theirs",)), number=3, author="outsider")
    assert seen(comments=[*there, theirs]).labels == ("a", "b", "c")


def test_an_issue_is_read_with_every_page_of_its_comments(world: World) -> None:
    number = world.issue("Issue", "text", ["bug"])
    world.comment(number, f"{MARKER}\nforged", by="outsider")
    for index in range(100):
        world.comment(number, f"comment {index}", by="stranger")
    world.comment(number, write(state(key="forged", labels=("theirs",))), by="outsider")
    others = (state(key="other", labels=("a", "b")), state(kind="guard", key="guard", labels=("b",)))
    for made in others:
        real(world).create_comment(number, write(made), lambda _: False)
    own = real(world).create_comment(number, f"{write(state(labels=('own',)))}\nours", lambda _: False).id
    world.forget()
    found = look(real(world), number, KEY)
    assert (found.issue.body, found.issue.labels, len(found.comments)) == ("text", ("bug",), 105)
    assert [each.comment.id for each in found.mine] == [own]
    assert (found.labels, found.shared, found.keys) == (("own",), ("a", "b", "b"), ("other", "state"))
    assert [each["path"].rpartition("/")[2] for each in world.log()] == [str(number), "comments", "comments"]
