from __future__ import annotations

import pytest
import runs

from gatekeeper.model import Counts, File, FileStatus, Outcome, Problem, Verdict
from gatekeeper.rules.tests_executed import SomeTestsExecuted


def test_one_executed_test_is_enough() -> None:
    finding = runs.ask(SomeTestsExecuted(), runs.counted(passed=1))
    assert (finding.outcome, finding.reason) == (Outcome.PASSED, "1 test executed")
    assert runs.ask(SomeTestsExecuted(), runs.counted(failed=2, skipped=9)).reason == "2 tests executed"


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        (Counts(), "0 tests executed"),
        (Counts(skipped=4), "0 tests executed: all 4 were skipped"),
        (Counts(errored=1, collection_errors=1), "0 tests executed: 1 collection error and nothing that ran"),
        (Counts(errored=2, collection_errors=2, skipped=1), "0 tests executed: 2 collection errors and nothing that ran"),
    ],
)
def test_nothing_executed_is_no_evidence_and_each_way_has_its_reason(counts: Counts, reason: str) -> None:
    finding = runs.ask(SomeTestsExecuted(), runs.category(counts=counts))
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, reason)
    assert SomeTestsExecuted.verdict is Verdict.NO_EVIDENCE
    assert "selects nothing" in SomeTestsExecuted.remedy


def test_an_empty_file_beside_files_that_ran_fails() -> None:
    files = (runs.COUNTED, runs.refused("empty.xml", Problem.NO_CASES))
    finding = runs.ask(SomeTestsExecuted(), runs.category(files=files))
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, "no test case in empty.xml")


def test_a_file_of_skips_beside_files_that_ran_is_counted_and_named() -> None:
    files = (runs.COUNTED, File(path="later.xml", status=FileStatus.COUNTED, counts=Counts(cases=2, skipped=2)))
    finding = runs.ask(SomeTestsExecuted(), runs.category(files=files))
    assert (finding.outcome, finding.reason) == (Outcome.PASSED, "3 tests executed; nothing but skips in later.xml")


def test_many_empty_files_are_cut_and_counted() -> None:
    files = tuple(runs.refused(f"{number}.xml", Problem.NO_CASES) for number in range(7))
    assert runs.ask(SomeTestsExecuted(), runs.category(files=files)).reason.endswith("4.xml, and 2 more")


def test_the_run_is_asked_as_a_whole() -> None:
    rule = SomeTestsExecuted()
    ran, empty = runs.counted(passed=2), runs.category("e2e", counts=Counts(skipped=1))
    some, none = rule.judge_run(runs.run(ran, empty)), rule.judge_run(runs.run(empty, empty))
    assert (some.outcome, some.reason) == (Outcome.PASSED, "2 tests executed")
    assert (none.outcome, none.reason) == (Outcome.FAILED, "0 tests executed: all 2 were skipped")


def test_a_run_of_no_category_fails() -> None:
    assert SomeTestsExecuted().judge_run(runs.run()).outcome is Outcome.FAILED


def test_is_always_on_and_cannot_be_waived() -> None:
    assert SomeTestsExecuted().active
    assert not SomeTestsExecuted.waivable
