from __future__ import annotations

from dataclasses import replace as changed
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sites import NOW, Told, config, on_world, real, word

from gatekeeper.config.measures import parse_measure
from gatekeeper.config.targets import Criterion, Guard, IssueTarget, LabelStyle, Target
from gatekeeper.errors import GatekeeperError
from gatekeeper.evidence import record as rows
from gatekeeper.github.errors import GitHubError
from gatekeeper.guard import Guarding
from gatekeeper.model import Verdict
from gatekeeper.publishers.remote.closing import AWAITING, FAILED

if TYPE_CHECKING:
    from github_world.world import World

    from gatekeeper.publishers.remote.site import Word

TTL = {"wip": LabelStyle(ttl=timedelta(hours=24)), "kept": LabelStyle(color="000000"), "Old": LabelStyle(ttl=timedelta(0))}
WEEK = timedelta(days=7)


def red(world: World, **more: Any) -> Word:
    commit, tree = world.head()
    return word(Verdict.FAILED, passed=1, failed=9, **{"subject": rows.Subject(commit=commit, tree=tree, dirty=False, ref=None), **more})


def guarding(world: World, said: Word | None, *numbers: int, labels: dict[str, LabelStyle] | None = None, **more: Any) -> Guarding:
    criterion = Criterion(text="Unit", measure=parse_measure("unit.pass_rate > 90%", ["unit"], []))
    issues = tuple(IssueTarget(target=Target(key=f"i{number}", criteria=(criterion,)), number=number) for number in numbers)
    made = config(issues=issues, guard=Guard(), labels=labels or {})
    return Guarding(site=on_world(world, repository=real(world), config=made, **{"now": datetime.now(UTC), **more}), word=said)


def closed(world: World, hours: float = 0) -> int:
    number = world.issue("Unit")
    world.close(number, hours_ago=hours)
    return number


def test_each_issue_is_decided_about(world: World) -> None:
    one, two = closed(world), closed(world)
    there = guarding(world, red(world), one, two)
    there.issues([one, two])
    assert (there.failed, [world.state(each) for each in (one, two)]) == (0, ["open", "open"])


def test_a_record_that_decides_nothing_is_said_once_and_counts_for_none(world: World) -> None:
    one, two = closed(world), closed(world)
    told = Told()
    there = guarding(world, red(world, partial=True), one, two, told=told)
    there.issues([one, two])
    assert [world.labels(each) for each in (one, two)] == [[AWAITING], [AWAITING]]
    assert sum("it decides nothing" in line for line in told) == 1


def test_without_a_record_nothing_is_said_about_it(world: World) -> None:
    told = Told()
    guarding(world, None, told=told).issues([])
    assert list(told) == []


def test_one_that_fails_does_not_keep_the_others_from_being_looked_at(world: World) -> None:
    gone, fine = closed(world), closed(world)
    world.delete_issue(gone)
    wrong: list[GatekeeperError] = []
    there = guarding(world, red(world), gone, fine, wrong=wrong)
    there.issues([gone, fine])
    assert (there.failed, len(wrong), world.state(fine), world.labels(fine)) == (1, 1, "open", [FAILED])


def test_the_sweep_looks_back_as_far_as_it_is_told(world: World) -> None:
    young, old = closed(world, 24 * 6), closed(world, 24 * 8)
    there = guarding(world, red(world), young, old)
    there.sweep(WEEK)
    assert [world.state(each) for each in (young, old)] == ["open", "closed"]
    there.sweep(timedelta(days=999_999_999))
    assert world.state(old) == "open"


def test_the_sweep_says_since_when_it_looks_and_how_much_it_found(world: World) -> None:
    closed(world, 1)
    told = Told()
    there = guarding(world, None, told=told)
    there.sweep(WEEK)
    assert next(iter(told)) == f"closed since {there.site.now - WEEK:%Y-%m-%d %H:%M} UTC: 1"


def test_a_label_that_could_not_be_removed_is_not_said_to_be_gone(world: World) -> None:
    stuck, fine = world.issue("stuck"), world.issue("fine")
    for number in (stuck, fine):
        world.label(number, "wip", hours_ago=25)
    world.fault(rf"DELETE .*/issues/{stuck}/labels", status=403, body={"message": "no"})
    told, wrong = Told(), list[GatekeeperError]()
    there = guarding(world, None, labels=TTL, told=told, wrong=wrong)
    there.sweep(WEEK)
    assert (there.failed, len(wrong), f"#{stuck}: " in told, f"#{fine}: label wip" in told) == (1, 1, False, True)


def test_labels_go_when_their_time_is_over(world: World) -> None:
    old, young, done = world.issue("old"), world.issue("young"), world.issue("done")
    for number, hours in ((old, 25), (young, 23), (done, 99)):
        world.label(number, "wip", hours_ago=hours)
        world.label(number, "kept", hours_ago=hours)
    world.label(young, "old", hours_ago=1)
    world.close(done)
    told = Told()
    there = guarding(world, None, labels=TTL, told=told)
    there.sweep(timedelta(0))
    assert [sorted(world.labels(each)) for each in (old, young, done)] == [["kept"], ["kept", "wip"], ["kept", "wip"]]
    assert [each for each in told if "label wip" in each] == [f"#{old}: label wip is removed, it is older than its ttl"]


def test_a_dry_run_removes_nothing(world: World) -> None:
    number = world.issue("old")
    world.label(number, "wip", hours_ago=25)
    told = Told()
    world.forget()
    guarding(world, None, labels=TTL, told=told, dry_run=True).sweep(WEEK)
    assert (world.labels(number), f"#{number}: label wip is removed, it is older than its ttl (dry run)" in told) == (["wip"], True)
    assert {each["method"] for each in world.log()} == {"GET"}


def test_a_label_that_nobody_noted_putting_on_stays(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    number = world.issue("old", labels=["wip"])
    there = guarding(world, None, labels=TTL, now=NOW + timedelta(days=9999))
    monkeypatch.setattr(type(there.site.connect()), "labelled_at", lambda *_: None)
    there.sweep(timedelta(0))
    assert world.labels(number) == ["wip"]


def test_a_label_lives_as_long_as_its_ttl_says_and_no_longer(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    number = world.issue("old", labels=["wip"])
    there = guarding(world, None, labels=TTL, now=NOW)
    monkeypatch.setattr(type(there.site.connect()), "labelled_at", lambda *_: NOW - timedelta(hours=24))
    there.sweep(timedelta(0))
    assert world.labels(number) == ["wip"]
    there.site = changed(there.site, now=NOW + timedelta(seconds=1))
    there.sweep(timedelta(0))
    assert world.labels(number) == []


def test_a_label_that_cannot_be_listed_does_not_keep_the_others(world: World) -> None:
    number = world.issue("old")
    world.label(number, "Old", hours_ago=1)
    world.fault(r"GET .*/issues\?.*labels=wip", status=403, body={"message": "no"})
    wrong: list[GatekeeperError] = []
    there = guarding(world, None, labels=TTL, wrong=wrong)
    there.sweep(WEEK)
    assert (there.failed, len(wrong), world.labels(number)) == (1, 1, [])


def test_a_sweep_that_cannot_look_is_no_sweep(world: World) -> None:
    world.fault(r"GET .*/issues\?.*state=closed", status=403, body={"message": "no"})
    with pytest.raises(GitHubError, match="list closed issues"):
        guarding(world, None).sweep(WEEK)
