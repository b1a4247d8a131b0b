from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sites import KEY, comment, issue, marked, on_world, real, seen, site, state

from gatekeeper.documents.marker import write
from gatekeeper.github.errors import GitHubError
from gatekeeper.publishers.remote.labels import Labels
from gatekeeper.publishers.remote.plan import Plan
from gatekeeper.publishers.remote.seen import look
from gatekeeper.publishers.remote.steps import ChangedError, steps

if TYPE_CHECKING:
    from github_world.world import World

    from gatekeeper.publishers.remote.seen import Seen
    from gatekeeper.publishers.remote.steps import Step

MARKER = write(state())
EDIT = r"PATCH .*/issues/comments/\d+$"


def todo(stands: Seen, **plan: Any) -> tuple[Step, ...]:
    return steps(site(), stands, Plan(**{"text": None, "state": state(), **plan}), KEY)


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        ({}, []),
        ({"text": f"{MARKER}\nnew"}, ["the comment is edited"]),
        ({"text": f"{MARKER}\nold  \n"}, []),
        ({"labels": Labels(add=("a", "b"))}, ["labels added: a, b"]),
        ({"labels": Labels(remove=("c", "d"))}, ["labels removed: c, d"]),
        ({"body": str.upper}, ["the criteria in the issue's text are brought up to date"]),
        ({"body": str}, []),
        ({"reopen": True}, ["the issue is reopened"]),
        ({"notes": ("one", "two")}, []),
    ],
)
def test_each_change_is_one_step(plan: dict[str, Any], words: list[str]) -> None:
    stands = seen(issue(body="text"), [marked(state(), "old\r\n")])
    assert [each.words for each in todo(stands, **plan)] == words


def test_the_comment_comes_first_and_what_it_has_to_remember_after_what_is_taken_back() -> None:
    labels = Labels(add=("a",), remove=("b",))
    made = todo(seen(issue(body="text")), text=f"{MARKER}\nx", labels=labels, body=str.upper, reopen=True)
    assert [(each.words, each.remembered) for each in made] == [
        ("a new comment", False),
        ("labels removed: b", False),
        ("the criteria in the issue's text are brought up to date", False),
        ("labels added: a", True),
        ("the issue is reopened", False),
    ]


def test_planning_steps_asks_nothing_and_does_nothing(world: World) -> None:
    number = world.issue("Issue", "text")
    here = on_world(world)
    there = look(here.connect(), number, KEY)
    world.forget()
    steps(here, there, Plan(text=MARKER, state=state(), labels=Labels(add=("a",)), body=str.upper, reopen=True), KEY)
    assert world.requests() == 0


def edited(world: World, number: int, before: str) -> None:
    """Edit our comment, from what it was when the text was made."""
    here = on_world(world, repository=real(world, world.maintainer))
    found = look(here.connect(), number, KEY)
    was = comment(before, found.mine[0].comment.id) if before else found.mine[0].comment
    stands = seen(issue(number), [was])
    (step,) = steps(here, stands, Plan(text=f"{MARKER}\nnew", state=state()), KEY)
    step.act()


def test_a_comment_that_is_not_what_it_was_is_not_written_over(world: World) -> None:
    number = world.issue("Issue")
    world.comment(number, f"{MARKER}\nold", by="maint")
    with pytest.raises(ChangedError):
        edited(world, number, f"{MARKER}\nolder")
    assert [each["body"] for each in world.comments(number)] == [f"{MARKER}\nold"]
    edited(world, number, f"{MARKER}\nold")
    assert [each["body"] for each in world.comments(number)] == [f"{MARKER}\nnew"]


@pytest.mark.parametrize(("status", "error"), [(404, ChangedError), (403, GitHubError)])
def test_a_comment_that_is_gone_has_changed_and_one_that_is_refused_has_not(world: World, status: int, error: type[Exception]) -> None:
    number = world.issue("Issue")
    world.comment(number, f"{MARKER}\nold", by="maint")
    world.fault(EDIT, status=status, body={"message": "no"})
    with pytest.raises(error):
        edited(world, number, f"{MARKER}\nold")
