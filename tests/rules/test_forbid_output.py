from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import runs

from gatekeeper.model import Log, Outcome, Sample, Verdict, Witness
from gatekeeper.rules.forbid_output import ForbidOutput

if TYPE_CHECKING:
    from gatekeeper.rules.base import Finding

CLEAN = {"falling back to": Sample(), "mock": Sample()}


def ask(*texts: str, **more: Any) -> Finding:
    return runs.ask(ForbidOutput(forbid_output=texts or tuple(CLEAN)), runs.category(**{"forbidden": CLEAN, **more}))


def witness(log: Log | None) -> Witness:
    return Witness(category="unit", argv=("make",), code=0, started=runs.NOW, ended=runs.NOW + timedelta(seconds=1), log=log)


def log(searched: tuple[str, ...] = tuple(CLEAN), **found: int) -> Log:
    return Log(sha256="0" * 64, bytes=10, searched=searched, found=found)


def test_silence_passes() -> None:
    finding = ask()
    assert (finding.outcome, finding.reason) == (Outcome.PASSED, 'nothing printed "falling back to", "mock"')
    assert ask(witnesses=(witness(log()), witness(log(mock=0)))).outcome is Outcome.PASSED


def test_a_report_that_holds_one_fails_and_names_who_printed_it() -> None:
    finding = ask(forbidden={**CLEAN, "mock": Sample(count=7, first=("c::a", "c::b"))})
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, '"mock" was printed by c::a; c::b; and 5 more')
    assert ForbidOutput.verdict is Verdict.FAILED
    assert "forbid_output" in ForbidOutput.remedy


def test_the_output_of_any_witnessed_run_counts() -> None:
    finding = ask(witnesses=(witness(log(mock=2)), witness(log(mock=1)), witness(log())))
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, '"mock" stands 3 times in the output of the command')


@pytest.mark.parametrize("seen", [None, log(searched=("falling back to",))])
def test_an_output_that_nobody_searched_says_nothing(seen: Log | None) -> None:
    finding = ask("mock", witnesses=(witness(log()), witness(seen)))
    assert (finding.outcome, finding.verdict) == (Outcome.INCONCLUSIVE, Verdict.INCOMPLETE)
    assert finding.reason == 'the output of the command was not searched for "mock"'
    assert "gatekeeper run" in finding.remedy


def test_reports_that_nobody_searched_say_nothing() -> None:
    finding = ask("other")
    assert (finding.outcome, finding.reason) == (Outcome.INCONCLUSIVE, 'the reports were not searched for "other"')


def test_what_was_found_fails_whatever_else_is_unknown() -> None:
    assert ask(forbidden={"mock": Sample(count=1, first=("c::a",))}, witnesses=(witness(None),)).outcome is Outcome.FAILED


def test_a_blank_text_is_nothing_to_look_for() -> None:
    finding = ask(" ", forbidden={" ": Sample()})
    assert (finding.outcome, finding.reason) == (Outcome.INCONCLUSIVE, "a blank text cannot be looked for")


def test_is_asked_only_by_its_setting() -> None:
    assert not ForbidOutput().active
    assert ForbidOutput(forbid_output=("x",)).active
