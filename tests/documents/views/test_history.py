from __future__ import annotations

from typing import TYPE_CHECKING

from ledgers import accepted, ledger, made
from records import category, counts

from gatekeeper.documents.story import tell
from gatekeeper.documents.views.history import history
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from pathlib import Path


def _made(minutes: int, verdict: Verdict, passed: int, failed: int = 0) -> object:
    return made(minutes, verdict, categories=[category(verdict=verdict, counts=counts(passed=passed, failed=failed))])


def test_the_newest_comes_first_with_its_trend(tmp_path: Path) -> None:
    old = [
        _made(0, Verdict.PASSED, 4),
        _made(1, Verdict.FAILED, 1, 1),
        _made(2, Verdict.INVALID, 9),
        _made(3, Verdict.FAILED, 1, 1),
        _made(4, Verdict.FAILED, 2, 2),
        _made(5, Verdict.FAILED, 3, 1),
    ]
    view = history(tell(accepted(_made(6, Verdict.FAILED, 1, 3)), ledger(tmp_path, *old)))  # type: ignore[arg-type]
    assert [(each.seen.verdict, each.passed, each.rate, each.executed, each.trend) for each in view.records.rows] == [
        ("FAILED", "1 of 4", "25.0%", "4", "worse"),
        ("FAILED", "3 of 4", "75.0%", "4", "better"),
        ("FAILED", "2 of 4", "50.0%", "4", "same"),
        ("FAILED", "1 of 2", "50.0%", "2", ""),
        ("INVALID", "", "", "", ""),
        ("FAILED", "1 of 2", "50.0%", "2", "worse"),
        ("PASSED", "4 of 4", "100.0%", "4", ""),
    ]
    assert (view.all, view.passed, view.same, view.verdict, view.single, view.alone) == (7, 1, 4, "FAILED", False, False)


def test_one_record_is_alone() -> None:
    view = history(tell(accepted(made(0, Verdict.FAILED, categories=[category(verdict=Verdict.FAILED, counts=counts())])), None))
    assert (view.all, view.passed, view.same, view.single, view.alone) == (1, 0, 1, True, True)
    assert (view.records.rows[0].rate, view.records.rows[0].passed) == ("none", "")


def test_no_more_than_fifty_are_shown(tmp_path: Path) -> None:
    view = history(tell(accepted(made(90)), ledger(tmp_path, *(made(n) for n in range(60)))))
    assert (view.records.shown, view.records.all, view.same, view.passed) == (50, 61, 61, 61)
    assert view.records.rows[-1].trend == "same"
