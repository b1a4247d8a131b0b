"""Where runners leave their reports, and which category such a report belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TESTS = {"test": "unit", "integrationTest": "integration", "functionalTest": "functional"}
_WORDS = ("unit", "integration", "e2e", "functional", "acceptance", "smoke", "system")
_RUNNERS = frozenset({"pytest", "jest", "go", "nextest", "ctest", "surefire", "mocha", "vitest", "googletest", "phpunit", "bun", "catch2"})
_SAMPLES = frozenset({"fixtures", "__fixtures__", "testdata", "test-data", "test_data", "resources"})
_UNFIT = re.compile(r"[^A-Za-z0-9_.-]+")
_LONGEST_NAME = 40
_MAGIC = re.compile(r"[*?\[]")
_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f\\\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """What a path says: who wrote it, the category's name, and a pattern for all of its kind (None: only this path).

    ``variant`` keeps reports apart that share the rest: what it names can tell their categories apart.
    """

    runner: str
    name: str
    pattern: str | None = None
    variant: str = ""


def known(path: str) -> bool:
    """Say whether a runner is known to write a report exactly there."""
    return _by_path(path) is not None


def is_sample(path: str) -> bool:
    """Say whether a report lies among the test data of the project: nobody ran that."""
    return not known(path) and not _SAMPLES.isdisjoint(path.lower().split("/")[:-1])


def layout_of(path: str, dialect: str | None) -> Layout:
    """Return the layout of a report: ``path`` relative with ``/``, ``dialect`` as the reader tells it."""
    return _by_path(path) or Layout(runner=dialect if dialect in _RUNNERS else "other", name=_by_words(path))


def literal(path: str) -> str:
    """Return the pattern for this path. A character that no pattern may hold is written ``?``, which can match more."""
    pattern = _MAGIC.sub(r"[\g<0>]", _UNWRITABLE.sub("\0", path)).replace("\0", "?")
    return f"./{pattern}" if pattern.startswith("!") else pattern


def _by_path(path: str) -> Layout | None:
    folders, name = path.split("/")[:-1], path.rpartition("/")[2]
    if re.fullmatch(r"TEST-.*\.xml", name, re.DOTALL):
        if folders[-2:] == ["target", "surefire-reports"]:
            return Layout(runner="surefire", name="unit", pattern="**/target/surefire-reports/TEST-*.xml")
        if folders[-2:] == ["target", "failsafe-reports"]:
            return Layout(runner="failsafe", name="integration", pattern="**/target/failsafe-reports/TEST-*.xml")
        return _gradle(folders)
    if name == "junit.xml" and folders[-3:-1] == ["target", "nextest"]:
        return Layout(runner="nextest", name="tests", variant=_fit(folders[-1]))
    return None


def _gradle(folders: list[str]) -> Layout | None:
    for place in range(len(folders) - 2, -1, -1):
        if folders[place : place + 2] == ["build", "test-results"]:
            task = folders[place + 2] if len(folders) > place + 2 else ""
            inner = f"{literal(task)}/**/" if task else ""
            name = _TESTS.get(task, _fit(task)) if task else "tests"
            return Layout(runner="gradle", name=name, pattern=f"**/build/test-results/{inner}TEST-*.xml")
    return None


def _by_words(path: str) -> str:
    """Take the name from the file, or else from the nearest folder that says what kind of tests these are."""
    for part in reversed(path.lower().split("/")):
        words = re.split(r"[^a-z0-9]+", part)
        found = next((word for word in _WORDS if word in words), None)
        if found:
            return found
    return "tests"


def _fit(text: str) -> str:
    """Return text as the name of a category."""
    fit = _UNFIT.sub("-", text).strip("-._")[:_LONGEST_NAME]
    return fit or "tests"
