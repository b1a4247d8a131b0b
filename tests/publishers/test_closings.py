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
from gatekeeper.publishers.closings import Closings
from gatekeeper.publishers.remote.closing import AWAITING, FAILED, verify

if TYPE_CHECKING:
    from github_world.world import World

    from gatekeeper.publishers.remote.site import Site, Word

GUARDED = config(guard=Guard())


def place(world: World, *numbers: int, **more: Any) -> Site:
    criterion = Criterion(text="Unit", measure=parse_measure("unit.pass_rate > 90%", ["unit"], []))
    issues = tuple(IssueTarget(target=Target(key=f"i{number}", criteria=(criterion,)), number=number) for number in numbers)
    return on_world(world, repository=real(world), config=config(issues=issues, guard=Guard()), **more)


def of(world: World, verdict: Verdict = Verdict.PASSED, **more: Any) -> Word:
    commit, tree = world.head()
    return word(verdict, **{"subject": rows.Subject(commit=commit, tree=tree, dirty=False, ref="refs/heads/main"), **more})


def deliver(here: Site, said: Word) -> None:
    Closings().deliver(changed(delivery(said.record), site=here))


@pytest.mark.parametrize(
    ("here", "wanted"),
    [
        (None, False),
        (site(), False),
        (site(config=GUARDED), True),
        (site(config=GUARDED, only=("a",)), False),
        (site(config=GUARDED, event=Event(foreign=True)), False),
    ],
)
def test_wanted_where_closed_issues_are_guarded(here: Site | None, wanted: bool) -> None:
    assert Closings().wanted(changed(delivery(word().record), site=here)) is wanted


def test_what_waits_is_decided_about(world: World) -> None:
    honest, promise = world.issue("honest"), world.issue("promise")
    here = place(world, honest, promise)
    for number in (honest, promise):
        world.close(number)
        verify(here, number, None)
        assert world.labels(number) == [AWAITING]
    deliver(here, of(world, Verdict.FAILED, passed=1, failed=9))
    assert [(world.state(each), world.labels(each)) for each in (honest, promise)] == [("open", [FAILED])] * 2
    world.close(honest)
    deliver(here, of(world, run=813))
    assert [(world.state(each), world.labels(each)) for each in (honest, promise)] == [("closed", []), ("open", [])]


def test_what_the_guard_has_not_labelled_is_not_looked_at(world: World) -> None:
    number = world.issue("old")
    world.close(number, hours_ago=9000)
    deliver(place(world, number), of(world, Verdict.FAILED, passed=1, failed=9))
    assert (world.state(number), world.labels(number), world.comments(number)) == ("closed", [], [])


def test_an_open_issue_that_was_reopened_is_verified_and_one_that_others_labelled_is_left_alone(world: World) -> None:
    ours, theirs = world.issue("ours"), world.issue("theirs", labels=[FAILED])
    here = place(world, ours, theirs)
    world.close(ours)
    verify(here, ours, of(world, Verdict.FAILED, passed=1, failed=9))
    assert (world.state(ours), world.labels(ours)) == ("open", [FAILED])
    deliver(here, of(world, run=813))
    assert [(world.labels(each), len(world.comments(each))) for each in (ours, theirs)] == [([], 1), ([FAILED], 0)]


def test_an_issue_with_both_labels_is_decided_about_once(world: World) -> None:
    number = world.issue("both", labels=[AWAITING, FAILED])
    world.close(number)
    told = Told()
    deliver(place(world, number, told=told), of(world, Verdict.FAILED, passed=1, failed=9))
    assert (sum("the issue is reopened" in line for line in told), "no change" in told) == (1, False)
    assert world.state(number) == "open"


@pytest.mark.parametrize(
    ("about", "more"),
    [
        ({"subject": rows.Subject(commit="c" * 40, tree=None, dirty=False, ref=None)}, {}),
        ({"partial": True}, {}),
        ({}, {"event": Event(pull_request=5)}),
    ],
)
def test_a_record_that_decides_nothing_asks_nothing(world: World, about: dict[str, Any], more: dict[str, Any]) -> None:
    here = place(world, **more)
    said = of(world, **about)
    world.forget()
    deliver(here, said)
    assert world.requests("GET", "issues") == 0


def test_one_that_fails_does_not_keep_the_others_from_being_served(world: World) -> None:
    locked, fine = world.issue("locked"), world.issue("fine")
    wrong: list[GatekeeperError] = []
    here = place(world, locked, fine, wrong=wrong)
    for number in (locked, fine):
        world.close(number)
        verify(here, number, None)
    world.fault(f"PATCH .*/issues/{locked}$", status=403, body={"message": "no"})
    world.fault(f"GET .*/issues/{locked}$", status=403, body={"message": "no"})
    with pytest.raises(DeliveryError, match=r"^1 closed issues could not be decided about") as caught:
        deliver(here, of(world, Verdict.FAILED, passed=1, failed=9))
    assert (caught.value.remedy != "", len(wrong), world.state(fine)) == (True, 1, "open")
