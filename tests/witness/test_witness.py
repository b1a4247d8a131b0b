"""The whole story of a witnessed run, with real commands."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from clones import bare_configuration, git
from witnessed import UNIT, order, python, shell, watch

from gatekeeper.model.witness import Log, Session, Shard
from gatekeeper.witness.order import Patience

if TYPE_CHECKING:
    from pathlib import Path

_WRITE = "import sys; open(sys.argv[1], 'w').write('<testsuite/>')"


def test_a_run_outside_of_everything(folder: Path) -> None:
    before = datetime.now(UTC)
    watched = watch(order(folder, python("print('hi')"), timeout=Fraction(121, 2)))
    seen = watched.witness
    assert (watched.out, watched.err, dict(watched.seen.files)) == (b"hi\n", b"", {})
    assert (seen.category, seen.shard, seen.code, seen.signal, seen.unstarted, seen.cut_short) == ("unit", None, 0, "", "", "")
    assert (seen.timeout, seen.times, seen.run, seen.attempt, seen.environment) == (61, 1, None, None, None)
    assert (seen.before.commit, seen.after.commit, seen.stale, seen.sessions) == (None, None, (), ())
    assert before <= seen.started <= seen.ended <= datetime.now(UTC)
    assert seen.started.utcoffset() == timedelta(0)
    assert isinstance(seen.log, Log)
    assert (seen.log.bytes, seen.log.searched) == (3, ())


def test_the_folder_for_reports_is_in_the_arguments_and_in_the_environment(folder: Path) -> None:
    out = folder / ".gatekeeper/runs/unit-2"
    program = "import os,sys; print(sys.argv[1:], os.environ['GATEKEEPER_OUT'], os.listdir(os.environ['GATEKEEPER_OUT']))"
    watched = watch(order(folder, python(program, "{out}", "--x={out}/a.xml:{out}"), shard=Shard(name="2", of=3)))
    assert watched.out.decode() == f"{[str(out), f'--x={out}/a.xml:{out}']} {out} []\n"
    assert watched.witness.argv[-2:] == ("{out}", "--x={out}/a.xml:{out}")
    assert watched.witness.shard == Shard(name="2", of=3)


def test_reports_are_those_of_this_run(folder: Path) -> None:
    (folder / "reports").mkdir()
    (folder / "reports/old.xml").write_text("<testsuite/>")
    script = "echo '<a/>' > $GATEKEEPER_OUT/a.xml; echo '<b/>' > reports/b.xml; echo c > $GATEKEEPER_OUT/c.txt"
    watched = watch(order(folder, shell(script)))
    assert sorted(watched.seen.files.values()) == [".gatekeeper/runs/unit-1/a.xml", "reports/b.xml"]
    assert watched.witness.stale == ("reports/old.xml",)


def test_what_the_run_before_left_is_not_of_this_one(folder: Path) -> None:
    assert len(watch(order(folder, python(_WRITE, "{out}/a.xml"))).seen.files) == 1
    assert len(watch(order(folder, shell("exit 0"))).seen.files) == 0


def test_before_it_ends_it_is_known_as_not_ended(folder: Path) -> None:
    watched = watch(order(folder, shell("exit 0")))
    (first,) = watched.begun
    assert (first.interrupted, first.code, first.log, bool(first.cut_short)) == (True, None, None, True)
    assert (first.argv, first.started) == (watched.witness.argv, watched.witness.started)


@pytest.mark.parametrize(
    ("script", "code", "signal", "timed_out"),
    [("exit 3", 3, "", False), ("kill -KILL $$", None, "SIGKILL", False), ("sleep 60", None, "SIGTERM", True)],
)
def test_how_it_ended(folder: Path, script: str, code: int | None, signal: str, timed_out: bool) -> None:
    seen = watch(order(folder, shell(script), timeout=Fraction(1, 5) if timed_out else None)).witness
    assert (seen.code, seen.signal, seen.timed_out, seen.interrupted) == (code, signal, timed_out, False)


@pytest.mark.parametrize(("name", "why"), [("no-such-program", "No such file"), ("./data", "Permission denied"), ("a\0b", "null byte")])
def test_a_command_that_cannot_be_started(folder: Path, name: str, why: str) -> None:
    (folder / "data").touch()
    seen = watch(order(folder, (name,))).witness
    assert (seen.code, seen.signal, why in seen.unstarted, seen.unstarted.isprintable()) == (None, "", True, True)
    assert seen.cut_short.startswith("the command was not started: ")
    assert (seen.interrupted, seen.timed_out) == (False, False)


def test_secrets_are_not_on_record_and_reach_the_command(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DB_PASSWORD", "hunter2000")
    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv("BROWSER", "x hunter2000")
    program = "import sys; print(sys.argv[1:])"
    asked = order(folder, python(program, "a=hunter2000", "--token", "abc"), environment="staging", variables=("BROWSER", "DB_PASSWORD"))
    watched = watch(asked)
    assert watched.out == b"['a=hunter2000', '--token', 'abc']\n"
    assert watched.witness.argv[-3:] == ("a=***", "--token", "***")
    assert watched.witness.variables == {"CI": "true", "BROWSER": "x ***", "DB_PASSWORD": "***"}
    assert watched.witness.environment == "staging"
    assert "hunter2000" not in repr(watched.seen)
    assert "hunter2000" not in repr(watch(order(folder, ("hunter2000",))).seen)


def test_a_run_in_ci(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_RUN_ID", "812")
    monkeypatch.setenv("GITHUB_RUN_ATTEMPT", "3")
    seen = watch(order(folder, shell("exit 0"))).witness
    assert (seen.run, seen.attempt) == ("812", 3)


def test_sessions_that_a_plugin_left(folder: Path) -> None:
    text = json.dumps({"runner": "pytest", "finished": True, "collected": 5})
    seen = watch(order(folder, shell(f"echo '{text}' > $GATEKEEPER_OUT/gatekeeper-session-77.json"))).witness
    assert seen.sessions == (Session(runner="pytest", finished=True, collected=5),)


def test_texts_that_the_category_forbids_are_looked_for(folder: Path) -> None:
    asked = order(folder, shell("echo Falling Back to mock; echo x falling; echo back to >&2"))
    setting = {"forbid_output": ("falling back to",)}
    object.__setattr__(asked, "category", type("Fake", (), {"name": "unit", "setting": staticmethod(setting.get)}))
    log = watch(asked).witness.log
    assert log is not None
    assert (log.searched, log.found) == (("falling back to",), {"falling back to": 1})


def test_the_commit_before_and_after(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare_configuration(monkeypatch)
    (folder / "gatekeeper.toml").write_text(UNIT)
    (folder / "file").write_text("a")
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", ".")
    git(folder, "-c", "user.name=Ann", "-c", "user.email=a@example.org", "commit", "--quiet", "--message=x")
    commit = git(folder, "rev-parse", "HEAD")
    seen = watch(order(folder, shell("echo b > file; echo '<a/>' > $GATEKEEPER_OUT/a.xml"))).witness
    assert (seen.before.commit, seen.before.dirty, seen.before.ref) == (commit, False, "refs/heads/main")
    assert (seen.after.commit, seen.after.dirty) == (commit, True)


def test_what_it_left_behind_is_said(folder: Path) -> None:
    assert watch(order(folder, shell("sleep 60 & true"))).seen.left_behind is True


def test_tools_are_asked_while_it_runs(folder: Path) -> None:
    asked = order(folder, (sys.executable, "-c", "import time; time.sleep(0.3)"), patience=Patience(rest=0.3, tools=10.0))
    assert watch(asked).witness.tools["python"] == ".".join(map(str, sys.version_info[:3]))


def test_a_listing_command_runs_before_what_is_there_is_remembered(folder: Path) -> None:
    (folder / "list").write_text("#!/bin/sh\nmkdir -p reports; echo '<a/>' > reports/listed.xml; echo c::a; echo c::b\n")
    (folder / "list").chmod(0o755)
    asked = order(folder, shell("exit 0"), text=UNIT + 'inventory = ["./list"]\n')
    watched = watch(asked)
    assert watched.seen.expected is not None
    assert (watched.seen.expected.tests, watched.seen.expected.path) == (2, "unit-1.expected.txt.gz")
    assert (dict(watched.seen.files), watched.witness.stale) == ({}, ("reports/listed.xml",))
