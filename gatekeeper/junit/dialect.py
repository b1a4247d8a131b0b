"""Who wrote the report: known by small signs, used only where a runner's habits change what numbers mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# These write the number of assertions where others write the number of tests.
COUNTS_ASSERTIONS = frozenset({"doctest", "catch2", "phpunit"})
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
_DOCTEST = {"name", "errors", "failures", "tests"}


def of_suite(tag: str, attrs: Mapping[str, str]) -> str | None:
    """Tell the dialect from a testsuites or testsuite element, or return None."""
    name = attrs.get("name", "")
    if name in _ROOT_NAMES:
        return _ROOT_NAMES[name]
    if tag == "testsuite":
        if name in ("pytest", "nosetests"):
            return "pytest" if name == "pytest" else "nose"
        if attrs.get("hostname") == "tbd":
            return "catch2"
        if "assertions" in attrs:
            return "phpunit"
        if "surefire" in attrs.get("xsi:noNamespaceSchemaLocation", ""):
            return "surefire"
    return None


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
        if suite.keys() == _DOCTEST:
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
        or case.get("classname") in ("Test suite failed to run", "unittest.loader._FailedTest")
        or case.get("name") in ("[build failed]", "[setup failed]", "Test suite failed to run")
    )
