from __future__ import annotations

import pytest
from audits import STATUS, evidence, found, one, report, snapshot

from gatekeeper.audit.evidence import Evidence
from gatekeeper.model import Verdict

_OLD = snapshot(Verdict.PASSED, "b", unit=(23, 2), created="2026-01-01T00:00:00+00:00")


@pytest.mark.parametrize(
    ("sentence", "state"),
    [
        ("51 of 71 tests passed.", "supported"),
        ("51 of 61 tests passed.", "contradicted"),
        ("Unit tests: 17 of 37 passed.", "supported"),
        ("Unit tests: 20 failed.", "supported"),
        ("Unit tests: 12 failed.", "contradicted"),
        ("Integration tests: 34 of 34 passed.", "supported"),
        ("Integration tests have a pass rate of 100%.", "supported"),
        ("Unit tests have a pass rate of 100%.", "contradicted"),
        ("E2E tests: 34 of 34 passed.", "unsupported"),
        ("The login module: 34 of 34 tests passed.", "unsupported"),
        ("12 new tests were added and passed.", "unsupported"),
    ],
)
def test_a_number_is_what_the_record_says_of_that_part(sentence: str, state: str) -> None:
    kinds = {"test_count", "pass_rate"}
    found = [one(sentence, evidence(), kind) for kind in kinds if ("%" in sentence) is (kind == "pass_rate")]
    assert [each.state for each in found] == [state]


def test_both_numbers_are_shown() -> None:
    found = one("Unit tests: pass rate of 54%.", evidence(), "pass_rate")
    assert found.evidence == (
        "unit: 17 of 37 tests passed (45.9%): record aaaaaaaaaaaa of commit unknown, made 2026-01-02; 54% is the failure rate"
    )
    assert found.remedy.startswith("write what the record says")
    assert found.blocking


def test_what_another_run_says_is_stale_and_it_is_named() -> None:
    found = one("Unit tests: pass rate of 92%.", evidence(None, _OLD), "pass_rate")
    assert found.state == "stale"
    assert found.evidence.startswith("true of record bbbbbbbbbbbb of commit unknown, made 2026-01-01; unit: 17 of 37 tests passed (45.9%)")


def test_numbers_of_two_runs_in_one_claim_are_of_neither() -> None:
    assert one("Unit tests: 23 passed, 20 failed.", evidence(None, _OLD), "test_count").state == "contradicted"
    assert one("Unit tests: 23 passed, 2 failed.", evidence(None, _OLD), "test_count").state == "stale"


def test_without_a_record_about_what_is_here_nothing_is_supported() -> None:
    held = Evidence(problem="the record is about abc", past=(_OLD,))
    assert one("Unit tests: 23 passed.", held, "test_count").state == "stale"
    found = one("Unit tests: 24 passed.", held, "test_count")
    assert (found.state, found.evidence) == ("unsupported", "the record is about abc")
    assert one("Unit tests: 24 passed.", Evidence(), "test_count").evidence == "there is no record"


def test_a_partial_record_says_nothing_of_the_whole_run() -> None:
    held = evidence(snapshot(Verdict.PASSED, unit=(17, 0), partial=True))
    found = one("17 tests passed.", held, "test_count")
    assert (found.state, "is partial (only unit)" in found.evidence) == ("unsupported", True)
    assert one("17 unit tests passed.", held, "test_count").state == "supported"


def test_a_rate_of_some_of_the_tests_is_no_rate() -> None:
    held = evidence(snapshot(Verdict.INCOMPLETE, unit=(2, 0)))
    assert one("2 tests passed, 0 failed.", held, "test_count").state == "supported"
    found = one("The pass rate is 100%.", held, "pass_rate")
    assert (found.state, "INCOMPLETE" in found.evidence) == ("unsupported", True)


def test_a_refused_record_has_no_numbers_and_a_stale_one_old_ones() -> None:
    refused = one("17 tests passed.", evidence(snapshot(Verdict.INVALID, unit=(17, 0))), "test_count")
    assert (refused.state, "is INVALID: it has no numbers" in refused.evidence) == ("unsupported", True)
    assert one("17 tests passed.", evidence(snapshot(Verdict.STALE, unit=(17, 0))), "test_count").state == "stale"


def test_a_failed_test_more_is_not_hidden_by_all() -> None:
    assert one("All 51 tests pass.", evidence(), "test_count").state == "contradicted"
    assert one("All 34 integration tests pass.", evidence(), "test_count").state == "supported"


def test_words_of_the_configuration_name_a_category() -> None:
    text = f"{STATUS}Browser checks: 34 of 34 tests passed.\n"
    states = [report(text, held=evidence(), mapped=mapped).findings[0].state for mapped in ({}, {"browser checks": "integration"})]
    assert states == ["unsupported", "supported"]


def test_it_explains_what_it_was_held_against() -> None:
    assert one("Unit tests: 17 passed.", evidence(), "test_count").held == ("17 passed: passed; the category unit: 'unit' names it",)


def test_the_sum_of_a_table_is_of_what_its_rows_name() -> None:
    table = "## Unit tests\n\n| Part | Passed | Failed | Pass rate |\n|---|---|---|---|\n"
    rows = "| Unit | 17 | 20 | 45.9% |\n| Integration | 34 | 0 | 100% |\n| **Total** | 51 | 20 | 71.8% |\n"
    assert {state for *_, state in found(f"{STATUS}{table}{rows}", held=evidence())} == {"supported"}
    only = f"{STATUS}{table}| Total | 17 | 20 | 45.9% |\n"
    assert {state for *_, state in found(only, held=evidence())} == {"supported"}


def test_a_line_of_numbers_without_end_is_supported_by_nothing() -> None:
    line = ", ".join(["17 unit tests passed"] * 10)
    assert one(line, evidence(), "test_count").state == "supported"
    found = one(", ".join(["17 unit tests passed"] * 60), evidence(), "test_count")
    assert (found.state, "too many" in found.evidence) == ("unsupported", True)


def test_errors_that_are_counted_apart_are_no_failures() -> None:
    held = evidence(snapshot(unit=(17, 18, 2)))
    assert one("Unit tests: 20 failed.", held, "test_count").state == "supported"
    assert one("Unit tests: 20 failed, 2 errors.", held, "test_count").state == "contradicted"
    assert one("Unit tests: 18 failed, 2 errors.", held, "test_count").state == "supported"
