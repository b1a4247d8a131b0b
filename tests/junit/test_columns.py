from __future__ import annotations

import pytest
import reports
from hypothesis import given
from hypothesis import strategies as st
from readings import four, read

from gatekeeper.junit import codes
from gatekeeper.junit.columns import columns, id_of, mark_not_run, on_one_line, printed, says_failed, says_not_run

CASE = st.dictionaries(st.sampled_from(["classname", "name", "time", "status"]), st.sampled_from(["", "a", "b", "0.5", "x", "1,000.5"]))


@given(st.lists(CASE, min_size=1), st.integers(0, 5))
def test_columns_are_the_same_whether_cases_are_usual_or_not(cases: list[dict[str, str]], first: int) -> None:
    whole = columns(cases, "s", first)
    single = [columns([case], "s", first + number) for number, case in enumerate(cases)]
    assert whole.ids == [each.ids[0] for each in single]
    assert list(whole.seconds) == [each.seconds[0] for each in single]
    assert whole.unreadable == [text for each in single for text in each.unreadable]
    assert whole.usual == all(each.usual for each in single)


def test_usual_cases_have_three_attributes() -> None:
    usual = {"classname": "c", "name": "a", "time": "0.5"}
    assert columns([usual], "s", 0).usual
    assert not columns([usual, {**usual, "status": "run"}], "s", 0).usual


def test_nameless_cases_have_ids_of_their_own() -> None:
    found = columns([{"name": ""}, {}, {"name": "a"}], "s", 7)
    assert len(set(found.ids)) == 3
    assert [printed(name) for name in found.ids] == ["s::", "s::", "s::a"]
    assert set(found.ids).isdisjoint(columns([{}, {}], "s", 9).ids)


def test_on_one_line_keeps_the_marks_of_nameless_cases() -> None:
    ids = ["a\nb", "\x000\0c\nd::", "x" * 3000]
    folded = on_one_line(ids)
    assert folded[:2] == ["a b", "\x000\0c d::"]
    assert len(folded[2]) == 2000
    assert on_one_line(["a", "b"]) == ["a", "b"]
    assert on_one_line([]) == []


def test_id_of_is_what_is_printed() -> None:
    assert id_of({"classname": "c", "name": "a\nb"}, "s") == "c::a b"
    assert id_of({"name": "a"}, "s") == "s::a"
    assert id_of({}, "s") == "s::"


@pytest.mark.parametrize(
    ("attrs", "not_run", "failed"),
    [
        ({"status": "NotRun"}, True, False),
        ({"result": "suppressed"}, True, False),
        ({"executed": "False"}, True, False),
        ({"executed": "True"}, False, False),
        ({"status": "run", "result": "completed"}, False, False),
        ({"status": "Failed"}, False, True),
        ({}, False, False),
    ],
)
def test_what_attributes_say(attrs: dict[str, str], not_run: bool, failed: bool) -> None:
    assert (says_not_run(attrs), says_failed(attrs)) == (not_run, failed)


def test_marking_merges_with_results() -> None:
    marks = {1: codes.FAILED, 3: codes.FAILED}
    cases = [{"status": "notrun"}, {"status": "notrun"}, {"status": "failed"}, {"status": "failed"}]
    assert mark_not_run(cases, marks) == [2]
    assert marks == {0: codes.SKIPPED, 1: codes.FAILED, 3: codes.FAILED}


def test_who_is_undecided_and_shows_that_it_was_skipped_shows_its_result() -> None:
    undecided: dict[str, str] = {"status": "Inconclusive", "success": "False"}
    cases = [undecided, dict(undecided), {"status": "blocked", "result": "failed"}, {"status": "failed"}]
    assert mark_not_run(cases, {0: codes.SKIPPED, 2: codes.SKIPPED, 3: codes.SKIPPED}) == [1, 2, 3]


@pytest.mark.parametrize(
    ("status", "expected"), [("notrun", 1), ("disabled", 1), ("Skipped", 1), ("suppressed", 1), ("run", 0), ("passed", 0)]
)
def test_a_status_of_not_run_is_skipped(status: str, expected: int) -> None:
    assert read(reports.report(reports.case(status=status))).counts.skipped == expected
    assert read(reports.report(reports.case(result=status))).counts.skipped == expected


def test_executed_false_is_skipped() -> None:
    assert read(reports.report(reports.case(executed="False"), reports.case("b", executed="true"))).counts.skipped == 1


def test_not_run_with_a_failure_is_failed() -> None:
    assert four(read(reports.report(reports.case("a", reports.result("failure"), status="notrun"))).counts) == (0, 0, 1, 0)


@pytest.mark.parametrize("status", ["failed", "Failure", "fail", "error", "errored"])
def test_a_status_of_failed_without_a_result_is_a_disagreement(status: str) -> None:
    reading = read(reports.report(reports.case(status=status)))
    assert reading.disagreements.first == ("c::a says that it did not pass and shows no result",)
    assert read(reports.report(reports.case("a", reports.result("failure"), status=status))).disagreements.count == 0


def test_success_false_without_a_result_is_a_disagreement() -> None:
    assert read(reports.report(reports.case(success="False"))).disagreements.count == 1
    assert read(reports.report(reports.case(success="True"))).disagreements.count == 0
    assert read(reports.report(reports.case("a", reports.result("failure"), success="false"))).disagreements.count == 0
    assert read(reports.report(reports.case(executed="False", success="False"))).counts.skipped == 1


@pytest.mark.parametrize("element", ["<testcase name='a'{}/>", "<properties{}/><testcase/>", "<testcase><failure{}/></testcase>"])
def test_an_element_with_far_too_many_attributes_is_refused(element: str) -> None:
    many = "".join(f" a{number}='1'" for number in range(1001))
    assert read(f"<testsuite>{element.format(many)}</testsuite>").file.reason == "an element has more than 1000 attributes"
    few = many.replace(" a0='1'", "").replace(" a1='1'", "")
    assert read(f"<testsuite>{element.format(few)}</testsuite>").counts.tests == 1
