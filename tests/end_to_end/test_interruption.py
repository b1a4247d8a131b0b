"""What happens when something breaks in the middle: never a pass, never half a file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import reports
from hostile import obeyed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran

_COMMAND = [sys.executable, "-m", "gatekeeper", "check"]

# Runs the real command in a process where one function does not work as it should.
_BROKEN = """
import os, signal, sys
import {module} as module
def broken(*arguments, **more):
    {act}
module.{name} = broken
from gatekeeper.cli import main
sys.argv = ["gatekeeper", "check", "junit.xml"]
main()
"""


@pytest.fixture
def before(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], folder: Path) -> dict[str, bytes]:
    """Return the record and the inventory of an earlier run; the next one would write others."""
    write("junit.xml", reports.report(reports.passed(2)))
    assert gatekeeper("check", "junit.xml").code == 0
    write("junit.xml", reports.report(reports.passed(3)))
    return _written(folder)


def _written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / ".gatekeeper").iterdir()}


def _run_broken(module: str, name: str, act: str) -> Ran:
    from conftest import Ran

    program = _BROKEN.format(module=module, name=name, act=act)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, timeout=120, env=os.environ)
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


_PLACES = [("gatekeeper.gate", "collected"), ("gatekeeper.evidence.place", "join"), ("gatekeeper.evidence.record", "canonical")]


@pytest.mark.parametrize(("module", "name"), _PLACES)
def test_an_unexpected_exception_is_3_and_leaves_nothing(folder: Path, before: dict[str, bytes], module: str, name: str) -> None:
    ran = _run_broken(module, name, 'raise ValueError("x\\n::error::injected ##[error]")')
    assert (ran.code, ran.out, "internal error: there is no verdict" in ran.err) == (3, "", True)
    assert obeyed(ran.err) == []
    assert _written(folder) == before


@pytest.mark.parametrize(("module", "name"), _PLACES)
def test_ctrl_c_is_130_and_leaves_nothing(folder: Path, before: dict[str, bytes], module: str, name: str) -> None:
    # A shell starts what runs in the background with Ctrl-C switched off, and a test run may be started so.
    ran = _run_broken(module, name, "signal.signal(signal.SIGINT, signal.default_int_handler), os.kill(os.getpid(), signal.SIGINT)")
    assert (ran.code, "interrupted: there is no verdict" in ran.err, "Traceback" in ran.err) == (130, True, False)
    assert _written(folder) == before


@pytest.mark.parametrize("name", ["join", "sync"])
def test_a_full_disk_keeps_the_old_record_and_says_so(folder: Path, before: dict[str, bytes], name: str) -> None:
    ran = _run_broken("gatekeeper.evidence.place", name, 'raise OSError(28, "No space left on device")')
    assert (ran.code, ran.out.splitlines()[-1]) == (4, "PASSED: 3 of 3 tests passed (100.0%)")
    assert "error: .gatekeeper/record.json cannot be written: No space left on device" in ran.err
    assert _written(folder) == before


def test_a_killed_process_keeps_the_old_record(folder: Path, before: dict[str, bytes]) -> None:
    ran = _run_broken("gatekeeper.evidence.record", "canonical", "os.kill(os.getpid(), signal.SIGKILL)")
    assert ran.code == -signal.SIGKILL
    assert {name: _written_file(folder, name) for name in before} == before


def _written_file(folder: Path, name: str) -> bytes:
    return (folder / ".gatekeeper" / name).read_bytes()


def _buffered() -> dict[str, str]:
    """Return an environment in which output is written late, so that it can fail late too."""
    return {**os.environ, "PYTHONUNBUFFERED": ""}


def _many(number: int) -> str:
    return reports.report(*(reports.failed(f"t{index}", "m" * 900) for index in range(number)))


@pytest.mark.parametrize("style", ["text", "json", "markdown"])
@pytest.mark.parametrize(("content", "code"), [(_many(200), 1), (reports.report(reports.passed(2)), 4)], ids=["failed", "passed"])
def test_a_reader_that_goes_away(write: Callable[[str, str], Path], folder: Path, style: str, content: str, code: int) -> None:
    write("junit.xml", content)
    reading, writing = os.pipe()
    os.close(reading)
    with subprocess.Popen(
        [*_COMMAND, "junit.xml", "--verbose", "--format", style], cwd=folder, stdout=writing, stderr=subprocess.PIPE, env=_buffered()
    ) as process:
        os.close(writing)
        _, err = process.communicate(timeout=120)
    assert (process.returncode, b"Traceback" in err, b"Exception ignored" in err) == (code, False, False)
    assert b"error: the output cannot be written: Broken pipe" in err


def test_head_ends_without_a_traceback(write: Callable[[str, str], Path], folder: Path) -> None:
    write("junit.xml", _many(200))
    line = f"'{sys.executable}' -m gatekeeper check --format json junit.xml | head -1"
    done = subprocess.run(["sh", "-c", line], cwd=folder, capture_output=True, check=False, timeout=120, env=_buffered())
    assert (done.stdout, b"Traceback" in done.stderr) == (b"{\n", False)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_a_full_output(write: Callable[[str, str], Path], folder: Path) -> None:
    write("junit.xml", reports.report(reports.passed(2)))
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*_COMMAND, "junit.xml"], cwd=folder, stdout=full, stderr=subprocess.PIPE, check=False, timeout=120, env=_buffered()
        )
    assert (done.returncode, b"No space left on device" in done.stderr, b"Traceback" in done.stderr) == (4, True, False)


def test_help_that_nobody_reads_is_no_verdict(folder: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*_COMMAND, "--help"], cwd=folder, stdout=writing, stderr=subprocess.PIPE, check=False, timeout=120, env=_buffered()
    )
    os.close(writing)
    assert (done.returncode not in {0, 1}, b"Traceback" in done.stderr) == (True, False)
