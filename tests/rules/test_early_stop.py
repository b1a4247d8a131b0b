from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import runs

from gatekeeper.model import Outcome, Verdict
from gatekeeper.rules.early_stop import EarlyStop
from gatekeeper.rules.value import Count

if TYPE_CHECKING:
    from gatekeeper.model import Session, Witness
    from gatekeeper.rules.base import Finding


def judge(*witnesses: Witness, most: int | None = None) -> Finding:
    return runs.ask(EarlyStop(max_deselected=None if most is None else Count(most)), runs.category(witnesses=witnesses))


def ask(*sessions: Session, most: int | None = None, **more: Any) -> Finding:
    return judge(runs.witness(sessions=sessions, **more), most=most)


def test_a_run_that_came_to_its_own_end() -> None:
    assert (ask().outcome, ask().reason) == (Outcome.PASSED, "the command came to its own end")
    finding = ask(runs.session(deselected=3, executed=22), runs.session(exit_status=1))
    assert (finding.outcome, finding.reason) == (
        Outcome.PASSED,
        "the command came to its own end; 47 of 47 tests ran; 3 tests deselected",
    )


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"code": None, "signal": "SIGKILL"}, "SIGKILL ended the command"),
        ({"timed_out": True, "timeout": 60}, "the command was stopped after its timeout of 60 s"),
        ({"interrupted": True}, "the command was interrupted"),
        ({"code": None, "unstarted": "no such file"}, "the command was not started: no such file"),
    ],
)
def test_a_command_that_was_cut_short(more: dict[str, Any], said: str) -> None:
    finding = ask(runs.session(), **more)
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, said)
    assert EarlyStop.verdict is Verdict.INCOMPLETE


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"finished": False}, "pytest ended without the end of its session"),
        ({"stopped": "stopping after 1 failures", "executed": 2}, "pytest stopped early: stopping after 1 failures; 2 of 25 tests ran"),
        ({"stopped": "KeyboardInterrupt", "collected": None}, "pytest stopped early: KeyboardInterrupt"),
        ({"exit_status": 2}, "pytest ended with exit status 2: interrupted"),
        ({"exit_status": 3}, "pytest ended with exit status 3: an internal error"),
        ({"exit_status": 4}, "pytest ended with exit status 4: a usage error"),
        ({"exit_status": 5, "collected": 0, "executed": 0}, "pytest ended with exit status 5: no tests collected"),
        ({"executed": 2}, "pytest ran 2 of 25 tests"),
        ({"executed": 21, "deselected": 3}, "pytest ran 21 of 22 tests"),
        ({"executed": None}, "pytest ran nobody knows how many of 25 tests"),
    ],
)
def test_a_session_that_is_not_whole(more: dict[str, Any], said: str) -> None:
    finding = ask(runs.session(), runs.session(**more))
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, said)


def test_another_runner_has_other_exit_statuses() -> None:
    assert ask(runs.session(runner="other", exit_status=2)).outcome is Outcome.PASSED


def test_failing_tests_are_no_early_stop() -> None:
    assert ask(runs.session(exit_status=1), code=1).outcome is Outcome.PASSED


def test_the_shard_that_stopped_is_named() -> None:
    assert judge(runs.witness("1/2"), runs.witness("2/2", signal="SIGTERM", code=None)).reason == "shard 2/2: SIGTERM ended the command"


def test_what_is_deselected_has_a_limit_where_one_is_given() -> None:
    finding = ask(runs.session(deselected=3, executed=22), runs.session(deselected=1, executed=24), most=3)
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, "4 tests deselected, at most 3 allowed")
    assert "max_deselected" in finding.remedy
    assert ask(runs.session(deselected=3, executed=22), most=3).outcome is Outcome.PASSED
    assert ask(runs.session(), most=0).reason.endswith("; 0 tests deselected")


@pytest.mark.parametrize("told", [[], [None], [0, None]])
def test_nobody_knows_what_was_deselected(told: list[int | None]) -> None:
    finding = ask(*(runs.session(deselected=each) for each in told), most=0)
    assert (finding.outcome, finding.verdict) == (Outcome.INCONCLUSIVE, Verdict.INCOMPLETE)
    assert ask(*(runs.session(deselected=each) for each in told)).outcome is Outcome.PASSED


def test_is_asked_where_somebody_saw_the_run_or_a_limit_is_given() -> None:
    assert EarlyStop().active
    assert EarlyStop().concerns(witnessed=True)
    assert not EarlyStop().concerns(witnessed=False)
    assert EarlyStop(max_deselected=Count(0)).concerns(witnessed=False)
    finding = judge(most=0)
    assert (finding.outcome, "pytest plugin" in finding.remedy) == (Outcome.INCONCLUSIVE, True)
