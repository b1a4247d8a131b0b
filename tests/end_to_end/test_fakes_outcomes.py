"""Outcomes that are not what happened: repeated until they are green, counted several times, or written by a hook."""

from __future__ import annotations

import fakes
from fakes import Project

project = fakes.project

_FLAKY = """
import os
def test_now_and_then():
    known = os.path.exists("reports")
    os.makedirs("reports", exist_ok=True)
    assert known
def test_other(): pass
"""
_COUNT = "def pytest_generate_tests(metafunc):\n    metafunc.fixturenames.append('again')\n    metafunc.parametrize('again', range(5))\n"
_FORGED = """
import pytest
@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport():
    outcome = yield
    report = outcome.get_result()
    report.outcome, report.longrepr = "passed", None
"""
_CANARY = "def test_canary(): assert False, 'must fail'\n"


def _reruns(project: Project) -> None:
    ini = project.folder / "pytest.ini"
    ini.write_text(ini.read_text().replace("-p no:rerunfailures", "--reruns=3"), encoding="utf-8")


def test_rerun_until_green(project: Project) -> None:
    _reruns(project)
    project.write(test_a=_FLAKY)
    assert project.run().by("max-flaky") == (1, "FAILED")


def test_flaky_within_its_budget(project: Project) -> None:
    _reruns(project)
    project.write(config="max_flaky = 1\n", test_a=_FLAKY)
    assert project.run().passes


def test_run_again_until_green(project: Project) -> None:
    """The whole command again, instead of a test."""
    project.write(config="max_attempts = 1\n", test_a=_FLAKY)
    assert project.run().by("pass-rate") == (1, "FAILED")
    answer = project.run()
    assert answer.by("attempts") == (1, "FAILED")
    assert answer.rules["attempts"][1] == "attempt 2, at most 1 allowed"


def test_count_inflated(project: Project) -> None:
    project.write(config="min_executed = 20\n")
    assert project.run().by("min-executed") == (3, "INCOMPLETE")
    project.write(conftest=_COUNT)
    assert project.run().passes  # twenty ids, and four tests
    (project.folder / "tests.txt").write_text("".join(f"test_a.py::test_it[{n}]\n" for n in range(4)), encoding="utf-8")
    project.write(config='min_executed = 20\ninventory = "tests.txt"\n')
    project.run()
    assert project.ask("check").by("inventory") == (3, "INCOMPLETE")


def test_same_test_twice_in_one_suite_counts_once(project: Project) -> None:
    doubled = "def pytest_collection_modifyitems(items):\n    items[:] = items * 5\n"
    project.write(config="min_executed = 20\n", conftest=doubled)
    assert project.run().by("min-executed") == (3, "INCOMPLETE")


def test_suite_run_twice_into_two_files(project: Project) -> None:
    project.write(config="min_executed = 8\n")
    once = " ".join(fakes.PYTEST)
    assert project.run("sh", "-c", f"{once} && cp {{out}}/unit.xml {{out}}/again.xml").by("min-executed") == (3, "INCOMPLETE")
    twice = f"{once} && {once.replace('unit.xml', 'again.xml')}"
    assert project.run("sh", "-c", twice).passes
    project.write(config="min_executed = 8\nexpected_files = 1\n")
    project.run("sh", "-c", twice)
    assert project.ask("check").by("expected-files") == (3, "INCOMPLETE")


def test_outcomes_rewritten_by_a_hook(project: Project) -> None:
    project.write(test_a=fakes.RED, conftest=_FORGED)
    assert project.run().passes  # the report, the exit code and the session agree with each other
    project.write(config='canary = ["*::test_canary"]\n', test_b=_CANARY)
    answer = project.run()
    assert answer.by("canary") == (3, "INVALID")
    assert list(answer.rules) == ["canary"]


def test_canary_that_fails_as_it_must(project: Project) -> None:
    project.write(config='canary = ["*::test_canary"]\n', test_b=_CANARY)
    answer = project.run()
    assert answer.passes
    assert answer.last.endswith("4 of 4 tests passed (100.0%)")


def test_canary_left_out(project: Project) -> None:
    project.write(config='canary = ["*::test_canary"]\n', test_b=_CANARY)
    assert project.run("-k=not canary").by("canary") == (3, "INVALID")
