"""``gatekeeper ledger push`` and ``pull``: one line, what was left out, and the exit code."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import ledgers
import pytest
from clones import Team, bare_configuration, git, make_team

from gatekeeper.cli import _sync
from gatekeeper.cli._sync import pull_ledger, push_ledger
from gatekeeper.errors import RecordError
from gatekeeper.evidence.ledger.sync import Moved

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran

OPTIONS: dict[str, Any] = {"remote": "origin", "branch": "gatekeeper-evidence", "config": None, "ledger": None}


@pytest.fixture
def clone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    bare_configuration(monkeypatch)
    made = make_team(folder).clone("a")
    monkeypatch.chdir(made)
    return made


def test_what_was_moved_is_said_in_one_line(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pull_ledger(OPTIONS) == 0
    ledgers.ledger(clone, ledgers.made(1), ledgers.made(2))
    assert push_ledger(OPTIONS) == 0
    assert pull_ledger({**OPTIONS, "ledger": clone / "other"}) == 0
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "nothing to pull: there is no gatekeeper-evidence of origin yet",
        "pushed 2 records and 0 sign-offs to gatekeeper-evidence of origin",
        "pulled 2 records and 0 sign-offs from gatekeeper-evidence of origin",
    ]
    assert err == ""


def test_what_was_left_out_is_named_and_ends_in_4(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Team(clone.parent).plant({'"2026/01/::error::\\033##[x"': b"x", **{f"sign-offs/{number}": b"x" for number in range(30)}})
    assert pull_ledger(OPTIONS) == 4
    out, err = capsys.readouterr()
    assert out == "pulled 0 records and 0 sign-offs from gatekeeper-evidence of origin\n"
    lines = err.splitlines()
    assert lines[0] == r"left out: 2026/01/::error::\x1b# #[x: no file of a ledger is called that"
    assert len(lines) == 22
    assert lines[-2] == "error: 31 files were left out: not what a ledger holds"
    assert lines[-1] == "next: see who put them on the branch, and remove them there as docs/ledger.md shows"


def test_a_damaged_record_is_not_pushed(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (path,) = ledgers.ledger(clone, ledgers.made()).paths()
    path.write_bytes(b"x")
    assert push_ledger(OPTIONS) == 4
    assert "error: 1 file was left out" in capsys.readouterr().err


def test_a_password_is_not_printed(clone: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_sync, "pull", lambda _, folder, *__: Moved(there=folder == clone))
    assert pull_ledger({**OPTIONS, "remote": "https://me:secret@example.org/x"}) == 0
    assert capsys.readouterr().out.endswith("from gatekeeper-evidence of https://example.org/x\n")


def test_a_run_that_follows_one_of_a_pull_request_pushes_nothing(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledgers.ledger(clone, ledgers.made())
    event = clone / "event.json"
    event.write_text(json.dumps({"workflow_run": {"id": 7, "event": "pull_request"}}), "utf-8")
    monkeypatch.setenv("GITHUB_EVENT_NAME", "workflow_run")
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(event))
    with pytest.raises(RecordError, match="nothing is pushed"):
        push_ledger(OPTIONS)
    assert pull_ledger(OPTIONS) == 0


def test_the_command(folder: Path, gatekeeper: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    bare_configuration(monkeypatch)
    team = make_team(folder)
    git(folder, "init", "--quiet")
    git(folder, "remote", "add", "origin", team.bare.as_uri())
    ledgers.ledger(folder, ledgers.made())
    ran = gatekeeper("ledger", "push", "--branch", "team/evidence")
    assert (ran.code, ran.out, ran.err) == (0, "pushed 1 record and 0 sign-offs to team/evidence of origin\n", "")
    ran = gatekeeper("ledger", "pull", "--remote", "elsewhere")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("error: git cannot read gatekeeper-evidence of elsewhere: ")
    assert gatekeeper("ledger", "push", "--branch", "a..b").code == 2
