from __future__ import annotations

from typing import TYPE_CHECKING

from ledgers import accepted, kept, ledger, made
from records import category, counts, failure, rule
from stories import told

from gatekeeper.documents.story import NO_BASELINE, Story, tell
from gatekeeper.documents.views.runs import lost, ran
from gatekeeper.model import CaseKind, CaseOutcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def _told(
    folder: Path, before: Sequence[tuple[object, ...]], now: Sequence[tuple[object, ...]], verdict: Verdict = Verdict.PASSED
) -> Story:
    old = kept(folder / "old", made(0, verdict), before)
    return tell(kept(folder / "now", made(5), now), ledger(folder, old))


def test_each_test_has_what_it_was_and_is_the_broken_ones_first(tmp_path: Path) -> None:
    before = [("unit", "a", "failed", 0.5), ("unit", "b", "passed", 1.0), ("unit", "b", "failed", 9.0), ("unit", "z", "skipped")]
    now = [("unit", "a", "passed", 5.106), ("unit", "new", "passed"), ("unit", "b", "errored", 2.0), ("unit", "z", "skipped")]
    found = ran(_told(tmp_path, before, now))
    assert [(each.id, each.was, each.was_milliseconds, each.now, each.milliseconds) for each in found.tests.rows] == [
        ("b", "failed", 9000, "errored", 2000),
        ("a", "failed", 500, "passed", 5106),
        ("new", "new", None, "passed", None),
    ]
    assert [(each.was_took, each.took) for each in found.tests.rows] == [("9.000s", "2.000s"), ("500ms", "5.106s"), ("", "")]
    assert (found.tests.all, found.reason, found.uncollected.all) == (3, "", 0)


def test_what_could_not_be_collected_did_not_run_and_stands_apart(tmp_path: Path) -> None:
    found = ran(told("failed", tmp_path)[0])
    assert [each.id for each in found.tests.rows if each.now == "errored"] == []
    assert (found.tests.all, found.uncollected.all, [each.id for each in found.uncollected.rows]) == (6, 1, ["shop.pay"])


def test_what_could_not_be_collected_before_is_not_lost(tmp_path: Path) -> None:
    red = category(verdict=Verdict.FAILED, counts=counts(passed=1, errored=2, collection_errors=1))
    bad = [failure("mod", kind=CaseKind.COLLECTION, outcome=CaseOutcome.ERRORED), failure("c", outcome=CaseOutcome.ERRORED)]
    before = made(0, Verdict.FAILED, categories=[red], rules=[rule()], failures=bad)
    old = kept(tmp_path / "old", before, [("unit", "mod", "errored"), ("unit", "c", "errored"), ("unit", "a", "passed")])
    found = lost(tell(kept(tmp_path / "now", made(5), [("unit", "a", "passed")]), ledger(tmp_path, old)))
    assert [each.id for each in found.tests.rows] == ["c"]


def test_only_the_first_hundred_are_listed_and_no_broken_one_is_lost(tmp_path: Path) -> None:
    now = [*(("unit", f"t{n:03}", "passed") for n in range(250)), ("unit", "zz", "failed")]
    found = ran(tell(kept(tmp_path, made(), now), None))
    assert (found.tests.shown, found.tests.all, found.tests.rows[0].id, found.tests.rows[1].id) == (100, 251, "zz", "t000")
    assert {each.was for each in found.tests.rows} == {""}


def test_refused_evidence_before_says_nothing_about_a_test(tmp_path: Path) -> None:
    found = ran(_told(tmp_path, [("unit", "a", "passed")], [("unit", "a", "passed")], Verdict.INVALID))
    assert [each.was for each in found.tests.rows] == [""]


def test_without_an_inventory_nothing_is_listed_and_it_says_why(tmp_path: Path) -> None:
    assert ran(tell(accepted(made()), None)).reason == "the record was not kept"
    assert ran(tell(accepted(made(), tmp_path / "record.json"), None)).reason == "the record has none"


def test_what_ran_before_and_not_now_is_lost(tmp_path: Path) -> None:
    found = lost(told("failed", tmp_path)[0])
    assert [(each.id, str(each.was), each.now and str(each.now)) for each in found.tests.rows] == [
        ("shop.CartTest::t5", "passed", None),
        ("shop.CartTest::t2", "passed", "skipped"),
    ]
    assert (found.since is not None, found.reason) == (True, "")


def test_what_was_skipped_before_is_not_lost(tmp_path: Path) -> None:
    found = lost(_told(tmp_path, [("unit", "a", "skipped"), ("unit", "b", "passed")], [("unit", "b", "passed")]))
    assert (found.tests.all, found.reason) == (0, "")


def test_no_baseline_is_said(tmp_path: Path) -> None:
    assert lost(tell(accepted(made()), None)).reason == NO_BASELINE
    story = tell(kept(tmp_path, made(5), [("unit", "a", "passed")]), ledger(tmp_path, made(0)))
    found = lost(story)
    assert (found.reason.endswith("the record has none"), found.since is not None, found.tests.all) == (True, True, 0)
