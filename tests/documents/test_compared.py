from __future__ import annotations

from typing import TYPE_CHECKING

import hostile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import about, accepted, made
from pages import page

from gatekeeper.documents.compared import changes, markdown, text
from gatekeeper.evidence.canonical import canonical
from gatekeeper.evidence.ledger.comparison import Change, Changes, Comparison, SettingChange
from gatekeeper.model import CaseOutcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

OLD, NEW = accepted(made()), accepted(made(5, Verdict.FAILED, subject=about("b", "refs/heads/topic/" + "x" * 99)))
PASSED, FAILED = CaseOutcome.PASSED, CaseOutcome.FAILED


def failing(*names: str, count: int | None = None) -> Changes:
    rows = tuple(Change(category="unit", id=name, was=PASSED, now=FAILED) for name in names)
    return Changes(count=len(rows) if count is None else count, first=rows)


def said(**more: object) -> Comparison:
    return Comparison(**more)  # type: ignore[arg-type]


FULL = said(
    newly_failing=failing("c::a", "c::b", count=3),
    fixed=Changes(count=1, first=(Change(category="unit", id="c::c", was=CaseOutcome.ERRORED, now=PASSED),)),
    new=Changes(count=1, first=(Change(category="e2e", id="c::d", was=None, now=PASSED),)),
    removed=Changes(count=1, first=(Change(category="e2e", id="c::e", was=FAILED, now=None),)),
    slower=Changes(count=1, first=(Change(category="unit", id="c::f", was=PASSED, now=PASSED, was_seconds=1.25, now_seconds=9.99),)),
    settings=(SettingChange(category="unit", setting="pass_rate", was="> 90%", now=""),),
)


def test_the_lines_of_a_comparison() -> None:
    assert text(OLD, NEW, FULL).splitlines() == [
        f"old  {OLD.digest[:12]}  2026-01-02 03:04 UTC  PASSED       aaaaaaaaaaaa  main",
        f"new  {NEW.digest[:12]}  2026-01-02 03:09 UTC  FAILED       bbbbbbbbbbbb  topic/xxx...",
        "newly failing: 3",
        "  - unit c::a: passed, now failed",
        "  - unit c::b: passed, now failed",
        "fixed: 1",
        "  - unit c::c: errored, now passed",
        "new: 1",
        "  - e2e c::d: not there, now passed",
        "removed: 1",
        "  - e2e c::e: failed, now not there",
        "slower: 1",
        "  - unit c::f: 1.2s, now 10.0s",
        "settings changed: 1",
        "  - unit pass_rate: > 90%, now not set",
        "3 newly failing, 1 fixed, 1 new, 1 removed, 1 slower, 1 setting changed",
    ]


def test_nothing_changed() -> None:
    assert text(OLD, NEW, said()).splitlines()[2:] == ["no changes"]
    assert markdown(OLD, NEW, said()).splitlines()[-1] == "no changes."


def test_of_many_the_first_are_shown() -> None:
    lines = text(OLD, NEW, said(newly_failing=failing(*(f"c::{number:02}" for number in range(30)), count=99))).splitlines()
    assert (len(lines), lines[-2]) == (3 + 20 + 2, "  and 79 more; --format json lists up to 200 of a kind")
    shown = markdown(OLD, NEW, said(newly_failing=failing(*(f"c::{number:02}" for number in range(60)), count=99)))
    assert (shown.count("c::"), "49 more are not shown." in shown) == (50, True)


def test_the_tables_of_a_comparison() -> None:
    made = page(markdown(OLD, NEW, FULL))
    assert made.tags <= {"h3", "p", "table", "tr", "th", "td", "code"}
    for words in ("3 newly failing:", "1 fixed:", "1 setting changed", "1 more are not shown."):
        assert words in made.prose
    for words in ("c::a", "not there", "1.2s", "> 90%", "not set", OLD.digest[:12]):
        assert words in made.code


def everywhere(name: str) -> Comparison:
    row = Change(category=name, id=name, was=PASSED, now=FAILED)
    return said(newly_failing=Changes(count=1, first=(row,)), settings=(SettingChange(category=name, setting=name, was=name, now=name),))


@pytest.mark.parametrize("name", hostile.NAMES.values(), ids=hostile.NAMES)
def test_hostile_names_stay_names(name: str) -> None:
    _inert([name])


@settings(max_examples=40, deadline=None)
@given(hostile.texts | st.text())
def test_any_name_stays_a_name(name: str) -> None:
    _inert([name])


def _inert(names: Iterable[str]) -> None:
    for name in names:
        found = everywhere(name)
        for printed in (text(OLD, NEW, found), markdown(OLD, NEW, found), canonical(changes(OLD, NEW, found)).decode()):
            assert hostile.obeyed(printed) == []
        lines = text(OLD, NEW, found).splitlines()
        assert (len(lines), max(map(len, lines)) <= 80) == (7, True)
        made = page(markdown(OLD, NEW, found))
        assert (made.tags <= {"h3", "p", "table", "tr", "th", "td", "code", "wbr"}, made.links) == (True, [])


def test_the_value_of_a_comparison() -> None:
    value = changes(OLD, NEW, FULL)
    assert list(value) == ["older", "newer", "newly_failing", "fixed", "new", "removed", "newly_skipped", "slower", "settings"]
