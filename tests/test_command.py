"""What the tests take for the command is the command: forked from one that is loaded, it ends as one that Python has just started."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import command
import pytest
import reports

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_RED = reports.report(reports.passed(2), reports.failed())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is nothing to compare where nothing forks")
@pytest.mark.parametrize("arguments", [("--version",), ("check", "junit.xml", "--no-record"), ("check", "--nonsense"), ()])
def test_it_ends_and_prints_as_the_real_command(folder: Path, write: Callable[[str, str], Path], arguments: tuple[str, ...]) -> None:
    write("junit.xml", _RED)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subprocess, "run", None)
        forked = command.run(arguments, folder, {"GITHUB_ACTIONS": "true"})
    real = subprocess.run(
        [sys.executable, "-m", "gatekeeper", *arguments],
        cwd=folder,
        env={**os.environ, "GITHUB_ACTIONS": "true"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (forked.code, forked.out, forked.err) == (real.returncode, real.stdout.decode(), real.stderr.decode())
    assert forked.out + forked.err


def test_what_python_reads_when_it_starts_gets_a_real_start(
    gatekeeper: Callable[..., command.Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "_forked", None)
    assert gatekeeper("--version", PYTHONUTF8="1").code == 0
