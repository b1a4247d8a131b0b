from __future__ import annotations

from dataclasses import replace as changed
from typing import TYPE_CHECKING, Any

import pytest
from deliveries import delivery
from sites import Told, config, on_world, real, site, word

from gatekeeper.config.measures import parse_measure
from gatekeeper.config.targets import Criterion, Guard, IssueTarget, Target
from gatekeeper.errors import DeliveryError, GatekeeperError
from gatekeeper.evidence import record as rows
from gatekeeper.evidence.event import Event
from gatekeeper.model import Verdict
from gatekeeper.publishers.issues import Issues, _may_speak

if TYPE_CHECKING:
    from github_world.world import World

    from gatekeeper.publishers.remote.site import Site, Word

CRITERION = Criterion(text="Unit", measure=parse_measure("unit.pass_rate > 90%", ["unit"], []))


def aim(number: int | None = None, key: str = "", **more: Any) -> IssueTarget:
    search = more.pop("search", None)
    return IssueTarget(target=Target(key=key or f"issue-{number}", **more), number=number, search=search)


def of(ref: str | None, **more: Any) -> Word:
    return word(subject=rows.Subject(commit="a" * 40, tree="b" * 40, dirty=False, ref=ref), **more)


def deliver(world: World, *issues: IssueTarget, said: Word | None = None, guard: Guard | None = None, **more: Any) -> list[GatekeeperError]:
    wrong: list[GatekeeperError] = []
    here = on_world(world, repository=real(world), wrong=wrong, config=config(issues=issues, guard=guard), **more)
    Issues().deliver(changed(delivery((said or of("refs/heads/main")).record), site=here))
    return wrong


def failed(world: World, *issues: IssueTarget, **more: Any) -> tuple[str, list[str]]:
    """Return how it ended, and what was complained of before."""
    wrong: list[GatekeeperError] = []
    here = on_world(world, repository=real(world), wrong=wrong, config=config(issues=issues), **more)
    with pytest.raises(DeliveryError) as caught:
        Issues().deliver(changed(delivery(of("refs/heads/main").record), site=here))
    assert caught.value.remedy
    return caught.value.message, [each.message for each in wrong]


def spoken(world: World, *numbers: int) -> list[int]:
    return [len(world.comments(number)) for number in numbers]


@pytest.mark.parametrize(
    ("here", "wanted"),
    [
        (None, False),
        (site(), False),
        (site(config=config(issues=(aim(1),))), True),
        (site(config=config(issues=(aim(1), aim(2))), only=("issue-2",)), True),
        (site(config=config(issues=(aim(1),)), only=("issue-2",)), False),
    ],
)
def test_wanted_where_an_issue_is_configured_and_asked_for(here: Site | None, wanted: bool) -> None:
    assert Issues().wanted(changed(delivery(word().record), site=here)) is wanted


MAIN, MERGE, QUEUE = "refs/heads/main", "refs/pull/5/merge", "refs/heads/gh-readonly-queue/main/pr-5-abc"


@pytest.mark.parametrize(
    ("ref", "refs", "event", "may"),
    [
        (MAIN, (), Event(), True),
        (None, (), Event(), True),
        (MERGE, (), Event(), False),
        (MAIN, (), Event(pull_request=5), False),
        (MAIN, (), Event(foreign=True), False),
        (MAIN, (MAIN,), Event(foreign=True), False),
        (MAIN, (MAIN,), Event(), True),
        ("refs/heads/x", (MAIN,), Event(), False),
        (None, (MAIN,), Event(), False),
        ("refs/heads/release/2", (MAIN, "refs/heads/release/*"), Event(), True),
        ("refs/heads/MAIN", (MAIN,), Event(), False),
        (QUEUE, (), Event(name="merge_group"), False),
        (QUEUE, (), Event(), False),
        (MAIN, (), Event(name="merge_group"), False),
        (QUEUE, ("refs/heads/gh-readonly-queue/*",), Event(name="merge_group"), True),
        ("refs/heads/gh-readonly", (), Event(), True),
        (MERGE, ("refs/pull/*",), Event(pull_request=5), True),
        (MERGE, ("refs/pull/*",), Event(pull_request=5, foreign=True), False),
    ],
)
def test_which_refs_may_speak(ref: str | None, refs: tuple[str, ...], event: Event, may: bool) -> None:
    assert _may_speak(site(event=event), aim(1, refs=refs), of(ref)) is may


@pytest.mark.parametrize(
    ("ref", "event", "named"),
    [(MERGE, Event(), MERGE), (MAIN, Event(foreign=True), "a pull request"), (None, Event(pull_request=1), "no known ref")],
)
def test_what_may_not_speak_is_said(ref: str | None, event: Event, named: str) -> None:
    told = Told()
    here = site(told=told, config=config(issues=(aim(1),)), event=event)
    Issues().deliver(changed(delivery(of(ref).record), site=here))
    assert list(told) == [f"issue-1: not published, the record is of {named}"]


def test_only_what_was_asked_for_is_published(world: World) -> None:
    one, two = world.issue("one"), world.issue("two")
    assert deliver(world, aim(one), aim(two), only=(f"issue-{two}",)) == []
    assert spoken(world, one, two) == [0, 1]


def test_a_search_may_find_many_or_none(world: World) -> None:
    numbers = [world.issue(f"Issue {index}", labels=["e2e"]) for index in range(3)]
    told = Told()
    deliver(world, aim(key="e2e", search="label:e2e"), aim(key="none", search="label:other"), told=told)
    assert spoken(world, *numbers) == [1, 1, 1]
    assert "none: the search finds no issue" in told


def test_one_that_fails_does_not_keep_the_others_from_being_served(world: World) -> None:
    locked, gone, fine = world.issue("locked"), world.issue("gone"), world.issue("fine")
    world.lock(locked)
    world.delete_issue(gone)
    message, wrong = failed(world, aim(locked), aim(gone), aim(fine))
    assert message.startswith("2 of what was to be said on issues was not delivered")
    assert [f"#{number}" in each for number, each in zip((locked, gone), wrong, strict=True)] == [True, True]
    assert spoken(world, fine) == [1]


def test_a_search_that_fails_does_not_either(world: World) -> None:
    fine = world.issue("fine")
    world.fault("GET /search/issues", status=403, body={"message": "Resource not accessible by integration"})
    message, wrong = failed(world, aim(key="e2e", search="label:e2e"), aim(fine))
    assert (message[:2], len(wrong), spoken(world, fine)) == ("1 ", 1, [1])


def test_of_many_that_a_search_finds_one_may_fail(world: World) -> None:
    numbers = [world.issue(f"Issue {index}", labels=["e2e"]) for index in range(3)]
    world.lock(numbers[1])
    message, wrong = failed(world, aim(key="e2e", search="label:e2e"))
    assert (message[:2], len(wrong)) == ("1 ", 1)
    assert spoken(world, *numbers) == [1, 0, 1]


def test_a_closed_issue_is_left_to_the_guard(world: World) -> None:
    number = world.issue("Unit")
    world.close(number)
    commit, tree = world.head()
    subject = rows.Subject(commit=commit, tree=tree, dirty=False, ref=MAIN)
    said = word(Verdict.FAILED, passed=1, failed=9, subject=subject)
    assert deliver(world, aim(number, criteria=(CRITERION,), on=("failed",)), said=said, guard=Guard()) == []
    assert (world.state(number), world.labels(number), spoken(world, number)) == ("closed", [], [1])


def test_all_searches_are_made_before_anything_is_said(world: World) -> None:
    numbers = [world.issue(f"Issue {index}", labels=[f"l{index}"]) for index in range(2)]
    world.forget()
    deliver(world, *(aim(key=f"k{index}", search=f"label:l{index}") for index in range(2)))
    order = ["search" if "/search/" in each["path"] else each["method"] for each in world.log()]
    assert order.index("POST") > len(order) - 1 - order[::-1].index("search")
    assert spoken(world, *numbers) == [1, 1]
