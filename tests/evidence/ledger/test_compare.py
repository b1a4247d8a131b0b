from __future__ import annotations

from dataclasses import replace as changed
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import kept, ledger, loaded, made
from msgspec.structs import replace
from records import category

from gatekeeper.evidence import record as rows
from gatekeeper.evidence.cases import Missing
from gatekeeper.evidence.inventory import path_beside
from gatekeeper.evidence.ledger.compare import compare
from gatekeeper.evidence.ledger.comparison import Change, Changes, Comparison, SettingChange
from gatekeeper.model import CaseOutcome

if TYPE_CHECKING:
    from pathlib import Path

Test = tuple[Any, ...]
KINDS = ("newly_failing", "fixed", "new", "removed", "newly_skipped", "slower")


def compared(folder: Path, old: list[Test], new: list[Test], most: int = 200, **more: Any) -> Comparison:
    one = kept(folder / "old", more.get("one", made()), old)
    two = kept(folder / "new", more.get("two", made(5)), new)
    found = compare(one, two, most)
    assert isinstance(found, Comparison)
    return found


def ids(of: Comparison) -> dict[str, list[str]]:
    for kind in KINDS:
        assert getattr(of, kind).count == len(getattr(of, kind).first)
    return {kind: [each.id for each in getattr(of, kind).first] for kind in KINDS if getattr(of, kind).count}


OUTCOMES = (None, "passed", "skipped", "failed", "errored")
EXPECTED: dict[tuple[Any, Any], str] = {
    **{(was, now): "newly_failing" for was in ("passed", "skipped") for now in ("failed", "errored")},
    **{(was, "passed"): "fixed" for was in ("failed", "errored")},
    **{(None, now): "new" for now in OUTCOMES[1:]},
    **{(was, None): "removed" for was in OUTCOMES[1:]},
    **{(was, "skipped"): "newly_skipped" for was in ("passed", "failed", "errored")},
}


def test_every_pair_of_outcomes(tmp_path: Path) -> None:
    pairs = [(was, now) for was in OUTCOMES for now in OUTCOMES if was or now]
    old = [("unit", f"{was} {now}", was) for was, now in pairs if was]
    new = [("unit", f"{was} {now}", now) for was, now in pairs if now]
    wanted: dict[str, list[str]] = {}
    for was, now in pairs:
        if (was, now) in EXPECTED:
            wanted.setdefault(EXPECTED[was, now], []).append(f"{was} {now}")
    assert ids(compared(tmp_path, old, new)) == {kind: sorted(names) for kind, names in wanted.items()}


def test_a_change_says_both_sides(tmp_path: Path) -> None:
    found = compared(tmp_path, [("unit", "c::a", "passed", 1.5), ("unit", "c::b", "passed")], [("unit", "c::a", "failed", 2.0)])
    change = Change(category="unit", id="c::a", was=CaseOutcome.PASSED, now=CaseOutcome.FAILED, was_seconds=1.5, now_seconds=2.0)
    assert found.newly_failing == Changes(count=1, first=(change,))
    assert found.removed.first == (Change(category="unit", id="c::b", was=CaseOutcome.PASSED, now=None),)


def test_of_several_rows_the_worst_outcome_and_all_seconds_count(tmp_path: Path) -> None:
    old = [("unit", "a", "passed", 1.0), ("unit", "a", "failed", None), ("unit", "a", "passed", 0.5), ("unit", "b", "passed", 1)]
    new = [("unit", "a", "passed", 4.0), ("unit", "b", "skipped"), ("unit", "b", "errored", 2.0), ("unit", "b", "passed", 3.0)]
    found = compared(tmp_path, old, new)
    assert ids(found) == {"newly_failing": ["b"], "fixed": ["a"]}
    assert (found.fixed.first[0].was_seconds, found.newly_failing.first[0].now_seconds) == (1.5, 5.0)


def test_one_id_in_two_categories_is_two_tests(tmp_path: Path) -> None:
    found = compared(tmp_path, [("unit", "a", "passed"), ("e2e", "a", "failed")], [("unit", "a", "failed"), ("e2e", "a", "passed")])
    assert [(each.category, each.id) for each in (*found.newly_failing.first, *found.fixed.first)] == [("unit", "a"), ("e2e", "a")]


@pytest.mark.parametrize(
    ("was", "now", "slower"),
    [
        (1.0, 2.0, True),
        (1.0, 1.99, False),
        (0.1, 1.09, False),
        (0.1, 1.1, True),
        (5.0, 9.9, False),
        (5.0, 10.0, True),
        (0, 1, True),
        (None, 9.0, False),
        (1.0, None, False),
        (-1.0, 9.0, False),
        (1e308, 1.7e308, False),
    ],
)
def test_slower_is_twice_as_long_and_a_second_more(tmp_path: Path, was: float | None, now: float | None, slower: bool) -> None:
    found = compared(tmp_path, [("unit", "a", "passed", was)], [("unit", "a", "passed", now)])
    assert ids(found) == ({"slower": ["a"]} if slower else {})


def test_only_what_passed_twice_can_be_slower(tmp_path: Path) -> None:
    old = [("unit", "a", "failed", 1.0), ("unit", "b", "passed", 1.0), ("unit", "c", "passed", 1.0)]
    new = [("unit", "a", "failed", 9.0), ("unit", "b", "failed", 9.0), ("unit", "c", "passed", 9.0)]
    assert ids(compared(tmp_path, old, new)) == {"newly_failing": ["b"], "slower": ["c"]}


def test_times_without_end_are_none(tmp_path: Path) -> None:
    found = compared(tmp_path, [("unit", "a", "passed", 1e308)], [("unit", "a", "failed", 1e308), ("unit", "a", "failed", 1e308)])
    assert found.newly_failing.first[0].now_seconds is None


def test_a_time_without_end_is_not_slower(tmp_path: Path) -> None:
    assert ids(compared(tmp_path, [("unit", "a", "passed", 1.0)], [("unit", "a", "passed", 1e308), ("unit", "a", "passed", 1e308)])) == {}


def test_categories_come_in_order(tmp_path: Path) -> None:
    names = [*"gbdface"]
    found = compared(tmp_path, [], [(name, "t", "passed") for name in names])
    assert [each.category for each in found.new.first] == sorted(names)


def test_all_are_counted_and_the_first_are_shown_in_order(tmp_path: Path) -> None:
    new = [(name, f"t{number}", "passed") for number in (3, 1, 2) for name in ("unit", "e2e")]
    found = compared(tmp_path, [], new, 4)
    assert found.new.count == 6
    assert [(each.category, each.id) for each in found.new.first] == [("e2e", "t1"), ("e2e", "t2"), ("e2e", "t3"), ("unit", "t1")]
    assert compared(tmp_path, [], new, 0).new == Changes(count=6)


def worst(side: list[Test]) -> dict[Test, Any]:
    return {(name, test): max((each[2] for each in side if each[:2] == (name, test)), key=OUTCOMES.index) for name, test, _ in side}


@settings(max_examples=30, deadline=None)
@given(*[st.lists(st.tuples(st.sampled_from(["e2e", "unit"]), st.sampled_from("abcd"), st.sampled_from(OUTCOMES[1:])), max_size=9)] * 2)
def test_changes_are_those_of_a_simple_comparison(tmp_path_factory: pytest.TempPathFactory, old: list[Test], new: list[Test]) -> None:
    found = ids(compared(tmp_path_factory.mktemp("x"), old, new))
    was, now = worst(old), worst(new)
    wanted: dict[str, list[str]] = {}
    for key in sorted(was.keys() | now.keys()):
        kind = EXPECTED.get((was.get(key), now.get(key)))
        if kind:
            wanted.setdefault(kind, []).append(key[1])
    assert found == wanted


def test_a_category_that_a_record_does_not_judge_is_not_compared(tmp_path: Path) -> None:
    both = [category("e2e"), category("unit")]
    tests = [("e2e", "a", "passed"), ("unit", "b", "passed")]
    absent = [category("e2e", None, absent="nightly"), category("unit")]
    one = made(categories=both)
    for two in (made(5, categories=absent), made(5, categories=both[1:], partial=True)):
        assert ids(compared(tmp_path, tests, tests[1:], one=one, two=two)) == {}
        assert ids(compared(tmp_path, tests[1:], tests, one=two, two=one)) == {}
    gone = made(5, categories=both[1:])
    assert ids(compared(tmp_path, tests, tests[1:], one=one, two=gone)) == {"removed": ["a"]}


def policy(**categories: dict[str, Any]) -> rows.PolicyRow:
    return rows.PolicyRow(name="", source=None, sha256="1" * 64, run={}, categories=categories)


def test_settings_that_changed(tmp_path: Path) -> None:
    old = policy(unit={"pass_rate": "> 90%", "reruns": True, "same": 1, "reports": ["a", "b"], "gone": "x"}, old={"a": 1})
    new = policy(unit={"pass_rate": "> 80%", "reruns": 1, "same": 1, "reports": ["a"], "there": False}, new={"b": "c"})
    found = compared(tmp_path, [], [], one=made(policy=old), two=made(5, policy=new))
    assert found.settings == tuple(
        SettingChange(category=name, setting=setting, was=was, now=now)
        for name, setting, was, now in (
            ("new", "b", "", "c"),
            ("old", "a", "1", ""),
            ("unit", "gone", "x", ""),
            ("unit", "pass_rate", "> 90%", "> 80%"),
            ("unit", "reports", "a, b", "a"),
            ("unit", "reruns", "true", "1"),
            ("unit", "there", "", "false"),
        )
    )


def test_without_an_inventory_nobody_can_tell(tmp_path: Path) -> None:
    one, two = kept(tmp_path / "a", made(), []), kept(tmp_path / "b", made(5), [])
    without = changed(two, record=replace(two.record, inventory=None))
    said = f"the inventory of the newer record {two.digest[:12]}: "
    assert compare(one, without) == Missing(reason=f"{said}the record has none")
    assert compare(one, changed(two, path=None)) == Missing(reason=f"{said}the record was not kept")
    assert one.path
    path_beside(one.path).unlink()
    assert compare(one, two) == Missing(reason=f"the inventory of the older record {one.digest[:12]}: it is not beside the record")


def test_records_of_the_ledger_are_compared(tmp_path: Path) -> None:
    one = kept(tmp_path / "a", made(), [("unit", "a", "passed")])
    two = kept(tmp_path / "b", made(5), [("unit", "a", "failed")])
    there = ledger(tmp_path, one, two)
    found = compare(loaded(there, one), loaded(there, two))
    assert isinstance(found, Comparison)
    assert ids(found) == {"newly_failing": ["a"]}
