"""The record that is published is put into the ledger first: what was said can be read again."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from ledgers import ledger
from stage import Stage

from gatekeeper.cli._publish import prepare, publish_record
from gatekeeper.cli._request import load_config
from gatekeeper.evidence.inventory import Inventory
from gatekeeper.evidence.record import decode
from gatekeeper.gate import Decision
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from github_world.world import World

OPTIONS: dict[str, Any] = {"repo": None, "token_file": None, "login": None, "max_wait": "120s"}
NAMED = {"config": None, "commit": None, "only": (), "dry_run": False}


@pytest.fixture
def stage(world: World, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    for name, value in world.environ().items():
        monkeypatch.setenv(name, value)
    made = Stage(world, folder)
    made.configure("[status]\n")
    return made


def publish(stage: Stage, name: str, **more: Any) -> int:
    return publish_record({**OPTIONS, **NAMED, "record": stage.folder / name, **more})


def digests(stage: Stage) -> list[str]:
    return [each.digest for each in ledger(stage.folder).entries()]


def follow(stage: Stage, monkeypatch: pytest.MonkeyPatch, event: str) -> None:
    own = {"full_name": "acme/widgets"}
    run = {"id": 812, "run_attempt": 1, "head_sha": stage.world.head()[0], "event": event, "repository": own, "head_repository": own}
    (stage.folder / "event.json").write_text(json.dumps({"workflow_run": run}))
    for name, value in {"NAME": "workflow_run", "PATH": str(stage.folder / "event.json")}.items():
        monkeypatch.setenv(f"GITHUB_EVENT_{name}", value)
    for name, value in {"SERVER_URL": "https://github.com", "REPOSITORY": "acme/widgets"}.items():
        monkeypatch.setenv(f"GITHUB_{name}", value)


def test_what_is_published_is_kept_once(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    name = stage.record()
    digest = sha256((stage.folder / name).read_bytes()).hexdigest()
    assert (publish(stage, name), publish(stage, name), digests(stage)) == (0, 0, [digest])
    assert "ledger" not in capsys.readouterr().out


def test_an_inventory_that_is_left_out_is_told(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    name = stage.record(inventory=Inventory(path="gone.gz", sha256="0" * 64, tests=1))
    assert publish(stage, name) == 0
    assert "without its inventory: it is not beside the record" in capsys.readouterr().out


def test_what_check_publishes_is_kept(stage: Stage) -> None:
    data = (stage.folder / stage.record()).read_bytes()
    act = prepare(load_config(None), OPTIONS)
    assert act(Decision(record=decode(data), data=data, undelivered=None), None)
    assert digests(stage) == [sha256(data).hexdigest()]


def test_it_is_kept_before_anything_is_said(stage: Stage) -> None:
    stage.world.fault(r"POST .*/statuses/", status=403, body={"message": "no"})
    assert (publish(stage, stage.record()), len(digests(stage))) == (4, 1)


def test_a_dry_run_and_a_partial_record_keep_nothing(stage: Stage) -> None:
    assert (publish(stage, stage.record(), dry_run=True), publish(stage, stage.record(partial=True))) == (0, 4)
    assert not ledger(stage.folder).folder.exists()


def test_a_ledger_that_cannot_be_written_stops_nothing(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    (stage.folder / ".gatekeeper").mkdir()
    (stage.folder / ".gatekeeper" / "ledger").touch()
    data = (stage.folder / stage.record()).read_bytes()
    assert publish(stage, stage.record()) == 4
    assert not prepare(load_config(None), OPTIONS)(Decision(record=decode(data), data=data, undelivered=None), None)
    said = capsys.readouterr().err
    assert said.count("cannot be put into the ledger") == 2
    assert [each["state"] for each in stage.world.statuses(stage.world.head()[0])] == ["success"]


def test_a_record_that_is_refused_is_not_kept(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    follow(stage, monkeypatch, "push")
    (stage.folder / "bad.json").write_text("{}")
    assert (publish(stage, "bad.json"), ledger(stage.folder).folder.exists()) == (3, False)


def test_the_run_that_follows_a_push_keeps_its_record(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    follow(stage, monkeypatch, "push")
    assert (publish(stage, stage.record(Verdict.FAILED)), len(digests(stage))) == (0, 1)


def test_what_a_pull_requests_run_has_made_is_not_kept(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    follow(stage, monkeypatch, "pull_request")
    monkeypatch.setattr("gatekeeper.cli._evidence.difference", lambda *_: "")
    publish(stage, stage.record())
    assert not ledger(stage.folder).folder.exists()
    assert "not put into the ledger: a pull request's run has made the record" in capsys.readouterr().out
