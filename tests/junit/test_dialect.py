from __future__ import annotations

import pytest
import reports
from readings import read

from gatekeeper.junit import dialect


@pytest.mark.parametrize(
    ("tag", "attrs", "expected"),
    [
        ("testsuites", {"name": "pytest tests"}, "pytest"),
        ("testsuite", {"name": "pytest"}, "pytest"),
        ("testsuites", {"name": "pytest"}, None),
        ("testsuite", {"name": "nosetests"}, "nose"),
        ("testsuites", {"name": "jest tests"}, "jest"),
        ("testsuites", {"name": "Mocha Tests"}, "mocha"),
        ("testsuites", {"name": "nextest-run"}, "nextest"),
        ("testsuites", {"name": "AllTests"}, "googletest"),
        ("testsuite", {"name": "a", "hostname": "tbd"}, "catch2"),
        ("testsuite", {"name": "A", "assertions": "3"}, "phpunit"),
        ("testsuite", {"name": "test", "package": "test"}, "libtest"),
        ("testsuite", {"xsi:noNamespaceSchemaLocation": "https://maven.example/surefire-test-report.xsd"}, "surefire"),
        ("testsuite", {}, None),
    ],
)
def test_of_suite(tag: str, attrs: dict[str, str], expected: str | None) -> None:
    assert dialect.of_suite(tag, attrs) == expected


def test_of_property() -> None:
    assert dialect.of_property({"name": "go.version"}) == "go"
    assert dialect.of_property({"name": "surefire.test.class.path"}) == "surefire"
    assert dialect.of_property({}) is None


def test_a_property_tells_the_dialect_of_a_file() -> None:
    report = reports.report('<properties><property name="go.version" value="1"/></properties>', reports.case())
    assert read(report).file.dialect == "go"


DOCTEST = {"name": "a", "errors": "0", "failures": "0", "tests": "9"}
CTEST = {"name": "a", "disabled": "0", "skipped": "0", "tests": "1"}


@pytest.mark.parametrize(
    ("suite", "case", "expected"),
    [
        (DOCTEST, {"status": "run", "classname": "a.cpp"}, "doctest"),
        (DOCTEST, {"status": "run", "duration": "1"}, None),
        ({}, {"status": "run", "result": "completed"}, "googletest"),
        (CTEST, {"status": "run", "classname": "c"}, "ctest"),
        ({}, {"classname": "Test suite failed to run"}, "jest"),
        ({}, {"status": "passed"}, None),
    ],
)
def test_of_case(suite: dict[str, str], case: dict[str, str], expected: str | None) -> None:
    assert dialect.of_case(suite, case) == expected


@pytest.mark.parametrize(
    ("case", "result", "expected"),
    [
        ({}, {"message": "collection failure"}, True),
        ({"classname": "Test suite failed to run"}, {}, True),
        ({"classname": "unittest.loader._FailedTest"}, {}, True),
        ({"classname": "nose.failure.Failure"}, {}, True),
        ({"name": "[build failed]"}, {}, True),
        ({"name": "[setup failed]"}, {}, True),
        ({"name": "a", "classname": "c"}, {"message": "boom"}, False),
    ],
)
def test_failed_to_collect(case: dict[str, str], result: dict[str, str], expected: bool) -> None:
    assert dialect.failed_to_collect(case, result) is expected
