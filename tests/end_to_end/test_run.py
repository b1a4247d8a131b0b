"""Witnessed runs through the real command: every end, and what is left of each."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
import reports
from clones import bare_configuration, git, repository
from witnessed import UNIT, await_end, await_file, python, shell

from gatekeeper.evidence.parts.part import decode

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran

    from gatekeeper.model.witness import Witness


@pytest.fixture
def place(write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with a configuration, and reports for commands to copy."""
    bare_configuration(monkeypatch)
    write("green", reports.report(reports.passed(20)))
    write("red", reports.report(reports.passed(19), reports.failed()))
    return repository(write("gatekeeper.toml", UNIT + 'pass_rate = "> 90%"\n').parent)


def seen(place: Path, name: str = "unit-1") -> Witness:
    return decode((place / f".gatekeeper/runs/{name}.json").read_bytes()).witness


@pytest.mark.parametrize(
    ("script", "code", "verdict"),
    [
        ("cp green {out}/a.xml", 0, "PASSED"),
        ("cp red {out}/a.xml; exit 1", 0, "PASSED"),
        ("cp green {out}/a.xml; exit 1", 1, "FAILED"),
        ("cp red {out}/a.xml; exit 0", 1, "FAILED"),
        ("cp green {out}/a.xml; kill -KILL $$", 3, "INCOMPLETE"),
    ],
)
def test_the_verdict(gatekeeper: Callable[..., Ran], place: Path, script: str, code: int, verdict: str) -> None:
    ran = gatekeeper("run", "--category", "unit", "--", *shell(script))
    last = ran.out.splitlines()[-1]
    assert (ran.code, last.split(",")[0], ran.err) == (code, verdict, "")
    assert seen(place).argv == ("sh", "-c", script)


def test_the_whole_output(gatekeeper: Callable[..., Ran], place: Path) -> None:
    ran = gatekeeper("run", "--category", "unit", "--", *shell("echo one; echo two >&2; printf three; cp green $GATEKEEPER_OUT/a.xml"))
    commit = git(place, "rev-parse", "--short=12", "HEAD")
    assert ran.err == "two\n"
    lines = ran.out.splitlines()
    assert lines[:2] == ["one", "three"]
    assert lines[2].startswith("gatekeeper: the command ended with exit code 0, after ")
    assert lines[3] == f"commit {commit} on refs/heads/main"
    assert lines[-1] == "PASSED, partial (only unit): 20 of 20 tests passed (100.0%)"


def test_a_stale_report_makes_nothing_green(gatekeeper: Callable[..., Ran], place: Path) -> None:
    (place / "reports").mkdir()
    (place / "green").rename(place / "reports/old.xml")
    ran = gatekeeper("run", "--category", "unit", "--", *shell("exit 0"))
    assert (ran.code, "gatekeeper: not of this run, because it was there before: reports/old.xml" in ran.out) == (3, True)
    assert seen(place).stale == ("reports/old.xml",)


def test_a_timeout_is_no_pass(gatekeeper: Callable[..., Ran], place: Path) -> None:
    ran = gatekeeper("run", "--category", "unit", "--timeout", "200ms", "--", *shell("cp green {out}/a.xml; sleep 60"))
    assert (ran.code, ran.out.splitlines()[-1].split(",")[0], seen(place).timed_out) == (3, "INCOMPLETE", True)


def test_a_command_that_is_not_there(gatekeeper: Callable[..., Ran], place: Path) -> None:
    ran = gatekeeper("run", "--category", "unit", "--", "no-such-program")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: the command cannot be started: no-such-program: No such file or directory\nnext: ")
    assert seen(place).unstarted


@pytest.mark.parametrize("arguments", [("--category", "unit"), ("--category", "unix", "true")])
def test_wrong_usage(gatekeeper: Callable[..., Ran], place: Path, arguments: tuple[str, ...]) -> None:
    ran = gatekeeper("run", *arguments)
    assert (ran.code, ran.out, "next: " in ran.err) == (2, "", True)
    assert not (place / ".gatekeeper").exists()


def test_the_second_run_of_a_commit_is_counted(gatekeeper: Callable[..., Ran], place: Path) -> None:
    for times in (1, 2):
        gatekeeper("run", "--category", "unit", "--", *shell("cp green {out}/a.xml"))
        assert seen(place).times == times


def _start(place: Path, *command: str) -> subprocess.Popen[bytes]:
    # A shell starts what runs in the background with Ctrl-C switched off, and a test run may be started so.
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from gatekeeper.cli import main; main()"
    arguments = ["run", "--category", "unit", "--", *command]
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", heard, *arguments], cwd=place, start_new_session=True, stdout=pipe, stderr=pipe)


_WAITS = "cp green {out}/a.xml; sleep 60 & echo $! > started; wait"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_is_on_record_and_never_green(place: Path, number: signal.Signals) -> None:
    with _start(place, *shell(_WAITS)) as process:
        inner = int(await_file(place / "started"))
        os.killpg(process.pid, number)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (3, b"")
    assert b"gatekeeper: the command was interrupted, and " in out
    assert out.splitlines()[-1].startswith(b"INCOMPLETE")
    assert (seen(place).interrupted, len(decode((place / ".gatekeeper/runs/unit-1.json").read_bytes()).readings)) == (True, 1)
    await_end(inner)


def test_a_killed_witness_leaves_a_record_of_no_end(gatekeeper: Callable[..., Ran], place: Path) -> None:
    assert gatekeeper("run", "--category", "unit", "--", *shell("cp green {out}/a.xml")).code == 0
    with _start(place, *shell(_WAITS)) as process:
        inner = int(await_file(place / "started"))
        path, until = place / ".gatekeeper/runs/unit-1.json", time.monotonic() + 20
        while not path.exists():
            assert time.monotonic() < until, "nothing was left"
            time.sleep(0.005)
        process.kill()
    assert (seen(place).interrupted, seen(place).times) == (True, 2)
    await_end(inner)


def test_two_runs_of_one_shard_at_a_time(gatekeeper: Callable[..., Ran], place: Path) -> None:
    with _start(place, *shell(_WAITS)) as process:
        await_file(place / "started")
        ran = gatekeeper("run", "--category", "unit", "--", *shell("cp green {out}/a.xml"))
        other = gatekeeper("run", "--category", "unit", "--shard", "2/2", "--", *shell("cp green {out}/a.xml"))
        process.terminate()
        process.communicate(timeout=60)
    assert (ran.code, ran.out, other.code) == (2, "", 0)
    assert ran.err.startswith(f"error: another run of unit-1 is going on in process {process.pid}\nnext: ")


def test_bytes_pass_as_they_are(place: Path) -> None:
    program = "import os, sys; os.write(1, bytes(range(256))); os.write(2, b'\\xff\\0'); open(sys.argv[1], 'w').write(open('green').read())"
    command = [sys.executable, "-m", "gatekeeper", "run", "--category", "unit", "--quiet", "--", *python(program, "{out}/a.xml")]
    done = subprocess.run(command, cwd=place, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"\xff\0")
    assert done.stdout.startswith(bytes(range(256)) + b"\nPASSED")
