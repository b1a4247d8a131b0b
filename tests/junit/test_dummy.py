from __future__ import annotations

import pytest
import reports
from readings import read


def dummy(*cases: str, name: str | None = "s", **more: object) -> str:
    return read(reports.report(*cases, name=name, **more)).dummy


def one(name: str, classname: str | None = None, time: str | None = None) -> str:
    return reports.case(name, classname=classname, time=time)


@pytest.mark.parametrize(
    ("case", "suite"),
    [
        (one("dummytest", "dummy"), None),
        (one("placeholder", "PlaceholderTest", "0.001"), "PlaceholderTest"),
        (one("dummy", "Results", "1"), "dummy"),
        (one("placeholder test"), "unit"),
        (one("fake-junit-result-1", "fake", "0"), "x"),
        (one("No tests found", "Backend", "0.1"), "Backend Test Suite"),
        (one("no_tests_run", "uvm"), "uvm"),
        (one("no tests were executed", "E2E Tests"), "E2E Tests"),
        (one("succeeds", "placeholder"), "component"),
        (one("ok", None, "0"), "dummy"),
        (one("Empty"), "lint"),
        (reports.case("no_tests", reports.result("skipped", "none there"), classname="setup", time=None), "integration"),
    ],
)
def test_well_known_placeholders_are_recognised(case: str, suite: str | None) -> None:
    assert dummy(case, name=suite)


@pytest.mark.parametrize(
    ("case", "suite"),
    [
        (one("a", "c", "0.001"), "s"),
        (one("test_dummy", "tests.test_runner", "0.001"), "pytest"),
        (one("no tests found", "src/runner.test.js", "0"), "runner"),
        (one("no_tests_found", "com.example.RunnerTest", "0"), "RunnerTest"),
        (one("test_placeholder_text", "Form", "0"), "Form"),
        (one("dummy data is loaded", "Loader"), "Loader"),
        (one("empty", "Cart", "0"), "Cart"),
        (one("works", "Thing", "0.2"), "dummy"),
        (one("test1"), "sample"),
        (one(""), "s"),
        (reports.case("dummy", reports.result("failure", "x"), classname=None), "dummy"),
        (reports.case("dummy", reports.result("error", "x"), classname=None), "dummy"),
    ],
)
def test_honest_small_reports_are_not(case: str, suite: str) -> None:
    assert dummy(case, name=suite) == ""


def test_what_a_runner_wrote_is_no_placeholder() -> None:
    case = one("dummy", "dummy", "0")
    assert dummy(case)
    assert dummy(case, hostname="runner-1") == ""
    assert dummy(case, timestamp="2026-05-04T12:00:00") == ""
    assert dummy(case, '<properties><property name="go.version" value="go1.22"/></properties>') == ""
    assert dummy(case, name="pytest") == ""
    assert dummy(one("no tests found", "x"), timestamp="2026-05-04T12:00:00")


def test_all_of_the_few_cases_have_to_look_like_one() -> None:
    assert dummy(one("dummy1"), one("dummy2"), one("dummy3"))
    assert dummy(one("dummy1"), one("dummy2"), one("dummy3"), one("dummy4")) == ""
    assert dummy(one("dummy"), one("adds_up", "Cart")) == ""
    assert dummy(one("ok"), name="dummy")
    assert dummy(one("ok"), one("fine"), name="dummy") == ""
    assert dummy(one("dummy"), reports.result("error", "torn down")) == ""
    assert read(reports.suites(reports.suite(one("dummy")), reports.suite(one("adds_up", "Cart")))).dummy == ""


def test_what_gives_it_away_is_said_on_one_line() -> None:
    assert dummy(one("dummy")) == 'its only test is "dummy" in suite "s"'
    assert dummy(one("dummy"), one("fake")) == 'its 2 tests are like "dummy" in suite "s"'
    assert dummy(reports.case("dummy\n\x85", classname="dummy\u2028")).isprintable()


def test_large_reports_are_not_looked_at() -> None:
    assert dummy(*[one(f"dummy{number}") for number in range(100)]) == ""
