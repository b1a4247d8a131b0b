from __future__ import annotations

import pytest
import reports
from readings import four, read

from gatekeeper.model import CaseKind, Problem


def test_an_error_directly_in_a_suite_is_an_errored_case_named_after_it() -> None:
    reading = read(reports.report(reports.passed(2), reports.result("error", "teardown", "where it broke")))
    assert (four(reading.counts), reading.counts.cases, reading.errors.first) == ((2, 0, 0, 1), 2, ("s",))
    [case] = reading.failures
    assert (case.id, case.kind, case.message, case.text) == ("s::s", CaseKind.SUITE, "teardown", "where it broke")


def test_a_failure_directly_in_a_suite_is_one_too() -> None:
    assert four(read(reports.report(reports.passed(2), reports.result("failure", "x"))).counts) == (2, 0, 0, 1)


def test_the_root_may_have_an_error_of_its_own() -> None:
    reading = read(reports.suites(reports.result("error", "x"), reports.suite(reports.passed(1)), name="all"))
    assert (four(reading.counts), reading.errors.first) == ((1, 0, 0, 1), ("all",))


def test_an_error_elsewhere_is_no_result() -> None:
    assert four(read(reports.report(f"<properties>{reports.result('error')}</properties>", reports.case())).counts) == (1, 0, 0, 0)
    assert four(read(reports.report(reports.case("a", f"<system-out>{reports.result('error')}</system-out>"))).counts) == (1, 0, 0, 0)


def test_an_errored_suite_without_cases_was_not_collected() -> None:
    reading = read(reports.suites(reports.suite(reports.passed(1)), reports.suite(name="gone", errors=1)))
    assert (four(reading.counts), reading.counts.collection_errors, reading.counts.executed) == ((1, 0, 0, 1), 1, 1)
    [case] = reading.failures
    assert (case.id, case.kind) == ("gone::gone", CaseKind.COLLECTION)


def test_a_suite_around_an_uncollected_one_is_not_counted_as_another() -> None:
    outer = reports.suite(reports.suite(name="inner", errors=1), name="outer", errors=1)
    reading = read(reports.suites(reports.suite(reports.passed(1)), outer))
    assert (four(reading.counts), [case.id for case in reading.failures]) == ((1, 0, 0, 1), ["inner::inner"])


def test_an_error_in_a_suite_without_cases_counts_once() -> None:
    reading = read(reports.suites(reports.suite(reports.passed(1)), reports.suite(reports.result("error", "x"), errors=1)))
    assert (four(reading.counts), reading.counts.collection_errors) == ((1, 0, 0, 1), 1)


def test_errors_declared_by_the_root_alone_are_no_suite_error() -> None:
    assert read(reports.suites(errors=1)).file.problem is Problem.NO_CASES


@pytest.mark.parametrize(
    "broken",
    [
        reports.case("test_module", reports.result("error", "collection failure"), classname=""),
        reports.case("src/a.test.js", reports.result("error", "x"), classname="Test suite failed to run"),
        reports.case("[build failed]", reports.result("error", "Build error"), classname="example/pkg"),
    ],
)
def test_collection_errors_are_errored_and_not_executed(broken: str) -> None:
    reading = read(reports.report(reports.passed(2), broken))
    assert (four(reading.counts), reading.counts.collection_errors, reading.counts.executed) == ((2, 0, 0, 1), 1, 2)
    assert reading.failures[0].kind is CaseKind.COLLECTION


@pytest.mark.parametrize(
    "report", ["<html><body/></html>", "<coverage/>", "<testcase/>", "<run><testsuite/></run>", "<run><testcase/></run>"]
)
def test_another_root_is_refused_by_name(report: str) -> None:
    file = read(report).file
    assert (file.problem, file.reason) == (
        Problem.UNREADABLE,
        f"this is not a JUnit report: its root element is <{report[1:].partition('>')[0].rstrip('/')}>",
    )


def test_deep_nesting_is_refused_inside_and_outside_a_case() -> None:
    for report in (
        "<testsuite>" * 10_000 + "<testcase/>" + "</testsuite>" * 10_000,
        f"<testsuite><testcase>{'<a>' * 10_000}{'</a>' * 10_000}</testcase></testsuite>",
    ):
        assert read(report).file.reason == "elements are nested more than 1000 deep"


def test_cases_nested_deeply_in_each_other_all_count() -> None:
    assert read(f"<testsuite>{'<testcase>' * 3000}{'</testcase>' * 3000}</testsuite>").counts.passed == 3000


def test_many_suite_errors_are_counted_and_few_are_kept() -> None:
    reading = read(reports.report(reports.case(), *[reports.result("error", "x")] * 500))
    assert (reading.counts.errored, len(reading.failures)) == (500, 200)


def test_a_result_deeper_than_the_case_is_noted_as_lost() -> None:
    deep = reports.case("a", f"<properties>{reports.result('failure', 'm')}</properties>")
    reading = read(reports.report(deep, reports.case("b")))
    assert four(reading.counts) == (2, 0, 0, 0)
    assert str(reading.disagreements) == "c::a holds a failure deeper than its own results"


def test_a_deep_result_of_a_case_that_failed_is_no_news() -> None:
    report = reports.report(reports.case("a", "<failure><error/></failure>"))
    for keep in (0, 5):
        assert read(report, keep=keep).disagreements.count == 0
