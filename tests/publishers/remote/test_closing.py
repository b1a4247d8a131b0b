from __future__ import annotations

from dataclasses import replace as changed
from datetime import timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import NOW, Board, People, closed, comment, config, issue, marked, on_world, seen, site, state, word

from gatekeeper.config.measures import parse_measure
from gatekeeper.config.targets import Criterion, Guard, IssueTarget, Target
from gatekeeper.documents.criteria import digest
from gatekeeper.documents.marker import read, text_below
from gatekeeper.evidence import record as rows
from gatekeeper.model import Verdict
from gatekeeper.publishers.remote.closing import AWAITING, FAILED, KEY, Verifier, verify

if TYPE_CHECKING:
    from github_world.world import World

    from gatekeeper.documents.marker import State
    from gatekeeper.github.answers import Comment, Issue
    from gatekeeper.publishers.remote.plan import Plan
    from gatekeeper.publishers.remote.seen import Seen
    from gatekeeper.publishers.remote.site import Site, Word

SPEC = "unit.pass_rate > 90%"
CRITERION = Criterion(text="Unit", measure=parse_measure(SPEC, ["unit"], []))
GREEN, RED = word(), word(Verdict.FAILED, passed=17, failed=20, run=815)
ROLES = {"maint": "maintain", "admin": "admin", "writer": "write"}
GUARD = Guard(trusted=("owner",), grace=timedelta(hours=2))


def place(*criteria: Criterion, people: People | None = None, guard: Guard | None = GUARD, **more: Any) -> Site:
    issues = (IssueTarget(target=Target(key="x", criteria=criteria or (CRITERION,)), number=1),)
    return site(people or People(ROLES), config=config(issues=issues, guard=guard), **more)


def guarded(of: Issue, before: State | None = None, *comments: Comment) -> Seen:
    mine = [marked(before, "### Reopened before", 1)] if before else []
    return seen(of, [*mine, *comments], KEY)


def planned(of: Issue, said: Word | None, before: State | None = None, *comments: Comment, here: Site | None = None) -> Plan:
    return Verifier(site=here or place(), word=said).plan(guarded(of, before, *comments))


def remembered(verdict: str = "reopened", reopened: int = 1, *labels: str, at: float | None = 0, age: float = 0, said: str = "") -> State:
    """Return what the guard knows: of a closing ``at`` so many hours ago, written down ``age`` hours ago."""
    when = "" if at is None else (NOW - timedelta(hours=at)).isoformat()
    made = (NOW - timedelta(hours=age)).isoformat()
    return state(kind=KEY.kind, key=KEY.name, reopened=reopened, labels=labels, verdict=verdict, digest=said, closed=when, created=made)


# What the guard must decide: written down once more, in another way than the code does.
REASONS, PEOPLE = ("completed", "not_planned", "duplicate", None), ("owner", "writer", None)
RECORDS: tuple[Word | None, ...] = (GREEN, RED, None)
REOPENED = {"reopened", "unverified"}


def expected(at: str, dropped: bool, said: Word | None, hours: float, before: State | None, same: bool) -> str:
    labelled = before is not None and bool(before.labels)
    last = before.verdict if before and same and at == "closed" else ""
    if last in {"met", "dropped"}:
        return ""
    if said is GREEN:
        return "met" if labelled or at == "closed" else ""
    if at == "open":
        return ""
    if dropped:
        return "dropped" if labelled else ""
    return unmet(said, hours, before.reopened if before else 0, last)


def unmet(said: Word | None, hours: float, reopened: int, last: str) -> str:
    if last in REOPENED:
        return "reopened" if said else "unverified"
    if said is None and (last == "" or (last == "awaiting" and hours < 2)):
        return "awaiting"
    if said is None and last == "closed":
        return ""
    return "closed" if reopened >= 2 else "reopened" if said else "unverified"


LABELS = {"awaiting": {AWAITING}, "reopened": {FAILED}, "unverified": {FAILED}, "closed": {FAILED}, "met": set(), "dropped": set()}


@pytest.mark.parametrize(("verdict", "own"), [("", True), *product(LABELS, (True, False))])
@pytest.mark.parametrize("hours", [0, 1.99, 2, 50])
def test_every_case_of_the_table(hours: float, own: bool, verdict: str) -> None:
    """``own`` says whether the label that is there is ours; the guard has seen this closing or an earlier one."""
    closings = [("open", reason, "owner") for reason in REASONS] + [("closed", *each) for each in product(REASONS, PEOPLE)]
    counts = (0, 1, 2) if verdict else (0,)
    for (at, reason, by), said, same, reopened in product(closings, RECORDS, (True, False), counts):
        there = tuple(LABELS.get(verdict, ()))
        before = remembered(verdict, reopened, *(there if own else ()), at=hours if same else 99, age=hours) if verdict else None
        about: dict[str, Any] = {"closed_by": by, "state_reason": reason}
        of = closed(hours, labels=("bug", *there), **about) if at == "closed" else issue(labels=("bug", *there))
        plan = planned(of, said, before)
        dropped = reason in {"not_planned", "duplicate"} and by == "owner"
        course = expected(at, dropped, said, hours, before, same)
        case = (at, reason, by, said and said.record.verdict, same, reopened, course)
        assert plan.reopen is (course in REOPENED), case
        assert (plan.text is None) is (course == ""), case
        if not course:
            assert (plan.labels.add, plan.labels.remove, plan.state.reopened) == ((), (), before.reopened if before else 0), case
            continue
        after = {*there, *plan.labels.add} - set(plan.labels.remove)
        theirs = set() if own else set(there)
        assert after == LABELS[course] | theirs, case
        assert set(plan.state.labels) == LABELS[course] - theirs, case
        assert (plan.state.verdict, plan.state.closed) == (course, of.closed_at.isoformat() if of.closed_at else ""), case
        again = before is not None and same and verdict in REOPENED
        assert plan.state.reopened == (before.reopened if before else 0) + (plan.reopen and not again), case
        assert plan.text, case
        assert read(plan.text) == plan.state, case


HEADINGS = [
    (closed(), None, None, "### Closed, not verified yet"),
    (closed(), RED, None, "### Reopened: 1 criterion is not met"),
    (closed(3), None, remembered("awaiting", 0, AWAITING, at=3, age=3), "### Reopened: nothing shows that the criteria are met"),
    (closed(), RED, remembered("reopened", 2, FAILED, at=9), "### Closed, not verified: 1 criterion is not met"),
    (issue(), GREEN, remembered("reopened", 1, FAILED), "### Verified: all criteria are met"),
    (closed(), GREEN, None, "### Verified: all criteria are met"),
    (closed(state_reason="not_planned", closed_by="owner"), RED, remembered("reopened", 1, FAILED, at=9), "### Closed, and dropped"),
]


@pytest.mark.parametrize(("of", "said", "before", "heading"), HEADINGS)
def test_the_comment_says_what_was_decided(of: Issue, said: Word | None, before: State | None, heading: str) -> None:
    text = planned(of, said, before).text
    assert text
    assert text.split("\n")[1] == heading
    assert ("run 815" in text) is (said is RED and "dropped" not in heading)
    assert ("18:00 UTC" in text) is ("not verified yet" in heading)
    assert ("15:00 UTC" in text) is ("nothing shows" in heading)


@pytest.mark.parametrize("said", [None, RED])
def test_an_issue_that_was_dropped_is_never_called_verified(said: Word | None) -> None:
    plan = planned(closed(state_reason="not_planned", closed_by="owner", labels=(FAILED,)), said, remembered("reopened", 1, FAILED, at=9))
    assert plan.labels.remove == (FAILED,)
    assert plan.text
    assert "erified" not in text_below(plan.text)


@pytest.mark.parametrize("of", [closed(pull_request=True), closed(0, number=2)])
def test_what_is_not_the_guards_business_is_left_alone(of: Issue) -> None:
    plan = Verifier(site=place(), word=RED).plan(guarded(of))
    assert (plan.text, plan.labels.add, plan.reopen) == (None, (), False)
    assert plan.state.reopened == 0


def test_criteria_that_are_only_stated_hold_nobody() -> None:
    for said in (RED, GREEN, None):
        assert planned(closed(3), said, here=place(Criterion(text="Docs"))).text is None


def test_without_its_time_a_closing_is_known_by_what_the_guard_saw() -> None:
    plan = planned(closed(closed_at=None), None)
    assert (plan.reopen, plan.state.labels, plan.state.closed) == (False, (AWAITING,), "")
    assert planned(closed(closed_at=None), RED).reopen
    assert not planned(closed(closed_at=None), None, remembered("awaiting", 0, AWAITING, at=None, age=1.99)).reopen
    assert planned(closed(closed_at=None), None, remembered("awaiting", 0, AWAITING, at=None, age=2)).reopen


@pytest.mark.parametrize("hours", [0, 3, 24 * 365 * 10])
def test_first_sight_without_a_record_is_always_a_wait(hours: float) -> None:
    first = planned(closed(hours), None)
    assert (first.reopen, first.state.verdict, first.state.created) == (False, "awaiting", NOW.isoformat())
    assert first.text
    assert "18:00 UTC" in first.text


@pytest.mark.parametrize(("age", "at", "over"), [(1.99, 50, False), (2, 50, True), (50, 1.99, False), (50, 2, True)])
def test_the_grace_begins_with_the_closing_or_when_it_was_first_seen_whichever_is_later(age: float, at: float, over: bool) -> None:
    assert planned(closed(at), None, remembered("awaiting", 0, AWAITING, at=at, age=age)).reopen is over


def test_nothing_that_is_edited_meanwhile_prolongs_the_grace() -> None:
    board = Board(closed(0, body="- [ ] One <!-- gatekeeper: unit.pass_rate > 80% -->"), [])
    for minutes in range(0, 120, 30):
        assert board.apply(Verifier(site=place(now=NOW + timedelta(minutes=minutes)), word=None).plan(board.seen(KEY)), KEY)
        more = f"\n- [ ] More <!-- gatekeeper: unit.pass_rate > {minutes / 10}% -->"
        board.issue = changed(board.issue, body=board.issue.body + more)
    plan = Verifier(site=place(now=NOW + timedelta(hours=2)), word=None).plan(board.seen(KEY))
    assert (plan.reopen, plan.state.verdict) == (True, "unverified")


def test_without_a_guard_there_is_no_grace() -> None:
    before = remembered("awaiting", 0, AWAITING)
    assert planned(closed(), None, before, here=place(guard=None)).reopen


def test_a_grace_that_no_date_can_hold_never_ends() -> None:
    for_ever = place(guard=Guard(grace=timedelta(days=999_999_999)))
    assert not planned(closed(9999), None, remembered("awaiting", 0, AWAITING, at=9999, age=9999), here=for_ever).reopen


@pytest.mark.parametrize("verdict", ["met", "dropped"])
@pytest.mark.parametrize("said", RECORDS)
def test_what_was_held_to_its_criteria_once_is_not_questioned_by_what_comes_later(verdict: str, said: Word | None) -> None:
    before = remembered(verdict, 1, at=50, age=50)
    plan = planned(closed(50), said, before)
    assert (plan.text, plan.reopen, plan.labels.add, plan.state) == (None, False, (), before)
    assert planned(closed(49), RED, before).reopen


@pytest.mark.parametrize(("said", "course"), [(RED, "reopened"), (None, "unverified")])
def test_a_reopening_that_failed_is_tried_again_and_counted_once(said: Word | None, course: str) -> None:
    before = remembered(course, 2, FAILED)
    plan = planned(closed(labels=(FAILED,)), said, before)
    assert (plan.reopen, plan.state.reopened, plan.state.verdict) == (True, 2, course)
    assert planned(closed(1), RED, before).state.verdict == "closed"


def test_criteria_that_are_taken_out_of_the_text_are_remembered_by_the_guard_too() -> None:
    board = Board(closed(0, body="- [ ] Unit <!-- gatekeeper: unit.pass_rate > 99% -->"), [])
    here = site(People(ROLES), config=config(guard=GUARD))
    board.apply(Verifier(site=here, word=None).plan(board.seen(KEY)), KEY)
    board.issue = changed(board.issue, body="")
    plan = Verifier(site=here, word=GREEN).plan(board.seen(KEY))
    assert plan.reopen
    assert [each.measure for each in plan.state.criteria] == ["unit.pass_rate > 99%"]


def test_what_is_misread_is_told() -> None:
    plan = planned(closed(body="<!-- gatekeeper: rule: x -->"), RED)
    assert len(plan.notes) == 1
    assert "line 1" in plan.notes[0]


def test_nobody_is_asked_about_who_closed_it_as_done() -> None:
    people = People(ROLES)
    planned(closed(), RED, here=place(people=people))
    assert people.asked == []


def test_a_waiver_counts_as_met() -> None:
    waive = comment(f"/gatekeeper waive {digest(SPEC)} no staging", 7, "maint")
    assert planned(closed(), RED, None, waive).state.verdict == "met"
    assert planned(closed(labels=(FAILED,)), RED, remembered("reopened", 1, FAILED, at=9), waive).labels.remove == (FAILED,)
    assert planned(closed(), RED, None, comment(f"/gatekeeper waive {digest(SPEC)} please", 7, "writer")).reopen


def test_a_waiver_without_a_record_is_no_evidence() -> None:
    waive = comment(f"/gatekeeper waive {digest(SPEC)} no staging", 7, "owner")
    assert planned(closed(3), None, None, waive).state.verdict == "awaiting"
    assert planned(closed(3), None, remembered("awaiting", 0, AWAITING, at=3, age=3), waive).reopen


def test_a_label_of_somebody_else_is_not_taken_over() -> None:
    plan = planned(closed(labels=(FAILED.upper(),)), RED)
    assert (plan.labels.add, plan.state.labels) == ((), ())


@pytest.mark.parametrize(("said", "reopened", "course"), [(None, 0, "awaiting"), (RED, 2, "closed"), (GREEN, 0, "met")])
def test_deciding_again_changes_nothing(said: Word | None, reopened: int, course: str) -> None:
    board = Board(closed(), [marked(remembered("reopened", reopened, at=9))])
    for turn in range(3):
        later = place(now=NOW + timedelta(minutes=turn))
        plan = Verifier(site=later, word=said).plan(board.seen(KEY))
        assert board.apply(plan, KEY) is (turn == 0)
        assert (plan.state.verdict, plan.state.created) == (course, NOW.isoformat())


def test_a_decision_by_another_record_is_a_new_one() -> None:
    before = remembered("closed", 2, FAILED, age=5, said=RED.digest)
    same = planned(closed(labels=(FAILED,)), RED, before)
    other = planned(closed(labels=(FAILED,)), word(Verdict.FAILED, passed=1, failed=20, run=816), before)
    assert (same.state, other.state.created) == (before, NOW.isoformat())
    assert other.state.digest != before.digest


TURNS = st.tuples(st.sampled_from(["close", "open", "wait", "edit"]), st.sampled_from(RECORDS), st.sampled_from(["writer", "owner"]))


@settings(max_examples=50, deadline=None)
@given(st.lists(TURNS, min_size=1, max_size=12))
def test_whatever_happens_it_reopens_at_most_twice_and_never_what_was_met(turns: list[tuple[str, Word | None, str]]) -> None:
    board, now, opened, met, seen_at = Board(issue(labels=("bug",))), NOW, 0, False, None
    for turn, (what, said, by) in enumerate(turns):
        now += timedelta(hours=1)
        if what == "close" and board.issue.state == "open":
            board.issue = changed(board.issue, state="closed", closed_at=now, closed_by=by, state_reason="not_planned")
            met, seen_at = False, now
        elif what == "open":
            board.issue = changed(board.issue, state="open", closed_at=None, closed_by=None, state_reason=None)
        elif what == "edit":
            board.issue = changed(board.issue, body=f"{board.issue.body}\n- [ ] a <!-- gatekeeper: unit.pass_rate > {turn}% -->")
        verifier = Verifier(site=place(now=now), word=said)
        plan = verifier.plan(board.seen(KEY))
        board.apply(plan, KEY)
        if plan.reopen:
            opened += 1
            assert board.issue.state == "closed"
            assert not met
            assert said or (seen_at and now - seen_at >= timedelta(hours=2))
            board.issue = changed(board.issue, state="open", closed_at=None, closed_by=None)
        elif board.issue.state == "closed":
            met = met or said is GREEN
            assert not board.apply(verifier.plan(board.seen(KEY)), KEY)
        assert plan.state.reopened == opened <= 2
        assert "bug" in board.issue.labels
        assert not {AWAITING, FAILED} <= set(board.issue.labels)


def test_it_is_closed_again_and_again_on_github(world: World) -> None:
    number = world.issue("Issue", f"- [ ] Unit <!-- gatekeeper: {SPEC} -->")
    world.close(number)
    here = on_world(world, config=config(guard=GUARD))
    verify(here, number, None)
    assert (world.state(number), world.labels(number)) == ("closed", [AWAITING])
    commit, tree = world.head()
    subject = rows.Subject(commit=commit, tree=tree, dirty=False, ref=None)
    verify(here, number, word(Verdict.FAILED, passed=1, failed=9, subject=subject))
    assert (world.state(number), world.labels(number)) == ("open", [FAILED])
    (body,) = (each["body"] for each in world.comments(number))
    found = read(body)
    assert found
    assert (found.reopened, found.labels, found.verdict) == (1, (FAILED,), "reopened")
    world.close(number)
    closing = str(world.show(number)["closed_at"]).replace("Z", "+00:00")
    verify(here, number, word(subject=subject))
    assert (world.state(number), world.labels(number)) == ("closed", [])
    (body,) = (each["body"] for each in world.comments(number))
    found = read(body)
    assert found
    assert (found.reopened, found.closed, found.verdict) == (1, closing, "met")
    verify(here, number, word(Verdict.FAILED, passed=1, failed=9, subject=subject))
    assert (world.state(number), [each["body"] for each in world.comments(number)]) == ("closed", [body])
