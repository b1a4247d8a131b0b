from __future__ import annotations

from typing import TYPE_CHECKING

from ledgers import accepted, kept, made
from records import category, file, rule
from stories import told

from gatekeeper.documents.report.view import Report
from gatekeeper.documents.story import tell
from gatekeeper.model import FileStatus, Verdict

if TYPE_CHECKING:
    from pathlib import Path


def test_the_headline_stands_behind_the_verdict() -> None:
    assert Report(tell(accepted(made()), None)).said == "3 of 3 tests passed (100.0%)"
    red = made(0, Verdict.FAILED, categories=[category(), category("b", Verdict.FAILED, blocking=False)], rules=[rule()])
    assert Report(tell(accepted(red), None)).said == "advisory b not passed: pass-rate [unit]; 6 of 6 tests passed (100.0%)"


def test_what_refused_the_evidence_is_told_in_the_rules_words(tmp_path: Path) -> None:
    report = Report(told("invalid", tmp_path)[0])
    assert report.refused
    assert [each["rule"] for each in report.refusals] == ["evidence-readable"]
    assert "41" not in str(report.refusals) + report.said


def test_tests_come_with_what_they_can_be_filtered_by(tmp_path: Path) -> None:
    tests = [("unit", "a", "passed", 0.5), ("e2e", "b", "failed", 2.0), ("unit", "c", "skipped")]
    found = Report(tell(kept(tmp_path, made(), tests), None)).tests
    assert (found.categories, [(str(name), number) for name, number in found.outcomes]) == (
        ("e2e", "unit"),
        [("failed", 1), ("skipped", 1), ("passed", 1)],
    )
    assert ([each.id for each in found.slowest], found.shown.all, found.reason) == (["b", "a"], 3, "")


def test_without_an_inventory_there_is_a_reason() -> None:
    found = Report(tell(accepted(made()), None)).tests
    assert (found.shown.all, found.reason) == (0, "the record was not kept")


def test_files_that_were_not_counted_are_shown_before_others() -> None:
    files = [*(file(f"{number}.xml") for number in range(600)), file("bad.xml", FileStatus.REFUSED)]
    found = Report(tell(accepted(made(files=files)), None)).files
    assert (found.shown, found.hidden, "bad.xml" in [each.path for each in found.rows]) == (500, 101, True)
