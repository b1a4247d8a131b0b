from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import runs

from gatekeeper.model import Counts, File, FileStatus, Outcome, Sample, Suite, Verdict
from gatekeeper.rules.exit_code import ExitCode

if TYPE_CHECKING:
    from gatekeeper.model import Witness
    from gatekeeper.rules.base import Finding

RED: dict[str, Any] = {"counts": Counts(passed=19, failed=1)}


def ask(*witnesses: Witness, ignore: bool = False, **more: Any) -> Finding:
    return runs.ask(ExitCode(exit_code="ignore-zero" if ignore else None), runs.category(witnesses=witnesses, **more))


def test_zero_beside_green_and_another_code_beside_red() -> None:
    finding = ask(runs.witness())
    assert (finding.outcome, finding.reason) == (Outcome.PASSED, "exit code 0 beside green reports")
    finding = ask(runs.witness(code=1), **RED)
    assert (finding.outcome, finding.reason) == (Outcome.PASSED, "exit code 1, beside 1 failed or errored test")


def test_another_code_beside_green_fails() -> None:
    finding = ask(runs.witness(code=3))
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, "exit code 3 beside green reports")
    assert ExitCode.verdict is Verdict.FAILED
    assert "failed that no report shows" in ExitCode.remedy


def test_zero_beside_red_fails_unless_a_wrapper_swallows_it() -> None:
    finding = ask(runs.witness(), **RED)
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, "exit code 0 beside 1 failed or errored test")
    assert "|| true" in finding.remedy
    finding = ask(runs.witness(), ignore=True, **RED)
    assert (finding.outcome, "which is allowed" in finding.reason) == (Outcome.PASSED, True)


def test_ignoring_zero_ignores_no_other_code() -> None:
    assert ask(runs.witness(code=1), ignore=True).outcome is Outcome.FAILED


@pytest.mark.parametrize(
    "more",
    [
        {"counts": Counts(passed=1, errored=1)},
        {"counts": Counts(passed=1, errored=1, collection_errors=1)},
        {"suites": Suite(errors=Sample(count=1, first=("s",)))},
        {"canaries": {"*canary*": Counts(failed=1)}},
        {"files": (File(path="a.xml", status=FileStatus.COUNTED, counts=Counts(passed=1, failed=1)),)},
    ],
    ids=["errored", "not collected", "a suite", "a canary", "a test of another category"],
)
def test_what_explains_a_code(more: dict[str, Any]) -> None:
    assert ask(runs.witness(code=1), **more).outcome is Outcome.PASSED
    assert ask(runs.witness(code=0), **more).outcome is Outcome.FAILED


def test_an_attempt_of_a_test_that_passed_in_the_end_is_no_failure() -> None:
    file = File(path="a.xml", status=FileStatus.COUNTED, counts=Counts(passed=2, failed=1))
    assert ask(runs.witness(), files=(file,), flaky=Sample(count=1, first=("t",))).outcome is Outcome.PASSED


def test_canaries_are_named() -> None:
    assert ask(runs.witness(code=1), canaries={"a": Counts(failed=1)}).reason == "exit code 1, beside 1 failed canary"
    assert ask(runs.witness(code=1), canaries={"a": Counts(failed=1, errored=1)}).reason.endswith("2 failed canaries")
    assert ask(runs.witness(code=1), canaries={"a": Counts(passed=1)}).outcome is Outcome.FAILED


@pytest.mark.parametrize(
    "cut",
    [
        {"code": None, "signal": "SIGKILL"},
        {"code": None, "unstarted": "no such file"},
        {"code": 2, "timed_out": True, "timeout": 60},
        {"code": 0, "interrupted": True},
        {"code": None},
    ],
    ids=["signal", "unstarted", "timeout", "interrupt", "no code"],
)
def test_what_was_cut_short_has_no_code_to_judge(cut: dict[str, Any]) -> None:
    for more in ({}, RED):
        finding = ask(runs.witness(**cut), ignore=True, **more)
        assert (finding.outcome, finding.verdict) == (Outcome.INCONCLUSIVE, Verdict.INCOMPLETE)
        assert finding.reason.startswith("no exit code to judge: ")


def test_a_shard_is_held_against_its_own_failures() -> None:
    red, green = runs.witness("1/2", code=1, unsuccessful=1), runs.witness("2/2", code=0, unsuccessful=0)
    assert ask(red, green, **RED).outcome is Outcome.PASSED
    finding = ask(red, runs.witness("2/2", code=1, unsuccessful=0), **RED)
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, "shard 2/2: exit code 1 beside green reports")
    finding = ask(runs.witness("1/2", code=0, unsuccessful=1), green, **RED)
    assert finding.reason == "shard 1/2: exit code 0 beside 1 failed or errored test"
    finding = ask(runs.witness("1/2", code=0, unsuccessful=1), red, **RED)
    assert finding.outcome is Outcome.FAILED


def test_a_canary_of_one_shard_says_nothing_of_another() -> None:
    canary: dict[str, Any] = {"canaries": {"*canary*": Counts(failed=1)}}
    assert ask(runs.witness("1/2", code=1, unsuccessful=1), runs.witness("2/2", unsuccessful=0), **canary).outcome is Outcome.PASSED
    finding = ask(runs.witness("1/2", code=1, unsuccessful=1), runs.witness("2/2", code=1, unsuccessful=0), **canary)
    assert finding.outcome is Outcome.FAILED


def test_shards_that_nobody_counted_share_their_failures() -> None:
    assert ask(runs.witness("1/2", code=1), runs.witness("2/2"), **RED).outcome is Outcome.PASSED
    assert ask(runs.witness("1/2"), runs.witness("2/2"), **RED).outcome is Outcome.FAILED
    assert ask(runs.witness("1/2", code=1), runs.witness("2/2")).outcome is Outcome.FAILED


def test_is_asked_where_somebody_saw_the_command() -> None:
    assert ExitCode().active
    assert ExitCode().concerns(witnessed=True)
    assert not ExitCode(exit_code="ignore-zero").concerns(witnessed=False)


@pytest.mark.parametrize(
    ("code", "said"),
    [(137, "SIGKILL ended a command"), (139, "SIGSEGV"), (143, "SIGTERM"), (124, "timeout stopped"), (127, "was not found")],
)
@pytest.mark.parametrize("ignore", [False, True])
def test_a_code_that_tells_of_no_end_is_not_explained_by_failed_tests(code: int, said: str, *, ignore: bool) -> None:
    finding = ask(runs.witness(code=code), ignore=ignore, **RED)
    assert (finding.outcome, said in finding.reason) == (Outcome.INCONCLUSIVE, True)
    assert "come to its own end" in finding.remedy
    assert ask(runs.witness(code=code)).outcome is Outcome.FAILED


@pytest.mark.parametrize("code", [1, 2, 101, 128, 255])
def test_any_other_code_is_explained_by_failed_tests(code: int) -> None:
    assert ask(runs.witness(code=code), **RED).outcome is Outcome.PASSED


def test_a_runner_may_exit_with_the_number_of_failures() -> None:
    assert ask(runs.witness(code=137, unsuccessful=137)).outcome is Outcome.PASSED
    assert ask(runs.witness(code=137), counts=Counts(passed=1, failed=137)).outcome is Outcome.PASSED
    assert ask(runs.witness(code=137, unsuccessful=136), counts=Counts(passed=1, failed=137)).outcome is Outcome.INCONCLUSIVE
