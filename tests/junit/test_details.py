from __future__ import annotations

import pytest
import reports
from readings import read

from gatekeeper.junit import codes
from gatekeeper.junit.details import Capture
from gatekeeper.model import Case, CaseOutcome


def only(*children: str, file: str | None = None, line: str | None = None) -> Case:
    [case] = read(reports.report(reports.case("a", *children, file=file, line=line))).failures
    return case


def test_a_failure_is_kept_with_message_type_text_and_place() -> None:
    case = only(reports.result("failure", "assert 1 == 2", "trace\nback", type_="AssertionError"), file="tests/a.py", line="7")
    assert (case.id, case.outcome, case.message, case.type, case.text) == (
        "c::a",
        CaseOutcome.FAILED,
        "assert 1 == 2",
        "AssertionError",
        "trace\nback",
    )
    assert (case.file, case.line) == ("tests/a.py", 7)


def test_the_worst_result_is_the_one_that_is_kept() -> None:
    case = only(reports.result("failure", "first"), reports.result("error", "second"))
    assert (case.outcome, case.message) == (CaseOutcome.ERRORED, "second")


@pytest.mark.parametrize(
    ("result", "message"),
    [
        (reports.result("failure", "a\nb"), "a b"),
        (reports.result("failure", None, "\n\n first \nsecond"), " first "),
        (reports.result("failure", None, "", type_="E"), "E"),
        ("<failure/>", ""),
    ],
)
def test_the_message_is_one_line(result: str, message: str) -> None:
    assert only(result).message == message


def test_long_text_keeps_head_and_tail() -> None:
    text = only(reports.result("failure", "m", "h" * 20_000 + "t" * 5000)).text
    assert len(text) < 8100
    assert (text[0], text[-1], "[...]" in text) == ("h", "t", True)


def test_long_attributes_are_cut() -> None:
    case = only(reports.result("failure", "m" * 100_000, type_="t" * 100_000))
    assert (len(case.message), len(case.type)) == (2000, 200)


@pytest.mark.parametrize("line", ["-1", "x", "", "1.5", "123456789", "\u0661"])
def test_a_line_that_is_none(line: str) -> None:
    assert only(reports.result("failure"), line=line).line is None


def test_a_file_name_is_one_line() -> None:
    assert only(reports.result("failure"), file="a\nb").file == "a b"
    assert only(reports.result("failure"), file="").file is None


def test_elements_beyond_the_bound_are_dropped_and_the_rest_still_fits() -> None:
    case = only(f"<failure message='m'>{'<a><b/></a>' * 5000}text</failure>", reports.result("error", "late"))
    assert (case.outcome, case.message) == (CaseOutcome.ERRORED, "")


def test_captured_elements_are_balanced_beyond_the_bound() -> None:
    capture = Capture({"name": "a"})
    capture.start("failure", {"message": "m"})
    for _ in range(3000):
        capture.start("x", {})
    for _ in range(3000):
        capture.end("x")
    capture.text("after")
    capture.end("failure")
    assert capture.case("c::a", codes.FAILED).message == "m"


def test_output_of_the_case_is_not_its_text() -> None:
    assert only("<system-out>printed</system-out>", reports.result("failure", "m", "text"), "<system-err>x</system-err>").text == "text"
