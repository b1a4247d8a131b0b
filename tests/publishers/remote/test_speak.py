from __future__ import annotations

import re
from dataclasses import replace as changed
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from records import category, counts
from sites import BOT, KEY, NOW, Board, comment, issue, marked, seen, site, state, target, word

from gatekeeper.config.measures import parse_measure
from gatekeeper.config.targets import Criterion
from gatekeeper.documents.comment import LONGEST
from gatekeeper.documents.criteria import digest
from gatekeeper.documents.marker import Remembered, Shown, read, text_below
from gatekeeper.documents.templates import RenderError
from gatekeeper.model import Verdict
from gatekeeper.publishers.remote.labels import spoken
from gatekeeper.publishers.remote.speak import Speaker

if TYPE_CHECKING:
    from gatekeeper.config.targets import Target
    from gatekeeper.documents.marker import State
    from gatekeeper.github.answers import Comment
    from gatekeeper.publishers.remote.plan import Plan
    from gatekeeper.publishers.remote.seen import Seen
    from gatekeeper.publishers.remote.site import Word

ALL = ("passed", "failed", "incomplete", "stale", "refused")
LABELS = (
    ("passed", ("verified", "done")),
    ("failed", ("P0", "done")),
    ("refused", ("no-evidence",)),
    ("category:unit", ("unit-failures",)),
    ("rule:max-age", ("Old",)),
)
NAMES = ("verified", "done", "P0", "no-evidence", "unit-failures", "Old")
BODY = "Text.\n- [ ] Unit <!-- gatekeeper: unit.pass_rate > 90% -->\n"


def speaker(said: Word, aim: Target, *, text: bool = True) -> Speaker:
    return Speaker(site=site(), key=KEY, target=aim, word=said, text=text)


def planned(said: Word, stands: Seen | None = None, *, text: bool = True, **aim: Any) -> Plan:
    plan = speaker(said, target(**aim), text=text).plan(stands or seen())
    assert plan
    return plan


def first(text: str) -> str:
    """Return the first visible line below a marker."""
    return next(line for line in text_below(text).split("\n") if line.strip())


def published(*said: tuple[Word, Target], board: Board | None = None) -> Board:
    board = board or Board(issue())
    for each, aim in said:
        plan = speaker(each, aim).plan(board.seen())
        if plan:
            board.apply(plan)
    return board


@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize("on", ALL)
def test_the_text_is_written_for_the_verdicts_that_are_asked_for(verdict: Verdict, on: str) -> None:
    said = word(verdict)
    plan = planned(said, on=(on,))
    assert speaker(said, target(on=(on,))).speaks is (on == spoken(said.record))
    if on == spoken(said.record):
        assert plan.text
        assert first(plan.text).startswith(f"## {verdict}")
    else:
        assert plan.text is None


def test_the_marker_holds_what_must_be_remembered() -> None:
    made = planned(word(passed=36, failed=1), labels=LABELS).text
    assert made
    assert read(made) == state(
        created="2026-09-16T13:32:00+00:00",
        digest=f"{812:064x}",
        run="812",
        attempt="1",
        commit="a" * 40,
        verdict="PASSED",
        shown=Shown(run="812", commit="a" * 40),
        now={"unit": (36, 37)},
        labels=("verified", "done"),
    )


def test_a_record_that_knows_neither_run_nor_commit_says_so() -> None:
    said = word()
    bare = changed(said, record=replace(said.record, run=None, subject=replace(said.record.subject, commit=None)))
    made = planned(bare).state
    assert (made.run, made.attempt, made.commit, made.shown) == ("", "", "", Shown())


def test_what_was_before_comes_from_the_counts_of_the_last_record_that_had_any() -> None:
    every = target(on=ALL)
    told = [(word(run=1, passed=17, failed=20), every), (word(Verdict.INVALID, run=2), every), (word(run=3), every)]
    (made,) = published(*told).mine()
    assert "was 17 of 37" in made
    found = read(made)
    assert found
    assert (found.now, found.was) == ({"unit": (36, 37)}, {"unit": (17, 37)})
    assert published(*told, told[-1]).mine() == [made]


def test_categories_that_were_absent_have_no_counts() -> None:
    said = word()
    away = category("e2e", None, absent="docs only", counts=counts())
    both = changed(said, record=replace(said.record, categories=[*said.record.categories, away]))
    assert planned(both).state.now == {"unit": (36, 37)}


def test_a_newer_record_is_not_overwritten_by_an_older_one() -> None:
    there = published((word(Verdict.FAILED, run=813), target(on=("failed",))))
    assert speaker(word(run=812), target()).plan(there.seen()) is None
    assert speaker(word(run=814), target()).plan(there.seen()) is not None


@pytest.mark.parametrize(("minutes", "newer"), [(-300, False), (9, True), (10, True), (10.1, False), (60 * 24 * 365, False)])
def test_a_marker_from_the_future_keeps_nothing(minutes: float, newer: bool) -> None:
    there = marked(state(created=(NOW + timedelta(minutes=minutes)).isoformat(), run="999"), "## PASSED")
    plan = speaker(word(Verdict.FAILED, run=812), target(on=("failed",))).plan(seen(comments=[there]))
    assert (plan is None) is newer
    assert plan is None or plan.state.created == word().record.created


def broken(monkeypatch: pytest.MonkeyPatch) -> RenderError:
    error = RenderError("the template x cannot be rendered")

    def refuse(_: object) -> str:
        raise error

    monkeypatch.setattr("gatekeeper.publishers.remote.speak.comment", refuse)
    return error


@pytest.mark.parametrize("before", [[], [marked(state(shown=Shown(run="1", commit="b" * 40), labels=("verified", "P0")), "## PASSED 37")]])
def test_a_template_that_breaks_leaves_a_bare_text_and_all_the_rest_is_done(monkeypatch: pytest.MonkeyPatch, before: list[Comment]) -> None:
    error = broken(monkeypatch)
    there = seen(issue(body=BODY, labels=("verified", "P0") if before else ()), before)
    plan = planned(word(Verdict.FAILED, run=813), there, labels=LABELS, on=("passed", "failed"))
    assert plan.error is error
    assert plan.text
    assert first(plan.text) == "**The verdict about run 813 of commit aaaaaaa: FAILED.**"
    assert "37" not in text_below(plan.text)
    assert read(plan.text) == plan.state
    assert (plan.state.shown, plan.state.verdict, plan.state.digest) == (None, "FAILED", f"{813:064x}")
    assert plan.state.labels == ("P0", "done", "unit-failures")
    assert plan.labels.remove == (("verified",) if before else ())
    assert [each.measure for each in plan.state.criteria] == ["unit.pass_rate > 90%"]
    assert plan.body
    assert "run 813" in plan.body(BODY)


def test_what_says_no_text_needs_no_template(monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch)
    assert planned(word(Verdict.FAILED), labels=LABELS).error is None
    assert planned(word(Verdict.INVALID), on=("refused",)).error is None


def test_a_bare_text_describes_no_run() -> None:
    there = marked(state(shown=Shown(run="1", commit="a" * 40)), "## PASSED\n" + "x" * (LONGEST - 400))
    plan = planned(word(Verdict.FAILED, run=813), seen(comments=[there]))
    assert plan.text
    found = read(plan.text)
    assert found
    assert (found, found.shown) == (plan.state, None)
    again = planned(word(Verdict.FAILED, run=814), seen(comments=[comment(plan.text)]))
    assert again.text
    assert first(again.text) == "**The verdict about run 814 of commit aaaaaaa: FAILED.**"


def test_keep_leaves_what_describes_no_run_too() -> None:
    there = marked(state(), "words of before")
    plan = planned(word(Verdict.FAILED), seen(comments=[there]), keep=True)
    assert plan.text
    assert text_below(plan.text) == "words of before"
    assert planned(word(Verdict.FAILED), seen(), keep=True).text is None


def test_what_may_not_speak_takes_back_what_was_said() -> None:
    green = published((word(), target()))
    (before,) = green.mine()
    (after,) = published((word(Verdict.FAILED, run=815), target()), board=green).mine()
    assert first(after) == "**Superseded: run 815 of commit aaaaaaa was FAILED; the text below describes run 812 of commit aaaaaaa.**"
    assert after.split("\n")[2:] == before.split("\n")[2:]


def test_keep_leaves_every_line() -> None:
    green = published((word(), target()))
    (before,) = green.mine()
    (after,) = published((word(Verdict.FAILED, run=815), target(keep=True)), board=green).mine()
    assert text_below(after) == text_below(before)
    found = read(after)
    assert found
    assert (found.verdict, found.shown) == ("FAILED", Shown(run="812", commit="a" * 40))


def test_a_refusal_has_no_numbers_and_nothing_to_supersede() -> None:
    told = [(word(), target()), (word(Verdict.NO_EVIDENCE, run=813), target(on=("refused",)))]
    (refused,) = published(*told).mine()
    assert first(refused).startswith("## NO_EVIDENCE")
    assert "37" not in text_below(refused)
    (bare,) = published(*told, (word(Verdict.FAILED, run=814), target())).mine()
    assert first(bare) == "**The verdict about run 814 of commit aaaaaaa: FAILED.**"


def test_labels_without_a_text_are_remembered_in_a_bare_one() -> None:
    plan = planned(word(Verdict.FAILED), labels=LABELS)
    assert plan.text
    assert first(plan.text).startswith("**The verdict about")
    assert plan.state.labels == plan.labels.add == ("P0", "done", "unit-failures")


def test_criteria_without_a_text_are_remembered_too() -> None:
    plan = planned(word(Verdict.FAILED), seen(issue(body=BODY)))
    assert plan.text
    assert [each.measure for each in plan.state.criteria] == ["unit.pass_rate > 90%"]


def test_what_gives_way_and_what_is_misread_is_said() -> None:
    broken = "<!-- gatekeeper: rule: x -->"
    plan = planned(word(), seen(issue(body=broken)), labels=LABELS, max_labels=1)
    assert plan.labels.add == ("verified",)
    assert plan.notes[0] == "max_labels leaves no room for done"
    assert "line 1" in plan.notes[1]
    assert plan.text
    assert "line 1" in plan.text


@pytest.mark.parametrize(("verdict", "tick"), [(Verdict.PASSED, "x"), (Verdict.FAILED, " ")])
def test_a_tick_is_set_only_by_a_verdict_that_may_speak(verdict: Verdict, tick: str) -> None:
    plan = planned(word(verdict), seen(issue(body=BODY)))
    assert plan.body
    assert plan.body(BODY).split("\n")[1].startswith(f"- [{tick}] Unit (currently 97.2%")


def test_a_pull_requests_own_text_holds_no_criteria() -> None:
    criterion = Criterion(text="Unit", measure=parse_measure("unit.pass_rate > 90%", ["unit"], []))
    plan = planned(word(), seen(issue(body=BODY)), text=False, criteria=(criterion,))
    assert (plan.body, plan.state.criteria) == (None, ())
    assert plan.text
    assert "97.2%" in plan.text


def test_the_text_and_its_marker_fit_into_one_comment_and_a_notice_still_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gatekeeper.publishers.remote.speak.comment", lambda view: "## PASSED\n".ljust(view.room, "x"))
    plan = planned(word(), labels=LABELS)
    assert plan.text
    assert len(plan.text) == LONGEST - 500
    after = planned(word(Verdict.FAILED, run=813), seen(comments=[comment(plan.text)]), labels=LABELS)
    assert after.text
    assert LONGEST - 500 < len(after.text) <= LONGEST
    assert first(after.text).startswith("**Superseded: run 813")


def test_an_earlier_text_that_a_notice_does_not_fit_into_is_dropped() -> None:
    there = marked(state(shown=Shown(run="1", commit="a" * 40)), "## PASSED\n" + "x" * (LONGEST - 400))
    plan = planned(word(Verdict.FAILED), seen(comments=[there]))
    assert plan.text
    assert first(plan.text).startswith("**The verdict about run 812")
    assert len(plan.text) < 2000


def test_what_two_comments_remember_is_put_together() -> None:
    there = [
        marked(state(run="1", labels=("verified",)), number=1),
        marked(state(run="2", labels=("P0",), criteria=(Remembered(measure="rule: max-age", seen="2026-09-01T00:00:00+00:00"),)), number=2),
    ]
    plan = planned(word(), seen(issue(labels=("verified", "P0")), there), labels=LABELS)
    assert (plan.labels.remove, plan.labels.ours) == (("P0",), ("verified", "done"))
    assert [each.measure for each in plan.state.criteria] == ["rule: max-age"]
    assert digest("rule: max-age") in (plan.text or "")


WORDS = st.builds(
    lambda run, verdict, passed: changed(
        word(verdict, run=run, passed=passed, failed=3), digest=sha256(f"{run} {verdict} {passed}".encode()).hexdigest()
    ),
    st.integers(800, 805),
    st.sampled_from(list(Verdict)),
    st.integers(30, 40),
)
ONS = st.lists(st.sampled_from(ALL), min_size=1, max_size=5, unique=True).map(tuple)
AIMS = st.builds(
    lambda on, keep, most, labels: target(on=on, keep=keep, max_labels=most, labels=labels),
    ONS,
    st.booleans(),
    st.none() | st.integers(0, 3),
    st.sampled_from([LABELS, LABELS[:1], ()]),
)
THEIRS = st.lists(st.sampled_from([*NAMES, "bug", "VERIFIED"]), max_size=3, unique_by=str.casefold).map(tuple)


def order(said: Word) -> tuple[str, int, str]:
    return said.record.created, list(Verdict).index(said.record.verdict), said.digest


def holds(found: State, newest: Word, aim: Target, line: str) -> None:
    """Check what stands there against the newest record."""
    verdict = str(newest.record.verdict)
    assert (found.digest, found.verdict, found.created) == (newest.digest, verdict, newest.record.created)
    if spoken(newest.record) in aim.on:
        assert line.startswith(f"## {verdict}")
    elif not aim.keep:
        assert not line.startswith("#")
        assert verdict in line
        assert ("PASSED" in line) is (verdict == "PASSED")
        assert not re.search(r"\d%|of 3\d|of 4\d", line)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(WORDS, AIMS), min_size=1, max_size=6), THEIRS)
def test_in_whatever_order_records_come_the_newest_one_stands(said: list[tuple[Word, Target]], theirs: tuple[str, ...]) -> None:
    board = Board(issue(labels=theirs), [comment("hello", 1, "outsider"), marked(state(labels=NAMES), number=2, author="outsider")])
    newest: tuple[Word, Target] | None = None
    for each, aim in said:
        before = newest
        plan = speaker(each, aim).plan(board.seen())
        if plan is None:
            assert before
            assert order(each) < order(before[0])
            continue
        assert before is None or order(each) >= order(before[0])
        board.apply(plan)
        mine = board.mine()
        assert len(mine) <= 1
        newest = (each, aim) if mine else None
        if mine:
            found = read(mine[0])
            assert found
            holds(found, each, aim, first(mine[0]))
            assert set(found.labels) == set(board.issue.labels) - set(theirs)
        assert board.issue.labels[: len(theirs)] == theirs
        assert [each.body for each in board.comments if each.author != BOT][:1] == ["hello"]
    if newest:
        again = speaker(*newest).plan(board.seen())
        assert again
        assert not board.apply(again)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(WORDS, ONS), min_size=2, max_size=4))
def test_ticks_are_never_those_of_an_older_record(said: list[tuple[Word, tuple[str, ...]]]) -> None:
    board = Board(issue(body=BODY))
    for each, on in sorted(said, key=lambda pair: order(pair[0])):
        published((each, target(on=on)), board=board)
        ticked = "[x]" in board.issue.body
        row = each.record.categories[0]
        sound = each.record.verdict in (Verdict.PASSED, Verdict.FAILED) and row.counts.passed * 10 > 9 * row.counts.tests
        assert not ticked or sound
        assert ticked or not (sound and spoken(each.record) in on)
        assert f"run {each.record.run.id if each.record.run else ''}" in board.issue.body


def test_what_recurs_is_labelled_while_it_does() -> None:
    said = changed(word(Verdict.FAILED), streaks=lambda: {"c" * 16: 3})
    assert planned(said, labels=(("recurring", ("again",)),)).labels.add == ("again",)
    assert planned(word(Verdict.FAILED), labels=(("recurring", ("again",)),)).labels.add == ()
