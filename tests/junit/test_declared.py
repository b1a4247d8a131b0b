from __future__ import annotations

import pytest
import reports
from readings import read


def disagreements(report: str) -> tuple[str, ...]:
    return read(report).disagreements.first


def test_agreement_is_silent() -> None:
    reading = read(reports.report(reports.passed(2), reports.failed(), tests=3, failures=1, errors=0))
    assert (reading.disagreements.count, reading.notes.count) == (0, 0)


def test_lost_cases() -> None:
    assert disagreements(reports.report(reports.passed(2), tests=25)) == ("suite s declares 25 tests and holds 2",)


def test_fewer_declared_than_present_is_a_note() -> None:
    reading = read(reports.report(reports.passed(3), tests=2))
    assert (reading.disagreements.count, reading.notes.first) == (0, ("suite s declares 2 tests and holds 3",))


def test_nested_cases_count_for_the_suite_around_them() -> None:
    inner = reports.suite(reports.passed(2), name="inner", tests=2)
    assert disagreements(reports.suites(reports.suite(inner, reports.case("x"), name="outer", tests=3), tests=3)) == ()
    assert disagreements(reports.suites(reports.suite(inner, name="outer", tests=5))) == ("suite outer declares 5 tests and holds 2",)


def test_lost_results() -> None:
    expected = ("suite s declares 1 failures or errors and shows none",)
    assert disagreements(reports.report(reports.passed(2), failures=1)) == expected
    assert disagreements(reports.report(reports.passed(2), errors=1)) == expected


def test_a_result_of_the_suite_itself_counts_as_shown() -> None:
    assert disagreements(reports.report(reports.case(), reports.result("error", "teardown"), tests=2, errors=1)) == ()


def test_a_nested_failure_counts_as_shown() -> None:
    assert disagreements(reports.suites(reports.suite(reports.failed(), failures=1), failures=1)) == ()


@pytest.mark.parametrize("name", ["tests", "failures", "errors"])
def test_numbers_that_cannot_be_read_are_notes(name: str) -> None:
    reading = read(reports.report(reports.case(), **{name: "1e3"}))
    assert reading.notes.first == (f"suite s declares {name}='1e3', which is no count",)
    assert reading.disagreements.count == 0


def test_a_suite_without_cases_that_declares_some_has_lost_them() -> None:
    empty = reports.suite(name="empty", tests=4)
    assert disagreements(reports.suites(reports.suite(reports.case(), name="full"), empty)) == ("suite empty declares 4 tests and holds 0",)


def test_doctest_and_catch2_count_assertions() -> None:
    doctest = reports.suites(reports.suite(reports.case(status="run"), tests=40, errors=0, failures=0))
    catch2 = reports.report(reports.case(), hostname="tbd", tests=40)
    assert disagreements(doctest) == ()
    assert disagreements(catch2) == ()


def test_phpunit_and_bazel_count_tests() -> None:
    assert disagreements(reports.report(reports.case(), tests=2, assertions=9))
    assert disagreements(reports.report(reports.case(classname=None, status="run"), tests=2, errors=0, failures=0))


def test_pytest_counts_a_test_twice_that_passed_and_then_failed_in_its_teardown() -> None:
    teardown = reports.case("a", reports.result("error", 'failed on teardown with "x"'))
    good = reports.report(teardown, reports.passed(1), name="pytest", tests=3, errors=1, failures=0)
    assert disagreements(good) == ()
    assert disagreements(reports.report(teardown, reports.passed(1), name="pytest", tests=4, errors=1, failures=0))


def test_pytest_with_more_declared_than_present_names_subtests() -> None:
    assert "subtest" in disagreements(reports.report(reports.passed(2), name="pytest", tests=8, errors=0))[0]


def test_mocha_leaves_pending_tests_out_and_says_so_at_the_root() -> None:
    inner = reports.suite(reports.passed(2), name="cart", tests=3, failures=0)
    assert disagreements(reports.suites(inner, name="Mocha Tests", tests=3, skipped=1)) == ()
    assert disagreements(reports.suites(inner, name="Mocha Tests", tests=3)) == ("suite Mocha Tests declares 3 tests and holds 2",)


def test_libtest_leaves_ignored_tests_out() -> None:
    assert disagreements(reports.report(reports.passed(2), name="test", package="test", tests=3, skipped=1)) == ()
    assert disagreements(reports.report(reports.passed(2), name="test", package="test", tests=4, skipped=1))


def test_mocha_suites_are_compared_when_the_root_says_no_number() -> None:
    inner = reports.suite(reports.passed(2), name="cart", tests=3, failures=0)
    expected = ("suite cart declares 3 tests and holds 2",)
    assert disagreements(reports.suites(inner, name="Mocha Tests")) == expected
    assert disagreements(reports.suites(inner, name="Mocha Tests", tests="many")) == expected


def test_fewer_results_than_declared_are_a_note() -> None:
    reading = read(reports.report(reports.passed(1), reports.failed(), failures=1, errors=2))
    assert (reading.disagreements.count, reading.notes.first) == (0, ("suite s declares 3 failures or errors and shows 1",))
