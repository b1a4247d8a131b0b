from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from ledgers import accepted, kept, ledger, made

from gatekeeper.cli import gatekeeper as group
from gatekeeper.cli._add import add_record
from gatekeeper.cli._ledger import at_hand, choose, keep, ledger_of, newest, open_ledger
from gatekeeper.errors import DeliveryError, RecordError, UsageError
from gatekeeper.evidence import record as rows
from gatekeeper.evidence.event import Event
from gatekeeper.evidence.inventory import path_beside

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran

OPTIONS: dict[str, Any] = {"record": None, "config": None, "ledger": None}
TESTS = [("unit", "c::a", "passed")]


def test_the_record_at_hand_is_put_into_the_ledger(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = kept(folder / ".gatekeeper", made(), TESTS)
    for _ in range(2):
        assert add_record(OPTIONS) == 0
        assert capsys.readouterr().out == f"in the ledger: 2026/01/{one.digest[:12]}\n"
    assert ledger(folder).load(one.digest).record == one.record


def test_a_record_that_is_named_and_a_ledger_that_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = kept(folder, made(), TESTS, "x.json")
    assert one.path
    path_beside(one.path).unlink()
    assert add_record({**OPTIONS, "record": one.path, "ledger": folder / "y"}) == 0
    said = "without its inventory: it is not beside the record"
    assert capsys.readouterr().out == f"in the ledger: 2026/01/{one.digest[:12]}, {said}\n"
    assert (folder / "y" / "2026" / "01" / f"{one.digest}.json").is_file()


@pytest.mark.usefixtures("folder")
def test_without_a_record_there_is_nothing_to_add() -> None:
    with pytest.raises(RecordError, match="there is no record"):
        add_record(OPTIONS)


def test_a_ledger_that_cannot_be_written(folder: Path) -> None:
    kept(folder / ".gatekeeper", made(), TESTS)
    (folder / "file").touch()
    with pytest.raises(DeliveryError):
        add_record({**OPTIONS, "ledger": folder / "file"})


def test_what_a_pull_requests_run_has_made_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(folder / ".gatekeeper", made(), TESTS)
    (folder / "event.json").write_text(json.dumps({"workflow_run": {"event": "pull_request", "id": 7}}))
    monkeypatch.setenv("GITHUB_EVENT_NAME", "workflow_run")
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(folder / "event.json"))
    with pytest.raises(RecordError, match="a pull request's run has made the record"):
        add_record(OPTIONS)
    there = ledger(folder)
    assert keep(there, at_hand(), Event(foreign=True)).startswith("not put into the ledger: ")
    assert not there.folder.exists()


def test_the_ledger_stands_beside_the_configuration(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / ".git").mkdir()
    (folder / "gatekeeper.toml").write_text('[categories.unit]\nreports = ["*.xml"]\n')
    (folder / "deep").mkdir()
    monkeypatch.chdir(folder / "deep")
    config, there = open_ledger(OPTIONS)
    assert (there.folder, ledger_of(config).folder) == (folder / ".gatekeeper" / "ledger",) * 2
    assert ledger_of(config, folder / "x").folder == folder / "x"


def test_a_record_by_the_beginning_of_its_digest(folder: Path) -> None:
    one, two = made(), made(1)
    there = ledger(folder, one, two)
    digest = accepted(one).digest
    for name in (digest, digest[:6], f"sha256:{digest}", f"sha256:{digest[:20]}"):
        assert choose(there, "", name).digest == digest
    for name in (digest[:5], digest.upper()[:12] + "X", f"{digest}0", ""):
        with pytest.raises(RecordError, match="is no record"):
            choose(there, "", name)


def test_a_beginning_of_two_digests_names_neither(folder: Path) -> None:
    there = ledger(folder)
    month = there.folder / "2026" / "01"
    month.mkdir(parents=True)
    for end in ("1", "2"):
        (month / f"{'a' * 63}{end}.json").touch()
    with pytest.raises(UsageError, match="aaaaaa begins the digests of 2 records"):
        choose(there, "", "aaaaaa")


def test_a_digest_wins_over_a_file_and_a_file_over_a_branch(folder: Path) -> None:
    one, two = made(), made(1)
    there = ledger(folder, one)
    digest = accepted(one).digest
    accepted(two, folder / digest[:12])
    accepted(two, folder / "main")
    assert choose(there, "", digest[:12]).record == one
    assert (choose(there, "", "main").record, choose(there, "", "refs/heads/main").record) == (two, one)
    with pytest.raises(RecordError, match="is no record: no digest in the ledger"):
        newest(there, "", "topic")


def test_a_branch_is_that_of_one_gate(folder: Path) -> None:
    other = made(1, policy=rows.PolicyRow(name="other", source=None, sha256="1" * 64, run={}, categories={}))
    there = ledger(folder, made(), other)
    assert [choose(there, gate, "main").record.policy.name for gate in ("", "other")] == ["", "other"]
    with pytest.raises(RecordError, match="no branch with a record there"):
        choose(there, "third", "main")


def test_the_options_of_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}
    monkeypatch.setattr("gatekeeper.cli._add.add_record", lambda options: (given.update(options), 3)[1])
    invoke = CliRunner().invoke
    assert invoke(group, ["ledger", "add"], standalone_mode=False).return_value == 3
    assert given == OPTIONS
    invoke(group, ["ledger", "add", "a", "--config", "b", "--ledger", "c"])
    assert [str(each) for each in given.values()] == ["a", "b", "c"]


def test_the_command(folder: Path, gatekeeper: Callable[..., Ran]) -> None:
    ran = gatekeeper("ledger")
    assert (ran.code, ran.out, "error: Missing command." in ran.err) == (2, "", True)
    kept(folder / ".gatekeeper", made(), TESTS)
    ran = gatekeeper("ledger", "add")
    assert (ran.code, ran.out.startswith("in the ledger: 2026/01/"), ran.err) == (0, True, "")
