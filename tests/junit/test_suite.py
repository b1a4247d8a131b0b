from __future__ import annotations

from gatekeeper.junit import codes
from gatekeeper.junit.suite import OpenSuite
from gatekeeper.model import CaseKind


def test_a_suite_has_a_name_whatever_it_declares() -> None:
    assert OpenSuite(1, {"name": "a\nb"}).name == "a b"
    assert OpenSuite(1, {"name": "", "package": "p"}).name == "p"
    assert OpenSuite(1, {}).name == "(unnamed suite)"


def test_cases_handed_over_still_count() -> None:
    suite = OpenSuite(1, {})
    suite.cases += [{}, {}, {}]
    suite.marks.update({0: codes.FAILED, 1: codes.SKIPPED})
    suite.clear()
    suite.cases.append({})
    suite.marks[0] = codes.ERRORED
    suite.errors.append(codes.ERRORED)
    suite.nested_bad = 4
    assert (suite.direct, suite.own_bad, suite.all_bad) == (4, 1, 7)


def test_without_cases_an_error_means_that_nothing_was_collected() -> None:
    suite = OpenSuite(2, {"name": "a", "errors": "2"})
    suite.settle("testsuites")
    assert suite.errors == [codes.ERRORED | codes.SUITE | codes.COLLECTION]
    [case] = suite.kept
    assert (case.id, case.kind, case.message) == ("a::a", CaseKind.COLLECTION, "the suite declares 2 errors and holds no test case")


def test_with_cases_or_without_errors_nothing_is_settled() -> None:
    for attrs, cases in (({"errors": "2"}, [{"name": "x"}]), ({"errors": "0"}, []), ({}, []), ({"errors": "x"}, [])):
        suite = OpenSuite(2, attrs)
        suite.cases += cases
        suite.settle("testsuites")
        assert suite.errors == []


def test_the_root_is_no_suite_that_could_be_uncollected() -> None:
    root, only = OpenSuite(1, {"errors": "1"}), OpenSuite(1, {"errors": "1"})
    root.settle("testsuites")
    only.settle("testsuite")
    assert (len(root.errors), len(only.errors)) == (0, 1)
