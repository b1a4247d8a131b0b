from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import category, counts, failure, record, rule
from sites import issue, marked, seen, state

from gatekeeper.config.targets import Target
from gatekeeper.model import Outcome, Verdict
from gatekeeper.publishers.remote.labels import settle_labels, spoken, wanted_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gatekeeper.publishers.remote.labels import Labels

NAMES = st.sampled_from(["a", "b", "c", "d", "A", "B", "P0", "p0"])
MANY = st.lists(NAMES, max_size=6)


def folded(names: object) -> set[str]:
    return {each.casefold() for each in names}  # type: ignore[attr-defined]


def settle(
    present: Sequence[str], ours: Sequence[str], wanted: Sequence[str], most: int | None = None, shared: Sequence[str] = ()
) -> Labels:
    comments = [marked(state(labels=tuple(ours)), number=1), marked(state(key="other", labels=tuple(shared)), number=2)]
    return settle_labels(seen(issue(labels=tuple(present)), comments), tuple(wanted), most)


def unique(names: list[str]) -> list[str]:
    return list({each.casefold(): each for each in names}.values())


@given(MANY, MANY, MANY, st.none() | st.integers(0, 4))
def test_nobody_elses_label_is_touched(present: list[str], ours: list[str], wanted: list[str], most: int | None) -> None:
    made = settle(present, ours, wanted, most)
    theirs = folded(present) - folded(ours)
    assert not folded(made.remove) & theirs
    assert not folded(made.add) & folded(present)
    assert not folded(made.ours) & theirs
    assert folded(made.remove) <= folded(ours) & folded(present)


@given(MANY, MANY, st.none() | st.integers(0, 4))
def test_what_is_put_on_is_taken_off_again(present: list[str], wanted: list[str], most: int | None) -> None:
    before = unique(present)
    first = settle(before, (), wanted, most)
    then = [*before, *first.add]
    again = settle(then, first.ours, wanted, most)
    assert (again.add, again.remove, again.ours) == ((), (), first.ours)
    last = settle(then, first.ours, (), most)
    assert folded(set(then) - set(last.remove)) == folded(before)
    assert not last.ours


@given(MANY, st.integers(0, 4))
def test_the_last_ones_give_way(wanted: list[str], most: int) -> None:
    made = settle((), (), wanted, most)
    assert len(made.add) <= most
    assert folded(made.add) | folded(made.dropped) == folded(wanted)
    order = list(dict.fromkeys(each.casefold() for each in wanted))
    assert [each.casefold() for each in (*made.add, *made.dropped)] == order


def test_one_of_ours_that_somebody_removed_comes_back_while_it_holds() -> None:
    assert settle((), ("a",), ("a",)).add == ("a",)
    assert settle((), ("a",), ()).remove == ()


def test_a_label_that_another_comment_of_ours_answers_for_is_shared() -> None:
    made = settle(("a",), (), ("a",), shared=("A",))
    assert (made.add, made.remove, made.ours) == ((), (), ("a",))
    made = settle(("a",), ("a",), (), shared=("A",))
    assert (made.add, made.remove, made.ours) == ((), (), ())


LABELS = (
    ("passed", ("green",)),
    ("failed", ("P0-critical", "red")),
    ("incomplete", ("cut-short",)),
    ("stale", ("old",)),
    ("refused", ("no-evidence",)),
    ("rule:tests-executed", ("false-green-ci-status",)),
    ("category:unit", ("unit-test-failures",)),
    ("category:e2e", ("e2e-test-failures",)),
)
GREEN_E2E = category("e2e")


@pytest.mark.parametrize(
    ("verdict", "labels"),
    [
        (Verdict.PASSED, ("green",)),
        (Verdict.FAILED, ("P0-critical", "red")),
        (Verdict.INCOMPLETE, ("cut-short",)),
        (Verdict.STALE, ("old",)),
        (Verdict.NO_EVIDENCE, ("no-evidence",)),
        (Verdict.INVALID, ("no-evidence",)),
    ],
)
def test_each_verdict_has_its_labels(verdict: Verdict, labels: tuple[str, ...]) -> None:
    made = record(verdict, categories=[category(), GREEN_E2E], rules=[])
    assert wanted_labels(made, Target(key="x", labels=LABELS)) == labels
    assert spoken(made) == {"NO_EVIDENCE": "refused", "INVALID": "refused"}.get(str(verdict), verdict.lower())


@pytest.mark.parametrize(
    ("rows", "rules", "labels"),
    [
        ([category(), GREEN_E2E], [rule("tests-executed", None)], ("false-green-ci-status",)),
        ([category(), GREEN_E2E], [rule("tests-executed", verdict=Verdict.PASSED, outcome=Outcome.WAIVED)], ()),
        ([category(blocking=False), GREEN_E2E], [rule("tests-executed")], ()),
        ([category(verdict=Verdict.FAILED), GREEN_E2E], [], ("unit-test-failures",)),
        ([category(verdict=Verdict.STALE), GREEN_E2E], [], ("unit-test-failures",)),
        ([category(verdict=None, absent="docs only", counts=counts()), GREEN_E2E], [], ()),
        ([GREEN_E2E], [], ("unit-test-failures",)),
    ],
)
def test_rules_and_categories_have_theirs(rows: list[object], rules: list[object], labels: tuple[str, ...]) -> None:
    made = record(Verdict.PASSED, categories=rows, rules=rules)
    assert wanted_labels(made, Target(key="x", labels=LABELS)) == ("green", *labels)


@pytest.mark.parametrize(
    ("streaks", "holds"), [({"c" * 16: 3}, True), ({"c" * 16: 9, "d": 1}, True), ({"c" * 16: 2, "d": 1}, False), ({}, False)]
)
def test_what_recurs_has_its_label_from_the_third_record_on(streaks: dict[str, int], *, holds: bool) -> None:
    made = record(Verdict.FAILED, failures=[failure()])
    target = Target(key="x", labels=(("recurring", ("again",)), ("failed", ("red",))))
    assert wanted_labels(made, target, lambda: streaks) == (("again", "red") if holds else ("red",))
    assert wanted_labels(made, target) == ("red",)


def test_streaks_are_asked_for_by_nothing_else() -> None:
    def never() -> dict[str, int]:
        raise AssertionError

    assert wanted_labels(record(failures=[failure()]), Target(key="x", labels=LABELS), never)
    assert wanted_labels(record(), Target(key="x", labels=(("recurring", ("again",)),)), never) == ()


@pytest.mark.parametrize("blocked", [True, False])
@pytest.mark.parametrize("verdict", Verdict)
def test_a_text_that_fails_the_audit_has_its_label(verdict: Verdict, *, blocked: bool) -> None:
    target = Target(key="x", labels=(("audit", ("documentation-reality-disconnect",)),))
    found = wanted_labels(record(verdict), target, blocked=lambda: blocked)
    assert found == (("documentation-reality-disconnect",) if blocked else ())
