"""Tests that were left out: a report of the others looks whole."""

from __future__ import annotations

import sys

import fakes
import pytest
from fakes import Project

project = fakes.project

_LIST = f'inventory = ["{sys.executable}", "-m", "pytest", "--collect-only", "-q"]\n'
_SKIPPED = "import pytest\n@pytest.mark.parametrize('n', range(4))\ndef test_it(n):\n    pytest.skip('not today')\n"
_MANY = fakes.RED.replace("range(4)", "range(25)").replace("n != 2", "n != 1")


def test_honest(project: Project) -> None:
    project.write(config=f"max_deselected = 0\nmin_executed = 4\n{_LIST}")
    assert project.run().passes
    assert project.ask("check").passes  # the inventory of the whole category is asked here


@pytest.mark.parametrize("option", ["-k=nothing", "--collect-only"])
def test_zero_tests(project: Project, option: str) -> None:
    assert project.run(option).by("tests-executed") == (3, "NO_EVIDENCE")
    assert project.imported().by("tests-executed") == (3, "NO_EVIDENCE")


def test_all_skipped(project: Project) -> None:
    project.write(test_a=_SKIPPED)
    assert project.run().by("tests-executed") == (3, "NO_EVIDENCE")


def test_setup_alone_writes_a_green_report(project: Project) -> None:
    answer = project.run("--setup-only")
    assert answer.by("early-stop") == (3, "INCOMPLETE")
    assert answer.rules["early-stop"][1] == "pytest ran 0 of 4 tests"


def test_deselected_failing_test(project: Project) -> None:
    project.write(test_a=fakes.RED)
    assert project.run("--deselect=test_a.py::test_it[2]").passes  # without a setting nobody asks what was left out
    project.write(config="max_deselected = 0\n")
    answer = project.run("--deselect=test_a.py::test_it[2]")
    assert answer.by("early-stop") == (3, "INCOMPLETE")
    assert answer.rules["early-stop"][1] == "1 test deselected, at most 0 allowed"


def test_tests_taken_away_without_a_word(project: Project) -> None:
    hide = "def pytest_collection_modifyitems(items):\n    items[:] = [each for each in items if '2' not in each.name]\n"
    project.write(config="max_deselected = 0\n", test_a=fakes.RED, conftest=hide)
    assert project.run().by("early-stop") == (3, "INCOMPLETE")


def test_deselected_test_that_is_listed(project: Project) -> None:
    project.write(config=_LIST, test_a=fakes.RED)
    project.run("--deselect=test_a.py::test_it[2]")
    answer = project.ask("check")
    assert answer.by("inventory") == (3, "INCOMPLETE")
    assert answer.rules["inventory"][1] == "1 of 4 planned tests did not turn up: test_a.py::test_it[2]"


def test_stops_at_the_first_failure(project: Project) -> None:
    project.write(config='pass_rate = "50%"\n', test_a=_MANY)
    answer = project.run("-x")
    assert answer.by("early-stop") == (3, "INCOMPLETE")
    assert answer.rules["early-stop"][1] == "pytest stopped early: stopping after 1 failures; 2 of 25 tests ran"
    assert project.imported().passes  # the report alone does not show it
    assert project.run().passes


def test_stops_after_the_last_test_which_stops_nothing(project: Project) -> None:
    project.write(config='pass_rate = "50%"\n', test_a=fakes.RED.replace("n != 2", "n != 3"))
    assert project.run("-x").passes
