from __future__ import annotations

from typing import TYPE_CHECKING

from ledgers import accepted, ledger, made, run
from records import category, counts

from gatekeeper.documents.report.trend import MOST, trend
from gatekeeper.documents.story import tell
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from pathlib import Path


def test_the_records_of_the_line_stand_newest_first(tmp_path: Path) -> None:
    past = made(0, categories=[category(counts=counts(passed=1, failed=1, skipped=1))], run=run(811))
    found = trend(tell(accepted(made(90, run=run(812))), ledger(tmp_path, past)))
    assert [(each.when, each.rate, each.passed, each.executed, each.current) for each in found.records.rows] == [
        ("2026-01-02 04:34", "100.0%", "3 of 3", "3", True),
        ("2026-01-02 03:04", "50.0%", "1 of 2", "2", False),
    ]
    assert (len(found.charts), found.alone) == (2, False)


def test_what_was_refused_has_no_numbers(tmp_path: Path) -> None:
    past = made(0, Verdict.INVALID, categories=[category(verdict=Verdict.INVALID, counts=counts(passed=98765))])
    found = trend(tell(accepted(made(90)), ledger(tmp_path, past)))
    refused = found.records.rows[1]
    assert (refused.rate, refused.passed, refused.executed) == ("", "", "")
    assert "98765" not in "".join(found.charts)


def test_a_record_alone_has_no_chart() -> None:
    found = trend(tell(accepted(made()), None))
    assert (found.charts, found.alone, found.records.shown) == ((), True, 1)


def test_a_long_line_is_cut_and_counted(tmp_path: Path) -> None:
    past = [made(number) for number in range(MOST + 10)]
    found = trend(tell(accepted(made(1000)), ledger(tmp_path, *past)))
    assert (found.records.shown, found.records.all) == (MOST, MOST + 11)


def test_times_are_of_one_zone() -> None:
    found = trend(tell(accepted(made(created="2026-01-02T00:30:00+02:00")), None))
    assert found.records.rows[0].when == "2026-01-01 22:30"
    assert trend(tell(accepted(made(created="x")), None)).records.rows[0].when == "unknown"
