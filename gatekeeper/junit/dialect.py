"""Who wrote the report: known by small signs, used only where a runner's habits change what numbers mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# These write the number of assertions where others write the number of tests.
COUNTS_ASSERTIONS = frozenset({"doctest", "catch2"})
# pytest-rerunfailures writes every attempt before the last as a bare case that looks passed.
BARE_ATTEMPTS = frozenset({"pytest"})

_ROOT_NAMES = {
    "pytest tests": "pytest",
    "jest tests": "jest",
    "Mocha Tests": "mocha",
    "vitest tests": "vitest",
    "bun test": "bun",
    "nextest-run": "nextest",
    "AllTests": "googletest",
    "PHPUnit Test Suite": "phpunit",
}
_SUITE_NAMES = {"pytest": "pytest", "nosetests": "nose"}
_DOCTEST = {"name", "errors", "failures", "tests"}
_NOT_COLLECTED_CLASSES = frozenset(
    {
        "Test suite failed to run",
        "unittest.loader._FailedTest",
        "unittest.loader.ModuleImportFailure",
        "nose.failure.Failure",
        "nose2.loader.LoadTestsFailure",
    }
)
_NOT_COLLECTED_NAMES = frozenset({"[build failed]", "[setup failed]", "Test suite failed to run"})


def of_suite(tag: str, attrs: Mapping[str, str]) -> str | None:
    """Tell the dialect from a testsuites or testsuite element, or return None."""
    name = attrs.get("name", "")
    if name in _ROOT_NAMES:
        return _ROOT_NAMES[name]
    return _of_one_suite(name, attrs) if tag == "testsuite" else None


def _of_one_suite(name: str, attrs: Mapping[str, str]) -> str | None:
    if name in _SUITE_NAMES:
        return _SUITE_NAMES[name]
    if name == attrs.get("package") == "test":
        return "libtest"
    if attrs.get("hostname") == "tbd":
        return "catch2"
    if "assertions" in attrs:
        return "phpunit"
    return "surefire" if "surefire" in attrs.get("xsi:noNamespaceSchemaLocation", "") else None


def of_property(attrs: Mapping[str, str]) -> str | None:
    """Tell the dialect from a suite's property, or return None."""
    name = attrs.get("name", "")
    if name == "go.version":
        return "go"
    return "surefire" if name.startswith("surefire.") else None


def of_case(suite: Mapping[str, str], attrs: Mapping[str, str]) -> str | None:
    """Tell the dialect from the first case and its suite, or return None."""
    status = attrs.get("status")
    if status == "run":
        if suite.keys() == _DOCTEST and "classname" in attrs:  # bazel writes the same, without the class
            return "doctest"
        if "result" in attrs:
            return "googletest"
        if "disabled" in suite and "skipped" in suite and "classname" in attrs:
            return "ctest"
    if attrs.get("classname") == "Test suite failed to run":
        return "jest"
    return None


def failed_to_collect(case: Mapping[str, str], result: Mapping[str, str]) -> bool:
    """Say whether an errored case stands for tests that could not even be collected."""
    return (
        result.get("message") in ("collection failure", "collection error")
        or case.get("classname") in _NOT_COLLECTED_CLASSES
        or case.get("name") in _NOT_COLLECTED_NAMES
    )
