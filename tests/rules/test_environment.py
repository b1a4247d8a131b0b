from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import runs

from gatekeeper.model import File, FileStatus, Outcome, Verdict
from gatekeeper.rules.environment import Environment

if TYPE_CHECKING:
    from gatekeeper.rules.base import Finding


def report(path: str = "a.xml", status: FileStatus = FileStatus.COUNTED, **properties: str) -> File:
    return File(path=path, status=status, properties={name: (value,) for name, value in properties.items()})


def ask(*witnessed: str | None, required: str | None = "staging", asked: str | None = None, files: Any = ()) -> Finding:
    """Ask about runs in these environments; gate fills in what all of them say."""
    said = asked or (witnessed[0] if len(set(witnessed)) == 1 else None)
    witnesses = tuple(runs.witness(f"{place}/{len(witnessed)}", environment=name) for place, name in enumerate(witnessed, 1))
    return runs.ask(Environment(environment=required), runs.category(witnesses=witnesses, environment=said, files=files or (report(),)))


def test_the_required_environment_is_named_by_whoever_there_is() -> None:
    assert (ask("staging").outcome, ask("staging").reason) == (Outcome.PASSED, "all evidence is of staging")
    assert ask("staging", "staging").outcome is Outcome.PASSED
    assert ask(asked="staging").outcome is Outcome.PASSED
    assert ask(files=(report(environment="staging"), report("b.xml", env=" staging "))).outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("finding", "said"),
    [
        (ask("prod"), "staging is required, and the run says prod; shard 1/1 says prod"),
        (ask("staging", "prod"), "staging is required, and shard 2/2 says prod"),
        (ask(asked="prod"), "staging is required, and the run says prod"),
        (ask("prod", asked="staging"), "staging is required, and shard 1/1 says prod"),
        (ask("staging", files=(report(env="laptop"),)), "staging is required, and a.xml says laptop"),
        (ask(files=(report(environment="staging", env="prod"),)), "staging is required, and a.xml says prod"),
        (ask(files=(report(environment="Staging"),)), "staging is required, and a.xml says Staging"),
    ],
)
def test_another_environment_fails(finding: Finding, said: str) -> None:
    assert (finding.outcome, finding.reason, finding.remedy) == (Outcome.FAILED, said, "run the tests in staging")
    assert Environment.verdict is Verdict.FAILED


@pytest.mark.parametrize(
    ("finding", "said"),
    [
        (ask(), "a.xml"),
        (ask(None), "1 witnessed run"),
        (ask(None, None), "2 witnessed runs"),
        (ask(files=(report(env="staging"), report("b.xml"), report("c.xml"))), "b.xml, c.xml"),
        (ask(files=(report(status=FileStatus.REFUSED),)), "the evidence"),
        (ask(None, files=(report(env="staging"),)), "1 witnessed run"),
    ],
)
def test_silence_is_incomplete(finding: Finding, said: str) -> None:
    assert (finding.outcome, finding.verdict) == (Outcome.INCONCLUSIVE, Verdict.INCOMPLETE)
    assert finding.reason == f"staging is required, and none is named by {said}"
    assert "--env NAME" in finding.remedy


@pytest.mark.parametrize("finding", [ask("a", "b", required=None), ask("a", None, required=None), ask("a", required=None, asked="b")])
def test_more_than_one_environment_is_incomplete(finding: Finding) -> None:
    assert (finding.outcome, finding.verdict) == (Outcome.INCONCLUSIVE, Verdict.INCOMPLETE)
    assert finding.reason.startswith("the evidence is of more than one environment: ")


def test_a_file_that_is_not_counted_says_nothing() -> None:
    refused = report("old.xml", FileStatus.REFUSED, env="prod")
    assert ask("staging", files=(report(), refused)).outcome is Outcome.PASSED


def test_nothing_is_required() -> None:
    assert ask("a", "a", required=None).reason == "all evidence is of a"
    assert ask(None, required=None).reason == "all evidence is of one environment, without a name"
    assert ask(None, required=None, asked="b").outcome is Outcome.PASSED
    assert ask("a", required=None, files=(report(env="anything"),)).outcome is Outcome.PASSED


def test_is_asked_where_somebody_saw_the_run_or_one_is_required() -> None:
    assert Environment().active
    assert Environment().concerns(witnessed=True)
    assert not Environment().concerns(witnessed=False)
    assert Environment(environment="staging").concerns(witnessed=False)
