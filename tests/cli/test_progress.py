from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import reports
from terminal import on_terminal

from gatekeeper.cli import _progress
from gatekeeper.cli._output import progress

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Starts the command as if reading had taken long already.
_IMPATIENT = "from gatekeeper.cli import _progress, main; _progress._PATIENCE = -1.0; main()"


def test_nothing_is_shown_outside_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(_progress, "_PATIENCE", -1.0)
    with progress(quiet=False) as advance:
        assert advance is None
    assert capsys.readouterr() == ("", "")


def test_short_work_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with _progress.Progress() as shown:
        shown.advance(1)
    assert capsys.readouterr() == ("", "")


def test_long_work_on_a_terminal_shows_what_was_read(write: Callable[[str, str], Path], folder: Path) -> None:
    write("junit.xml", reports.report(reports.passed(5000)))
    code, shown = on_terminal(["check", "junit.xml"], program=_IMPATIENT)
    assert (code, "reading" in shown, "kB" in shown) == (0, True, True)
    size = (folder / "junit.xml").stat().st_size / 1000
    assert f"/{size:.1f} kB" in shown
    assert "PASSED: 5000 of 5000" in shown.splitlines()[-1]


@pytest.mark.parametrize("more", [(), ("--quiet",)])
def test_short_work_on_a_terminal_shows_no_bar(write: Callable[[str, str], Path], more: tuple[str, ...]) -> None:
    write("junit.xml", reports.report(reports.passed(5)))
    code, shown = on_terminal(["check", "junit.xml", *more])
    assert (code, "reading" in shown) == (0, False)


def test_quiet_has_no_bar_however_long_it_takes(write: Callable[[str, str], Path]) -> None:
    write("junit.xml", reports.report(reports.passed(5000)))
    code, shown = on_terminal(["check", "junit.xml", "--quiet"], program=_IMPATIENT)
    assert (code, shown) == (0, "PASSED: 5000 of 5000 tests passed (100.0%)\n")


def test_a_pipe_has_no_bar(write: Callable[[str, str], Path], folder: Path) -> None:
    write("junit.xml", reports.report(reports.passed(5000)))
    done = subprocess.run(
        [sys.executable, "-c", _IMPATIENT, "check", "junit.xml"], cwd=folder, env=os.environ, capture_output=True, check=False, timeout=120
    )
    assert (done.returncode, done.stderr, b"reading" in done.stdout) == (0, b"", False)
