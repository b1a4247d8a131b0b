from __future__ import annotations

from dataclasses import replace as changed
from typing import TYPE_CHECKING, Any

import pytest
from deliveries import delivery
from sites import Told, config, on_world, real, site, word

from gatekeeper.config.targets import Target
from gatekeeper.errors import DeliveryError, GatekeeperError
from gatekeeper.evidence import record as rows
from gatekeeper.evidence.event import Event
from gatekeeper.github.answers import Pull
from gatekeeper.publishers.pull_request import PullRequest, _numbers

if TYPE_CHECKING:
    from github_world.world import World

    from gatekeeper.publishers.remote.site import Site, Word

PLACE = config(pull_request=Target(key="pull_request", labels=(("passed", ("verified",)),)))


def of(commit: str | None) -> Word:
    return word(subject=rows.Subject(commit=commit, tree=None, dirty=False, ref=None))


def deliver(world: World, commit: str | None, told: Told | None = None, **more: Any) -> None:
    here = on_world(world, repository=real(world), told=told, **{"config": PLACE, **more})
    PullRequest().deliver(changed(delivery(of(commit).record), site=here))


def spoken(world: World, *numbers: int) -> list[int]:
    return [sum(each["body"].startswith("<!-- gatekeeper:comment") for each in world.comments(number)) for number in numbers]


@pytest.mark.parametrize(
    ("here", "wanted"),
    [
        (None, False),
        (site(), False),
        (site(config=PLACE), True),
        (site(config=PLACE, only=("pull_request",)), True),
        (site(config=PLACE, only=("status",)), False),
    ],
)
def test_wanted_where_it_is_configured_and_asked_for(here: Site | None, wanted: bool) -> None:
    assert PullRequest().wanted(changed(delivery(of("a" * 40).record), site=here)) is wanted


def test_it_is_found_by_the_commit_that_was_judged(world: World) -> None:
    number, head = world.pull("one")
    other, _ = world.pull("two")
    deliver(world, head)
    deliver(world, head)
    assert (spoken(world, number, other), world.labels(number)) == ([1, 0], ["verified"])


def test_the_event_names_it_when_its_head_is_what_was_judged(world: World) -> None:
    number, head = world.pull("one")
    world.forget()
    deliver(world, head, event=Event(pull_request=number, head=head))
    assert (spoken(world, number), world.requests("GET", "/pulls")) == ([1], 0)


def test_an_event_of_another_head_names_nothing(world: World) -> None:
    number, head = world.pull("one")
    told = Told()
    deliver(world, "c" * 40, told, event=Event(pull_request=number, head=head))
    assert list(told) == ["pull_request: no open pull request has the head ccccccc"]
    assert spoken(world, number) == [0]


class Pulls:
    """A repository that knows pull requests, and notes what it was asked."""

    def __init__(self, *there: Pull) -> None:
        self.there = there
        self.asked: list[tuple[str, str | None]] = []

    def pulls_of(self, commit: str, branch: str | None) -> tuple[Pull, ...]:
        self.asked.append((commit, branch))
        return self.there


def test_a_pull_request_that_has_moved_on_or_is_closed_is_left_alone() -> None:
    here, away = "a" * 40, "b" * 40
    shapes = [(1, "open", away), (2, "closed", here), (3, "open", here), (4, "closed", away), (5, "open", here)]
    pulls = Pulls(*(Pull(number=number, state=at, head=head, head_repository="acme/widgets") for number, at, head in shapes))
    assert _numbers(site(pulls, event=Event(branch="acme:one", pull_request=9, head=away)), of(here)) == (3, 5)
    assert pulls.asked == [(here, "acme:one")]


def test_a_forks_is_found_by_its_branch(world: World) -> None:
    number, head = world.pull("fix", by="outsider", fork=True)
    deliver(world, head, event=Event(foreign=True, branch="outsider:fix"))
    assert spoken(world, number) == [1]


def test_a_record_without_a_commit_cannot_find_it(world: World) -> None:
    with pytest.raises(DeliveryError, match="names no commit") as caught:
        deliver(world, None)
    assert caught.value.remedy


def test_criteria_in_its_text_are_not_ours(world: World) -> None:
    text = "- [ ] Unit <!-- gatekeeper: unit.pass_rate > 90% -->"
    number, head = world.pull("one", text)
    deliver(world, head)
    assert world.body(number) == text


def test_one_that_fails_does_not_keep_the_others_from_being_served(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    one, head = world.pull("one")
    two, _ = world.pull("two")
    three, _ = world.pull("three")
    for refused in (one, three):
        world.fault(f"POST .*/issues/{refused}/comments", status=403, body={"message": "Resource not accessible by integration"})
    monkeypatch.setattr("gatekeeper.publishers.pull_request._numbers", lambda *_: (one, two, three))
    wrong: list[GatekeeperError] = []
    with pytest.raises(DeliveryError, match=r"^2 pull request comments were not delivered$") as caught:
        deliver(world, head, wrong=wrong)
    assert caught.value.remedy
    assert [f"#{number}" in each.message for number, each in zip((one, three), wrong, strict=True)] == [True, True]
    assert spoken(world, one, two, three) == [0, 1, 0]
