from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field
from dataclasses import replace as changed
from typing import TYPE_CHECKING, Any

import pytest
from deliveries import delivery
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sites import HEAD, Told, config, on_world, site, word

from gatekeeper.errors import DeliveryError
from gatekeeper.evidence import record as rows
from gatekeeper.evidence.event import Event
from gatekeeper.github.answers import Status
from gatekeeper.model import Verdict
from gatekeeper.publishers.status import CommitStatus

if TYPE_CHECKING:
    from github_world.world import World

    from gatekeeper.publishers.remote.site import Site, Word

CONTEXT, ONE = "gatekeeper/widgets", "1" * 12
PLACE = config(status="widgets")


@dataclass
class Shelf:
    """A repository that keeps the statuses of one commit; ``between`` are those that others set just after ours."""

    there: list[Status] = field(default_factory=list)
    made: list[Status] = field(default_factory=list)
    between: list[list[Status]] = field(default_factory=list)
    reads: int = 0

    def permission(self, login: str) -> str:
        raise AssertionError(login)  # a status asks nobody who they are

    def status_history(self, commit: str) -> tuple[Status, ...]:
        assert commit == HEAD.commit
        self.reads += 1
        return tuple(self.there)

    def create_status(self, commit: str, context: str, state: str, description: str, url: str) -> None:
        assert commit == HEAD.commit
        self.made.append(Status(context=context, state=state, description=description, url=url))
        self.there.insert(0, self.made[-1])
        if self.between:
            self.there[:0] = self.between.pop()


def said(verdict: Verdict = Verdict.PASSED, policy: str = "1", **more: Any) -> Word:
    made = word(verdict, **more)
    policy_row = rows.PolicyRow(name="", source=None, sha256=policy * 64, run={}, categories={})
    return changed(made, record=replace(made.record, policy=policy_row))


def run(number: int, attempt: int | None = 1) -> str:
    return f"https://github.com/acme/widgets/actions/runs/{number}" + (f"/attempts/{attempt}" if attempt else "")


def status(state: str = "success", description: str = f"PASSED [policy {ONE}]", url: str = "", context: str = CONTEXT) -> Status:
    return Status(context=context, state=state, description=description, url=url)


def deliver(shelf: Shelf, given: Word, told: Told | None = None, **more: Any) -> None:
    here = site(shelf, told=told, **{"config": PLACE, **more})
    CommitStatus().deliver(changed(delivery(given.record), site=here))


def now(shelf: Shelf) -> tuple[str, str]:
    return shelf.there[0].state, shelf.there[0].description


@pytest.mark.parametrize(
    ("here", "wanted"),
    [
        (None, False),
        (site(), False),
        (site(config=PLACE), True),
        (site(config=PLACE, only=("status",)), True),
        (site(config=PLACE, only=("other",)), False),
    ],
)
def test_wanted_where_it_is_configured_and_asked_for(here: Site | None, wanted: bool) -> None:
    assert CommitStatus().wanted(changed(delivery(said().record), site=here)) is wanted


@pytest.mark.parametrize("verdict", Verdict)
def test_success_or_failure_and_nothing_between(verdict: Verdict) -> None:
    shelf, told = Shelf(), Told()
    deliver(shelf, said(verdict), told)
    (made,) = shelf.made
    assert shelf.reads == 2
    assert (made.context, made.state, made.url) == (CONTEXT, "success" if verdict is Verdict.PASSED else "failure", run(812))
    assert made.description.startswith(str(verdict))
    assert made.description.endswith(f" [policy {ONE}]")
    assert list(told) == [f"{CONTEXT} on aaaaaaa: {made.state}: {made.description}"]


@pytest.mark.parametrize("without", ["run", "url"])
def test_a_record_of_no_known_run_has_no_link(without: str) -> None:
    given = said()
    none = None if without == "run" else rows.RunRow(url=None, id="812", attempt="1")
    shelf = Shelf([status(url=run(900))])
    deliver(shelf, changed(given, record=replace(given.record, run=none)))
    assert [each.url for each in shelf.made] == [""]


def test_without_a_commit_there_is_nothing_to_set_it_on() -> None:
    given = said(subject=rows.Subject(commit=None, tree=None, dirty=None, ref=None))
    with pytest.raises(DeliveryError, match="names no commit") as caught:
        deliver(Shelf(), given)
    assert caught.value.remedy


def test_the_same_again_is_no_change() -> None:
    shelf, told = Shelf(), Told()
    deliver(shelf, said())
    deliver(shelf, said(), told)
    assert (len(shelf.made), shelf.reads, list(told)) == (1, 3, [f"{CONTEXT} on aaaaaaa: no change"])


def test_a_dry_run_sets_nothing() -> None:
    shelf, told = Shelf([status("failure", f"FAILED [policy {ONE}]")]), Told()
    deliver(shelf, said(), told, dry_run=True)
    assert shelf.made == []
    assert f"{CONTEXT} on aaaaaaa: failure -> success: PASSED" in told


@pytest.mark.parametrize(
    ("before", "own", "newer"),
    [
        (run(813), run(812), True),
        (run(813, None), run(812), True),
        (run(812, 2), run(812), True),
        (run(812, 2), run(812, None), True),
        (run(812, None), run(812), False),
        (run(812), run(812), False),
        (run(811, 9), run(812), False),
        (run(1000), run(999), True),
        ("", run(812), False),
        (run(813), None, False),
        (run(813) + "/x", run(812), False),
        ("https://example.com", run(812), False),
    ],
)
def test_a_newer_run_is_not_overwritten(before: str, own: str | None, newer: bool) -> None:
    shelf, told = Shelf([status("failure", f"FAILED [policy {ONE}]", before)]), Told()
    deliver(shelf, linked(own), told)
    assert ("left alone, a newer run has set it" in told) is newer
    assert bool(shelf.made) is not newer


def test_a_newer_run_is_not_forgotten_because_somebody_says_pending() -> None:
    shelf, told = Shelf([status("pending", "waiting"), status("failure", f"FAILED [policy {ONE}]", run(813))]), Told()
    deliver(shelf, said(), told)
    assert "left alone, a newer run has set it" in told
    assert shelf.made == []


def linked(url: str | None) -> Word:
    made = said()
    return changed(made, record=replace(made.record, run=rows.RunRow(url=url, id="812", attempt="1")))


@pytest.mark.parametrize(
    ("before", "policies"),
    [
        (None, [ONE]),
        (status("pending", "waiting"), [ONE]),
        (status("pending", f"waiting [policy {'2' * 12}]"), [ONE, "2" * 12]),
        (status("success", "trust me"), [ONE, "0" * 12]),
        (status("error", "oops"), [ONE, "0" * 12]),
        (status(description=f"PASSED [policy {ONE}]"), [ONE]),
        (status(description=f"PASSED [policy {'2' * 12}]"), [ONE, "2" * 12]),
        (status(description=f"x [policies {'2' * 12}, {ONE}, {'3' * 12}]"), [ONE, "2" * 12, "3" * 12]),
        (status(description=f"[policy {ONE}] trust me"), [ONE, "0" * 12]),
        (status(description=f"[policy {ONE[:-1]}]"), [ONE, "0" * 12]),
        (status(description="x", context="gatekeeper/other"), [ONE]),
    ],
)
def test_every_policy_that_had_a_say_is_found(before: Status | None, policies: list[str]) -> None:
    shelf = Shelf([before] if before else [])
    if len(policies) == 1:
        deliver(shelf, said())
        assert now(shelf)[0] == "success"
        return
    with pytest.raises(DeliveryError, match="different policies") as caught:
        deliver(shelf, said())
    assert ", ".join(policies) in caught.value.message
    assert now(shelf) == ("failure", f"judged by different policies [policies {', '.join(policies)}]")


@pytest.mark.parametrize(
    "between", [status("pending", "waiting"), status("pending", f"[policy {ONE}]"), status(context="gatekeeper/other")]
)
@pytest.mark.parametrize(
    ("earlier", "policy"),
    [
        (status("failure", f"FAILED [policy {'2' * 12}]"), "2" * 12),
        (status("success", "trust me"), "0" * 12),
        (status("error", ""), "0" * 12),
    ],
)
def test_nothing_that_comes_between_makes_an_earlier_policy_forgotten(between: Status, earlier: Status, policy: str) -> None:
    shelf = Shelf([between, between, earlier])
    with pytest.raises(DeliveryError, match=f"{ONE}, {policy}"):
        deliver(shelf, said())
    assert now(shelf) == ("failure", f"judged by different policies [policies {ONE}, {policy}]")


def test_what_was_hidden_again_at_the_same_moment_is_found() -> None:
    theirs = status(description=f"PASSED [policy {'2' * 12}]")
    shelf = Shelf(between=[[status("pending", "waiting"), theirs]])
    with pytest.raises(DeliveryError):
        deliver(shelf, said())
    assert now(shelf)[0] == "failure"


def test_a_foreign_record_is_held_to_the_policy_at_hand() -> None:
    with pytest.raises(DeliveryError, match=f"{ONE}, {'9' * 12}"):
        deliver(Shelf(), said(), event=Event(foreign=True), policy="9" * 64)
    shelf = Shelf()
    deliver(shelf, said(), event=Event(foreign=True), policy="1" * 64)
    deliver(shelf, said(), policy="9" * 64)
    assert now(shelf)[0] == "success"


def test_what_somebody_else_writes_at_the_same_moment_ends_in_failure() -> None:
    shelf = Shelf(between=[[status(description=f"PASSED [policy {'2' * 12}]")]])
    with pytest.raises(DeliveryError):
        deliver(shelf, said())
    assert [each.state for each in shelf.made] == ["success", "failure"]
    assert now(shelf)[0] == "failure"


def test_it_does_not_fight_for_ever() -> None:
    theirs = [[status(description=f"PASSED [policy {number * 12}]")] for number in "2345"]
    shelf = Shelf(between=theirs)
    with pytest.raises(DeliveryError):
        deliver(shelf, said())
    assert len(shelf.made) == 3


def test_however_many_policies_there_are_the_words_fit() -> None:
    shelf = Shelf()
    for policy in "0123456789abcdef":
        try:
            deliver(shelf, said(policy=policy))
        except DeliveryError:
            assert now(shelf)[0] == "failure"
    assert max(len(each.description) for each in shelf.made) <= 140
    assert now(shelf)[1].count(",") == 5


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("12"), st.sampled_from(list(Verdict)), st.integers(800, 803)), min_size=1, max_size=6),
    st.booleans(),
)
def test_it_is_green_only_when_one_policy_judged_and_the_newest_run_passed(writers: list[tuple[str, Verdict, int]], waiting: bool) -> None:
    shelf = Shelf()
    newest = 0
    last = Verdict.INVALID
    for turn, (policy, verdict, number) in enumerate(writers, 1):
        if waiting and turn < len(writers):
            shelf.there.insert(0, status("pending", "waiting"))
        alone = len({each for each, _, _ in writers[:turn]}) == 1
        with nullcontext() if alone else pytest.raises(DeliveryError):
            deliver(shelf, said(verdict, policy, run=number))
        if number >= newest:
            newest, last = number, verdict
    mixed = len({each for each, _, _ in writers}) > 1
    stands = next(each.state for each in shelf.there if each.state != "pending")
    assert stands == ("success" if last is Verdict.PASSED and not mixed else "failure")


def test_github_keeps_it(world: World) -> None:
    commit, tree = world.head()
    here = on_world(world, config=PLACE)
    given = said(subject=rows.Subject(commit=commit, tree=tree, dirty=False, ref=None))
    for _ in range(2):
        CommitStatus().deliver(changed(delivery(given.record), site=here))
    (made,) = world.statuses(commit)
    assert (made["context"], made["state"], made["target_url"]) == (CONTEXT, "success", run(812))
    assert made["description"] == f"PASSED: 36 of 37 tests passed (97.2%) [policy {ONE}]"
