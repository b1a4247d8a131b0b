from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from ledgers import ledger
from stage import Stage

from gatekeeper.cli import gatekeeper
from gatekeeper.cli._guard import run_guard
from gatekeeper.errors import RecordError, UsageError
from gatekeeper.evidence.accept import accept
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from github_world.world import World

OPTIONS: dict[str, Any] = {
    "repo": None,
    "token_file": None,
    "login": None,
    "max_wait": "120s",
    "issue": None,
    "everything": False,
    "since": "7d",
    "record": None,
    "config": None,
    "dry_run": False,
}
GUARD = '[guard]\nrecords = "artifact:gatekeeper-record"\n'
CRITERION = '[[issues.criteria]]\ntext = "Unit"\ncategory = "unit"\npass_rate = "> 90%"\n'


@pytest.fixture
def stage(world: World, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    for name, value in world.environ().items():
        monkeypatch.setenv(name, value)
    return Stage(world, folder)


@pytest.fixture
def number(stage: Stage) -> int:
    number = stage.world.issue("Unit")
    stage.configure(f"[[issues]]\nnumber = {number}\n{CRITERION}{GUARD}")
    stage.world.close(number)
    return number


def red(stage: Stage) -> Path:
    return stage.folder / stage.record(Verdict.FAILED, passed=1, failed=9)


def guard(**more: Any) -> int:
    return run_guard({**OPTIONS, **more})


def refused(**more: Any) -> str:
    with pytest.raises(UsageError) as caught:
        guard(**more)
    assert caught.value.remedy
    return caught.value.message


def event(stage: Stage, monkeypatch: pytest.MonkeyPatch, name: str, payload: dict[str, Any]) -> None:
    path = stage.folder / "event.json"
    path.write_text(json.dumps(payload))
    monkeypatch.setenv("GITHUB_EVENT_NAME", name)
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(path))


def test_an_issue_that_is_named(stage: Stage, number: int) -> None:
    assert (guard(issue=number, record=red(stage)), stage.world.state(number)) == (0, "open")


def test_the_issue_of_the_event(stage: Stage, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    event(stage, monkeypatch, "issues", {"action": "closed", "issue": {"number": number}})
    assert (guard(record=red(stage)), stage.world.state(number)) == (0, "open")


def test_what_is_named_wins_over_the_event(stage: Stage, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    event(stage, monkeypatch, "issues", {"action": "closed", "issue": {"number": 99}})
    assert (guard(issue=number, record=red(stage)), stage.world.state(number)) == (0, "open")


def test_another_event_about_an_issue_is_no_closing(stage: Stage, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    event(stage, monkeypatch, "issue_comment", {"action": "created", "issue": {"number": number}})
    assert refused(record=red(stage)) == "there is no issue to look at"


def test_everything_that_was_closed_lately(stage: Stage, number: int) -> None:
    assert (guard(everything=True, record=red(stage)), stage.world.state(number)) == (0, "open")


def test_as_far_back_as_it_goes(stage: Stage, number: int) -> None:
    stage.world.close(number, hours_ago=24 * 9)
    assert (guard(everything=True, record=red(stage)), stage.world.state(number)) == (0, "closed")
    assert (guard(everything=True, record=red(stage), since="999999999d"), stage.world.state(number)) == (0, "open")


@pytest.mark.usefixtures("number")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "there is no issue to look at"),
        ({"everything": True, "issue": 1}, "--issue and --all exclude each other"),
        ({"everything": True, "since": "soon"}, "--since: "),
        ({"issue": 1, "max_wait": "soon"}, "--max-wait: "),
    ],
)
def test_wrong_usage_is_said_before_anything_is_asked(stage: Stage, options: dict[str, Any], said: str) -> None:
    stage.world.forget()
    assert refused(**options).startswith(said)
    assert stage.world.requests() == 0


def test_without_a_table_there_is_no_guard(stage: Stage) -> None:
    stage.configure("")
    assert refused(issue=1).endswith("has no table [guard]")


def test_a_record_that_cannot_be_used_decides_nothing(stage: Stage, number: int) -> None:
    (stage.folder / "bad.json").write_text("{}")
    with pytest.raises(RecordError):
        guard(issue=number, record=stage.folder / "bad.json")
    assert (stage.world.state(number), stage.world.labels(number)) == ("closed", [])


def test_the_record_comes_from_the_artifact(stage: Stage, number: int) -> None:
    assert (guard(issue=number), stage.world.labels(number)) == (0, ["awaiting-verification"])
    stage.world.artifact("gatekeeper-record", {"record.json": red(stage).read_bytes()}, stage.world.head()[0])
    assert (guard(issue=number), stage.world.labels(number)) == (0, ["verification-failed"])


def test_the_record_comes_from_the_ledger(stage: Stage, number: int) -> None:
    stage.configure(f'[[issues]]\nnumber = {number}\n{CRITERION}[guard]\nrecords = "ledger"\n')
    assert (guard(issue=number), stage.world.labels(number)) == (0, ["awaiting-verification"])
    ledger(stage.folder, accept(red(stage), stage.folder))
    assert (guard(issue=number), stage.world.labels(number)) == (0, ["verification-failed"])


def test_a_record_that_does_not_decide_is_passed_over_in_the_artifacts(
    stage: Stage, number: int, capsys: pytest.CaptureFixture[str]
) -> None:
    merge = stage.record(Verdict.FAILED, passed=1, failed=9, run=816, ref="refs/pull/5/merge")
    for path in (red(stage), stage.folder / merge):
        stage.world.artifact("gatekeeper-record", {"record.json": path.read_bytes()}, stage.world.head()[0])
    assert (guard(issue=number), stage.world.labels(number)) == (0, ["verification-failed"])
    assert "its record is partial or not of the default branch's head" in capsys.readouterr().out


def test_a_record_of_a_pull_request_decides_nothing_though_it_is_named(
    stage: Stage, number: int, capsys: pytest.CaptureFixture[str]
) -> None:
    merge = stage.record(Verdict.FAILED, passed=1, failed=9, ref="refs/pull/5/merge")
    assert (guard(issue=number, record=stage.folder / merge), stage.world.state(number)) == (0, "closed")
    assert "it decides nothing" in capsys.readouterr().out


def test_a_record_that_is_named_wins_over_the_artifact(stage: Stage, number: int) -> None:
    stage.world.artifact("gatekeeper-record", {"record.json": red(stage).read_bytes()}, stage.world.head()[0])
    assert (guard(issue=number, record=stage.folder / stage.record()), stage.world.state(number)) == (0, "closed")


def test_without_a_place_for_records_nothing_is_looked_for(stage: Stage, number: int) -> None:
    stage.configure(f"[[issues]]\nnumber = {number}\n{CRITERION}[guard]\n")
    stage.world.forget()
    assert guard(issue=number) == 0
    assert stage.world.requests("GET", "/actions/") == 0


def test_what_could_not_be_done_is_no_success(stage: Stage, number: int, capsys: pytest.CaptureFixture[str]) -> None:
    stage.world.delete_issue(number)
    assert guard(issue=number, record=red(stage)) == 4
    assert f"#{number}" in capsys.readouterr().err


def test_a_dry_run_changes_nothing(stage: Stage, number: int, capsys: pytest.CaptureFixture[str]) -> None:
    name = red(stage)
    stage.world.forget()
    assert guard(issue=number, record=name, dry_run=True) == 0
    assert "the issue is reopened" in capsys.readouterr().out
    assert {each["method"] for each in stage.world.log()} == {"GET"}


def test_downloads_leave_nothing_behind(stage: Stage, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(stage.folder / "tmp"))
    (stage.folder / "tmp").mkdir()
    stage.world.artifact("gatekeeper-record", {"record.json": red(stage).read_bytes()}, stage.world.head()[0])
    assert guard(issue=number) == 0
    assert list((stage.folder / "tmp").iterdir()) == []


def test_the_options_of_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}
    monkeypatch.delenv("GATEKEEPER_LOGIN", raising=False)
    monkeypatch.setattr("gatekeeper.cli._guard.run_guard", lambda options: (given.update(options), 4)[1])
    run = CliRunner().invoke
    assert run(gatekeeper, ["guard"], standalone_mode=False).return_value == 4
    assert given == OPTIONS
    run(gatekeeper, ["guard", "--issue", "3", "--record", "r", "--config", "c", "--dry-run", "--since", "1d"])
    assert (given["issue"], str(given["record"]), str(given["config"]), given["dry_run"], given["since"]) == (3, "r", "c", True, "1d")
    run(gatekeeper, ["guard", "--all"])
    assert (given["everything"], given["issue"]) == (True, None)
    assert run(gatekeeper, ["guard", "--issue", "0"]).exit_code == 2
