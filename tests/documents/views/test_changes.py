from __future__ import annotations

from typing import TYPE_CHECKING

from ledgers import accepted, kept, ledger, made
from stories import told

from gatekeeper.documents.story import NO_BASELINE, tell
from gatekeeper.documents.views.changes import ChangesView

if TYPE_CHECKING:
    from pathlib import Path


def test_changes_are_told_by_kind(tmp_path: Path) -> None:
    story, _ = told("failed", tmp_path)
    view = ChangesView(story, story.accepted)
    assert (view.none, view.reason, view.any) == ("", "", True)
    assert {each.title: each.tests.all for each in view.kinds} == {
        "newly failing": 3, "fixed": 0, "new": 1, "removed": 1, "newly skipped": 1, "slower": 0
    }  # fmt: skip
    assert [(each.setting, each.was, each.now) for each in view.settings.rows] == [("pass_rate", "> 90%", "> 80%")]
    assert view.counts == "3 newly failing, 1 new, 1 removed, 1 newly skipped, 1 changed setting"
    assert view.baseline
    assert (view.baseline.commit, view.baseline.verdict, view.baseline.refused) == ("b" * 12, "PASSED", False)


def test_what_is_slower_says_how_long_it_took(tmp_path: Path) -> None:
    old = kept(tmp_path / "a", made(0), [("unit", "a", "passed", 0.25), ("unit", "b", "passed", 0.25)])
    now = kept(tmp_path / "b", made(5), [("unit", "a", "passed", 5.106), ("unit", "b", "passed", 0.5)])
    story = tell(now, ledger(tmp_path / "l", old))
    view = ChangesView(story, story.accepted)
    slower = view.kinds[-1]
    assert (view.counts, slower.title, [(each.id, each.was, each.now) for each in slower.tests.rows]) == (
        "1 slower",
        "slower",
        [("a", "250ms", "5.106s")],
    )


def test_no_baseline_is_said_and_is_not_nothing_removed() -> None:
    view = ChangesView(tell(accepted(made()), None), None)
    assert (view.none, view.reason, view.kinds, view.baseline, view.settings.all, view.any) == (
        NO_BASELINE,
        NO_BASELINE,
        (),
        None,
        0,
        False,
    )


def test_a_baseline_without_an_inventory_is_named_but_not_compared(tmp_path: Path) -> None:
    now = kept(tmp_path, made(5), [("unit", "a", "passed")])
    story = tell(now, ledger(tmp_path / "l", made(0)))
    view = ChangesView(story, story.accepted)
    assert (view.none, view.kinds, view.baseline is None) == ("", (), False)
    assert view.reason.endswith("the record has none")


def test_more_changes_than_are_shown_are_counted(tmp_path: Path) -> None:
    old = kept(tmp_path / "a", made(0), [("unit", f"t{n}", "passed") for n in range(300)])
    now = kept(tmp_path / "b", made(5), [("unit", "other", "passed")])
    story = tell(now, ledger(tmp_path / "l", old))
    removed = next(each.tests for each in ChangesView(story, story.accepted).kinds if each.title == "removed")
    assert (removed.shown, removed.all, removed.hidden) == (20, 300, 280)
