from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from msgspec.structs import replace
from sites import word
from stage import Stage

from gatekeeper.cli import gatekeeper
from gatekeeper.cli._publish import prepare, publish_record, publish_to
from gatekeeper.cli._request import load_config
from gatekeeper.errors import ConfigError, DeliveryError, GatekeeperError, RecordError, UsageError
from gatekeeper.evidence.accept import Accepted
from gatekeeper.evidence.record import encode
from gatekeeper.gate import Decision
from gatekeeper.model import Verdict
from gatekeeper.publishers import all_publishers

if TYPE_CHECKING:
    from pathlib import Path

    from github_world.world import World

OPTIONS: dict[str, Any] = {"repo": None, "token_file": None, "login": None, "max_wait": "120s"}
STATUS = "[status]\n"


@pytest.fixture
def stage(world: World, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    for name, value in world.environ().items():
        monkeypatch.setenv(name, value)
    return Stage(world, folder)


def publish(stage: Stage, record: str | None, **more: Any) -> int:
    path = stage.folder / record if record else None
    return publish_record({**OPTIONS, "record": path, "config": None, "commit": None, "only": (), "dry_run": False, **more})


def states(stage: Stage) -> list[str]:
    return [each["state"] for each in stage.world.statuses(stage.world.head()[0])]


def event(stage: Stage, monkeypatch: pytest.MonkeyPatch, name: str, payload: dict[str, Any]) -> None:
    path = stage.folder / "event.json"
    path.write_text(json.dumps(payload))
    monkeypatch.setenv("GITHUB_EVENT_NAME", name)
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(path))


def fork(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    sha = stage.world.head()[0]
    pull = {"number": 1, "head": {"sha": sha, "repo": {"full_name": "a/b"}}, "base": {"repo": {"full_name": "acme/widgets"}}}
    event(stage, monkeypatch, "pull_request", {"pull_request": pull})


def test_what_is_configured_is_delivered(stage: Stage) -> None:
    stage.configure(STATUS)
    assert (publish(stage, stage.record()), states(stage)) == (0, ["success"])
    assert (publish(stage, stage.record(Verdict.FAILED, run=813)), states(stage)) == (0, ["failure", "success"])


def test_the_record_stands_where_check_writes_it(stage: Stage) -> None:
    stage.configure(STATUS)
    with pytest.raises(RecordError, match=r"there is no record \.gatekeeper/record\.json"):
        publish(stage, None)
    (stage.folder / ".gatekeeper").mkdir()
    (stage.folder / stage.record()).rename(stage.folder / ".gatekeeper" / "record.json")
    assert publish(stage, None) == 0


def test_a_record_that_another_run_left_behind_is_not_taken_unless_it_is_named(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.configure(STATUS)
    monkeypatch.setenv("GITHUB_RUN_ID", "900")
    name = stage.record()
    (stage.folder / ".gatekeeper").mkdir()
    (stage.folder / ".gatekeeper" / "record.json").write_bytes((stage.folder / name).read_bytes())
    with pytest.raises(RecordError, match="of run 812, this is run 900"):
        publish(stage, None)
    assert publish(stage, name) == 0
    assert publish(stage, None, commit=stage.world.head()[0]) == 0


def test_a_record_of_another_commit_is_not_published(stage: Stage) -> None:
    stage.configure(STATUS)
    with pytest.raises(RecordError, match="the record is about"):
        publish(stage, stage.record(), commit="c" * 40)
    assert states(stage) == []


def test_a_record_of_another_run_than_the_one_that_is_followed_is_said_to_be_invalid(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stage.configure(STATUS)
    event(stage, monkeypatch, "workflow_run", {"workflow_run": {"id": 7, "head_sha": stage.world.head()[0], "event": "push"}})
    assert publish(stage, stage.record()) == 3
    assert "does not come from run 7" in capsys.readouterr().err
    assert states(stage) == ["failure"]


def test_nothing_to_publish_is_wrong_usage(stage: Stage) -> None:
    stage.configure("")
    stage.world.forget()
    with pytest.raises(UsageError, match="asks for nothing to be published") as caught:
        publish(stage, stage.record())
    assert "[status]" in caught.value.remedy
    config = load_config(None)
    with pytest.raises(UsageError, match="asks for nothing"):
        prepare(config, OPTIONS)


def test_a_guard_alone_is_something_to_publish(stage: Stage) -> None:
    number = stage.world.issue("Unit", "- [ ] Unit <!-- gatekeeper: unit.pass_rate > 90% -->", ["verification-failed"])
    stage.configure("[guard]\n")
    stage.world.close(number)
    assert publish(stage, stage.record(Verdict.FAILED, passed=1, failed=9)) == 0
    assert stage.world.state(number) == "open"


@pytest.mark.parametrize("place", ["[[issues]]\nnumber = 1\n", "[[issues]]\nname = 'x'\nsearch = 'label:x'\n", "[pull_request]\n"])
@pytest.mark.parametrize("template", [None, "{% if %}"])
def test_a_template_that_cannot_be_used_is_said_before_anything_is_asked(stage: Stage, place: str, template: str | None) -> None:
    stage.configure(place + 'template = "own.md.j2"\n' + STATUS)
    if template:
        (stage.folder / "own.md.j2").write_text(template)
    name = stage.record()
    stage.world.forget()
    with pytest.raises(ConfigError, match=r"the template own\.md\.j2 cannot be used"):
        publish(stage, name)
    config = load_config(None)
    with pytest.raises(ConfigError):
        prepare(config, OPTIONS)
    assert stage.world.requests() == 0
    (stage.folder / "own.md.j2").write_text("fine")
    prepare(config, OPTIONS)


def test_a_configuration_that_is_unsound_stops_everything(stage: Stage) -> None:
    stage.configure("[status]\nunknown = 1\n")
    with pytest.raises(ConfigError):
        publish(stage, stage.record())


def test_a_partial_record_publishes_nothing(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    stage.configure(STATUS)
    assert publish(stage, stage.record(partial=True)) == 4
    assert states(stage) == []
    assert "the record is partial (only unit): nothing is published" in capsys.readouterr().err


def test_one_place_that_fails_does_not_keep_the_others_from_being_served(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    number = stage.world.issue("locked")
    stage.world.lock(number)
    stage.configure(f"[[issues]]\nnumber = {number}\n" + STATUS)
    assert (publish(stage, stage.record()), states(stage)) == (4, ["success"])
    shown = capsys.readouterr().err
    assert f"#{number}" in shown
    assert "next: run gatekeeper publish again" in shown


def test_a_forks_token_leaves_it_at_the_summary(stage: Stage, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    stage.configure(STATUS)
    fork(stage, monkeypatch)
    name = stage.record()
    stage.world.forget()
    assert publish(stage, name) == 4
    assert "read-only: nothing is published" in capsys.readouterr().err
    summary = stage.folder / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert publish(stage, name, dry_run=True) == 0
    assert not summary.exists()
    assert publish(stage, name) == 0
    assert "36 of 37" in summary.read_text("utf-8")
    assert "not published: the token of this pull request is read-only" in capsys.readouterr().out
    assert stage.world.requests() == 0


def decision(stage: Stage, verdict: Verdict = Verdict.PASSED) -> Decision:
    made = replace(word(verdict).record, subject=replace(word().record.subject, commit=stage.world.head()[0]))
    return Decision(record=made, data=encode(made), undelivered=None)


def test_check_publishes_what_it_decided(stage: Stage) -> None:
    stage.configure(STATUS)
    act = prepare(load_config(None), OPTIONS)
    assert (act(decision(stage), None), states(stage)) == (True, ["success"])


def test_check_does_not_write_the_summary_twice(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.configure(STATUS)
    fork(stage, monkeypatch)
    summary = stage.folder / "summary.md"
    summary.write_text("once")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert prepare(load_config(None), OPTIONS)(decision(stage), None)
    assert summary.read_text() == "once"


def test_check_does_not_publish_what_is_not_about_the_event(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stage.configure(STATUS)
    event(stage, monkeypatch, "merge_group", {"merge_group": {"head_sha": "c" * 40}})
    assert not prepare(load_config(None), OPTIONS)(decision(stage), None)
    assert "the record is about" in capsys.readouterr().err
    assert states(stage) == []


@pytest.mark.usefixtures("folder")
def test_only_publishers_on_github_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    from sites import config, site

    local = [type(each) for each in all_publishers() if not each.remote]
    for each in local:
        monkeypatch.setattr(each, "wanted", lambda *_: pytest.fail("a local publisher was asked"))
    made = word()
    assert publish_to(site(config=config()), Accepted(record=made.record, digest=made.digest, path=None))


def test_every_error_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from sites import config, site

    def fail(self: object, _: object) -> None:
        raise DeliveryError(f"{type(self).__name__} failed")

    for each in all_publishers():
        if each.remote:
            monkeypatch.setattr(type(each), "wanted", lambda *_: True)
            monkeypatch.setattr(type(each), "deliver", fail)
    made, wrong = word(), list[GatekeeperError]()
    assert not publish_to(site(config=config(), wrong=wrong), Accepted(record=made.record, digest=made.digest, path=None))
    names = [type(each).__name__ for each in all_publishers() if each.remote]
    assert [each.message for each in wrong] == [f"{name} failed" for name in names]


@pytest.mark.parametrize("commit", ["c" * 40, "c" * 64])
def test_a_commit_is_named_with_all_its_digits(stage: Stage, commit: str) -> None:
    stage.configure(STATUS)
    with pytest.raises(RecordError, match="not about cccccccccccc"):
        publish(stage, stage.record(), commit=commit)


@pytest.mark.parametrize("commit", ["", "HEAD", "c" * 7, "c" * 39, "c" * 41, "c" * 63, "C" * 40, "c" * 40 + "\n", "g" * 40])
def test_a_commit_that_is_cut_or_named_otherwise_is_wrong_usage(stage: Stage, commit: str) -> None:
    stage.configure("unsound [")
    with pytest.raises(UsageError, match=r"(?s)^--commit .*: a commit is written with all its digits") as caught:
        publish(stage, None, commit=commit)
    assert caught.value.remedy


def test_the_options_of_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}
    monkeypatch.delenv("GATEKEEPER_LOGIN", raising=False)
    monkeypatch.setattr("gatekeeper.cli._publish.publish_record", lambda options: (given.update(options), 4)[1])
    run = CliRunner().invoke
    assert run(gatekeeper, ["publish"], standalone_mode=False).return_value == 4
    assert given == {**OPTIONS, "record": None, "config": None, "only": (), "dry_run": False, "commit": None}
    run(gatekeeper, ["publish", "--record", "r", "--config", "c", "--only", "a", "--only", "b", "--dry-run", "--commit", "x"])
    assert {**given, "record": str(given["record"]), "config": str(given["config"])} == {
        **OPTIONS,
        "record": "r",
        "config": "c",
        "only": ("a", "b"),
        "dry_run": True,
        "commit": "x",
    }
