"""Standard streams that are closed or full: the verdict's exit code stands, and nothing passes unseen."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import reports
from conftest import Ran

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
_CRASH = "import click; from gatekeeper import cli; cli.Commands.get_command = None; cli.main()"


@pytest.fixture
def shell(folder: Path, write: Callable[[str, str], Path]) -> Callable[..., Ran]:
    """Return the command as a shell starts it, with redirections behind its arguments."""
    write("good.xml", reports.report(reports.passed(3)))
    write("bad.xml", reports.report(reports.passed(3), reports.failed()))

    def run(line: str, program: str = "", **environ: str) -> Ran:
        start = ["-c", program] if program else ["-m", "gatekeeper"]
        script = f'exec "$@" {line}'
        done = subprocess.run(
            ["/bin/sh", "-c", script, "sh", sys.executable, *start],
            cwd=folder,
            env={**os.environ, **environ},
            capture_output=True,
            check=False,
            timeout=60,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.mark.parametrize("to", ["2>/dev/full", "2>&-"])
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("", 2),
        ("check --nope", 2),
        ("check good.xml --pass-rate x", 2),
        ("check good.xml --record /dev/null/record.json", 4),
        ("check bad.xml --record /dev/null/record.json", 1),
        ("check missing.xml", 3),
        ("check good.xml", 0),
    ],
)
def test_a_diagnostic_nobody_can_read_changes_no_exit_code(
    shell: Callable[..., Ran], arguments: str, code: int, to: str, unbuffered: str
) -> None:
    assert shell(f"{arguments} {to}", PYTHONUNBUFFERED=unbuffered).code == code


@pytest.mark.parametrize("to", ["2>/dev/full", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_a_crash_nobody_can_read_is_3(shell: Callable[..., Ran], to: str) -> None:
    assert shell(f"check good.xml {to}", program=_CRASH).code == 3


def test_an_init_that_finds_nothing_is_3_whoever_reads_it(shell: Callable[..., Ran], folder: Path) -> None:
    for path in folder.glob("*.xml"):
        path.unlink()
    assert shell("init 2>/dev/full").code == 3


@pytest.mark.parametrize("to", [">&-", ">/dev/full", "<&- >&-"])
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("check good.xml", 4),
        ("check good.xml --format json", 4),
        ("check bad.xml", 1),
        ("check missing.xml", 3),
        ("--help", 4),
        ("--version", 4),
        ("check --help", 4),
        ("rules", 4),
        ("rules pass-rate", 4),
        ("schema config", 4),
    ],
)
def test_what_cannot_be_printed_is_said(shell: Callable[..., Ran], arguments: str, code: int, to: str, unbuffered: str) -> None:
    ran = shell(f"{arguments} {to}", PYTHONUNBUFFERED=unbuffered)
    assert (ran.code, "the output cannot be written" in ran.err, "Traceback" in ran.err) == (code, True, False)


def test_all_streams_closed(shell: Callable[..., Ran], folder: Path) -> None:
    assert [shell(f"check {name}.xml <&- >&- 2>&-").code for name in ("good", "bad")] == [4, 1]
    assert (folder / ".gatekeeper/record.json").read_bytes().startswith(b"{")
