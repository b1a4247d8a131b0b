from __future__ import annotations

from dataclasses import replace as changed
from datetime import timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace
from sites import HEAD, NOW, Board, People, closed, comment, config, issue, marked, on_world, seen, site, state, word

from gatekeeper.config.measures import parse_measure
from gatekeeper.config.targets import Criterion, Guard, IssueTarget, Target
from gatekeeper.documents.criteria import digest
from gatekeeper.documents.marker import read, text_below
from gatekeeper.evidence import record as rows
from gatekeeper.model import Verdict
from gatekeeper.publishers.remote.closing import AWAITING, FAILED, KEY, Verifier, criteria_of, decisive, promised, verify

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
    return Verifier(site=here or place(), number=1, word=said).plan(guarded(of, before, *comments))


def remembered(reopened: int = 0, *labels: str, verdict: str = "reopened", said: str = "") -> State:
    return state(kind=KEY.kind, key=KEY.name, reopened=reopened, labels=labels, verdict=verdict, digest=said)


# What the guard must decide: written down once more, in another way than the code does.
STATES, REASONS, PEOPLE = ("open", "closed"), ("completed", "not_planned", "duplicate", None), ("owner", "maint", "admin", "writer", None)
RECORDS: tuple[Word | None, ...] = (GREEN, RED, None)


def expected(at: str, reason: str | None, by: str | None, said: Word | None, hours: float, before: State | None) -> str:
    if at == "open":
        return "met" if said is GREEN and before and before.labels else ""
    dropped = reason in {"not_planned", "duplicate"} and by in {"owner", "maint", "admin"}
    if said is GREEN or dropped:
        return "met" if before and before.labels else ""
    if said is None and hours < 2:
        return "awaiting"
    if before and before.reopened >= 2:
        return "closed"
    return "reopened" if said else "unverified"


LABELS = {"awaiting": {AWAITING}, "reopened": {FAILED}, "unverified": {FAILED}, "closed": {FAILED}, "met": set()}


@pytest.mark.parametrize("before", [None, remembered(1, FAILED), remembered(2, FAILED), remembered(2), remembered(0, AWAITING)])
@pytest.mark.parametrize("hours", [0, 1.99, 2, 50])
def test_every_case_of_the_table(hours: float, before: State | None) -> None:
    for at, reason, by, said in product(STATES, REASONS, PEOPLE, RECORDS):
        there = before.labels if before else ()
        made = closed if at == "closed" else issue
        more: dict[str, Any] = (
            {"closed_at": NOW - timedelta(hours=hours), "closed_by": by, "state_reason": reason} if at == "closed" else {}
        )
        plan = planned(made(labels=("bug", *there), **more), said, before)
        course = expected(at, reason, by, said, hours, before)
        case = (at, reason, by, said and said.record.verdict, hours, before)
        assert plan.reopen is (course in {"reopened", "unverified"}), case
        assert (plan.text is None) is (course == ""), case
        if not course:
            assert (plan.labels.add, plan.labels.remove) == ((), ()), case
            continue
        after = {*there, *plan.labels.add} - set(plan.labels.remove)
        assert after == LABELS[course] == set(plan.state.labels), case
        assert plan.state.verdict == course, case
        assert plan.state.reopened == (before.reopened if before else 0) + plan.reopen, case
        assert plan.text, case
        assert read(plan.text) == plan.state, case


HEADINGS = [
    (closed(), None, None, "### Closed, not verified yet"),
    (closed(), RED, None, "### Reopened: 1 criterion is not met"),
    (closed(3), None, None, "### Reopened: nothing shows that the criteria are met"),
    (closed(), RED, remembered(2, FAILED), "### Closed, not verified: 1 criterion is not met"),
    (issue(), GREEN, remembered(1, FAILED), "### Verified: all criteria are met"),
]


@pytest.mark.parametrize(("of", "said", "before", "heading"), HEADINGS)
def test_the_comment_says_what_was_decided(of: Issue, said: Word | None, before: State | None, heading: str) -> None:
    text = planned(of, said, before).text
    assert text
    assert text.split("\n")[1] == heading
    assert ("run 815" in text) is (said is RED)
    assert ("14:00 UTC" in text) is ("not verified yet" in heading)
    assert ("11:00 UTC" in text) is ("nothing shows" in heading)


@pytest.mark.parametrize("said", [None, RED])
def test_an_issue_that_was_dropped_is_never_called_verified(said: Word | None) -> None:
    plan = planned(closed(state_reason="not_planned", closed_by="owner", labels=(FAILED,)), said, remembered(1, FAILED))
    assert plan.labels.remove == (FAILED,)
    assert plan.text
    assert text_below(plan.text) == "### Reopened before"


@pytest.mark.parametrize("of", [closed(pull_request=True), closed(0, number=2)])
def test_what_is_not_the_guards_business_is_left_alone(of: Issue) -> None:
    plan = Verifier(site=place(), number=of.number, word=RED).plan(guarded(of))
    assert (plan.text, plan.labels.add, plan.reopen) == (None, (), False)
    assert plan.state.reopened == 0


def test_criteria_that_are_only_stated_hold_nobody() -> None:
    for said in (RED, GREEN, None):
        assert planned(closed(3), said, here=place(Criterion(text="Docs"))).text is None


def test_without_its_time_a_closing_waits_for_a_record() -> None:
    plan = planned(closed(closed_at=None), None)
    assert (plan.reopen, plan.state.labels) == (False, (AWAITING,))
    assert planned(closed(closed_at=None), RED).reopen


def test_without_a_guard_there_is_no_grace() -> None:
    assert planned(closed(), None, here=place(guard=None)).reopen


def test_a_grace_that_no_date_can_hold_never_ends() -> None:
    assert not planned(closed(9999), None, here=place(guard=Guard(grace=timedelta(days=999_999_999)))).reopen


def test_nobody_is_asked_about_who_closed_it_as_done() -> None:
    people = People(ROLES)
    planned(closed(), RED, here=place(people=people))
    assert people.asked == []


def test_a_waiver_counts_as_met() -> None:
    waive = comment(f"/gatekeeper waive {digest(SPEC)} no staging", 7, "maint")
    assert planned(closed(), RED, None, waive).text is None
    assert planned(closed(labels=(FAILED,)), RED, remembered(1, FAILED), waive).labels.remove == (FAILED,)
    assert planned(closed(), RED, None, comment(f"/gatekeeper waive {digest(SPEC)} please", 7, "writer")).reopen


def test_a_waiver_without_a_record_is_no_evidence() -> None:
    waive = comment(f"/gatekeeper waive {digest(SPEC)} no staging", 7, "owner")
    assert planned(closed(3), None, None, waive).reopen


def test_a_label_of_somebody_else_is_not_taken_over() -> None:
    plan = planned(closed(labels=(FAILED.upper(),)), RED)
    assert (plan.labels.add, plan.state.labels) == ((), ())


def test_deciding_again_changes_nothing() -> None:
    board = Board(closed(), [])
    for said in (None, RED):
        for turn in range(2):
            of = changed(board.issue, state="closed")
            there = seen(of, board.comments, KEY)
            later = place(now=NOW + timedelta(minutes=turn))
            mine = there.newest
            state_before = mine.state if mine else None
            if said and turn == 0:
                board.comments = [marked(replace(state_before or state(), reopened=2), text="x")]
                there = seen(of, board.comments, KEY)
            plan = Verifier(site=later, number=1, word=said).plan(there)
            assert board.apply(plan, KEY) is (turn == 0)


def test_a_decision_by_another_record_is_a_new_one() -> None:
    before = remembered(2, FAILED, verdict="closed", said=RED.digest)
    same = planned(closed(labels=(FAILED,)), RED, before)
    other = planned(closed(labels=(FAILED,)), word(Verdict.FAILED, passed=1, failed=20, run=816), before)
    assert (same.state, other.state.created) == (before, NOW.isoformat())
    assert other.state.digest != before.digest


@pytest.mark.parametrize(
    ("subject", "partial", "decides"),
    [
        ((HEAD.commit, HEAD.tree, False), False, True),
        ((HEAD.commit, None, None), False, True),
        ((HEAD.commit, "c" * 40, True), False, True),
        (("c" * 40, HEAD.tree, False), False, True),
        (("c" * 40, HEAD.tree, None), False, True),
        (("c" * 40, HEAD.tree, True), False, False),
        ((None, HEAD.tree, False), False, True),
        (("c" * 40, "d" * 40, False), False, False),
        (("c" * 40, None, False), False, False),
        ((None, None, None), False, False),
        ((HEAD.commit, HEAD.tree, False), True, False),
    ],
)
def test_a_record_decides_when_it_is_of_the_head_or_its_tree(
    subject: tuple[str | None, str | None, bool | None], partial: bool, decides: bool
) -> None:
    commit, tree, dirty = subject
    said = word(subject=rows.Subject(commit=commit, tree=tree, dirty=dirty, ref=None), partial=partial)
    assert decisive(site(), said) is decides


@pytest.mark.parametrize(
    ("of", "guard", "expected"),
    [
        (closed(), GUARD, True),
        (closed(labels=("bug",)), GUARD, True),
        (closed(labels=(AWAITING,)), GUARD, False),
        (closed(labels=("Verification-Failed",)), GUARD, False),
        (closed(), None, False),
        (issue(), GUARD, False),
    ],
)
def test_a_closed_issue_that_the_guard_has_not_labelled_is_looked_at(of: Issue, guard: Guard | None, expected: bool) -> None:
    assert promised(place(guard=guard), seen(of)) is expected


def test_criteria_come_from_every_target_that_names_the_issue() -> None:
    a, b, c, d = (Criterion(text=each) for each in "abcd")
    issues = (
        IssueTarget(target=Target(key="a", criteria=(a,)), number=1),
        IssueTarget(target=Target(key="b", criteria=(b,)), number=2),
        IssueTarget(target=Target(key="c", criteria=(c,)), search="label:e2e"),
        IssueTarget(target=Target(key="d", criteria=(d,)), search="label:other"),
    )
    here = site(config=config(issues=issues), found={"label:e2e": (1, 2)})
    assert criteria_of(here, 1) == (a, c)
    assert criteria_of(here, 2) == (b, c)
    assert criteria_of(here, 3) == ()


def test_only_a_record_that_decides_is_decided_by(world: World) -> None:
    number = world.issue("Issue", f"- [ ] Unit <!-- gatekeeper: {SPEC} -->")
    world.close(number)
    here = on_world(world, config=config(guard=GUARD))
    verify(here, number, RED)
    assert (world.state(number), world.labels(number)) == ("closed", [AWAITING])
    commit, tree = world.head()
    verify(here, number, word(Verdict.FAILED, passed=1, failed=9, subject=rows.Subject(commit=commit, tree=tree, dirty=False, ref=None)))
    assert (world.state(number), world.labels(number)) == ("open", [FAILED])
    (body,) = (each["body"] for each in world.comments(number))
    found = read(body)
    assert found
    assert (found.reopened, found.labels) == (1, (FAILED,))
