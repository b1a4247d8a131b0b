"""Runs that did not come to their own end, and exit codes that say something else than the report."""

from __future__ import annotations

import fakes
from fakes import Project

project = fakes.project

_OLD = "<testsuite name='pytest'><testcase classname='test_a' name='test_old' time='0.1'/></testsuite>"
# The first test passes; the second stops the run while it runs.
_HALF = "import os, signal, sys, time, pytest\ndef test_first(): pass\ndef test_second():\n    {}\ndef test_third(): assert False\n"


def test_interrupted_half_way(project: Project) -> None:
    """Ctrl-C reaches our command, which hands it on."""
    project.write(test_a=_HALF.format("os.kill(os.getppid(), signal.SIGINT); time.sleep(60)"))
    answer = project.run()
    assert answer.by("early-stop") == (3, "INCOMPLETE")
    assert project.imported().passes  # one green test is all that the report shows


def test_timed_out_half_way(project: Project) -> None:
    on_term = "import signal, pytest\nsignal.signal(signal.SIGTERM, lambda *_: pytest.exit('told to', returncode=0))\n"
    project.write(conftest=on_term, test_a=_HALF.format("time.sleep(60)"))
    answer = project.run(options=("--timeout=2s",))
    assert answer.by("early-stop") == (3, "INCOMPLETE")
    assert answer.rules["early-stop"][1] == "the command was stopped after its timeout of 2 s"


def test_ended_with_zero_beside_a_stale_file(project: Project) -> None:
    project.write(test_a=_HALF.format("os._exit(0)"))
    (project.folder / "reports").mkdir()
    (project.folder / "reports" / "unit.xml").write_text(_OLD, encoding="utf-8")
    assert project.ask("check").passes  # a file alone
    answer = project.run(*fakes.PYTEST[:-1], "--junitxml=reports/unit.xml")
    assert answer.by("evidence-found") == (3, "NO_EVIDENCE")
    assert answer.by("early-stop") == (3, "INCOMPLETE")
    assert answer.rules["early-stop"][1] == "pytest ended without the end of its session"
    assert project.ask("check").by("evidence-found") == (3, "NO_EVIDENCE")


def test_left_with_zero_half_way(project: Project) -> None:
    project.write(test_a=_HALF.format("pytest.exit('enough', returncode=0)"))
    answer = project.run()
    assert answer.by("early-stop") == (3, "INCOMPLETE")
    assert answer.rules["early-stop"][1] == "pytest stopped early: enough; 1 of 3 tests ran"


def test_exit_code_swallowed(project: Project) -> None:
    project.write(config='pass_rate = "50%"\n', test_a=fakes.RED)
    swallowed = " ".join([*fakes.PYTEST, "|| true"])
    assert project.run("sh", "-c", swallowed).by("exit-code") == (1, "FAILED")
    assert project.run().passes
    project.write(config='pass_rate = "50%"\nexit_code = "ignore-zero"\n')
    assert project.run("sh", "-c", swallowed).passes


def test_exit_code_changed_by_the_suite(project: Project) -> None:
    changed = "def pytest_sessionfinish(session):\n    session.exitstatus = 0\n"
    project.write(config='pass_rate = "50%"\n', test_a=fakes.RED, conftest=changed)
    assert project.run().by("exit-code") == (1, "FAILED")


def test_fails_beside_a_green_report(project: Project) -> None:
    assert project.run("sh", "-c", " ".join([*fakes.PYTEST, "; exit 3"])).by("exit-code") == (1, "FAILED")


def test_honest_failures_below_the_threshold(project: Project) -> None:
    """95% under a threshold of 90%: the command exits with 1, and the policy alone decides."""
    project.write(config='pass_rate = "90%"\n', test_a=fakes.RED.replace("range(4)", "range(20)"))
    answer = project.run()
    assert answer.passes
    assert "gatekeeper: the command ended with exit code 1" in answer.text
    assert answer.last.endswith("19 of 20 tests passed (95.0%)")
