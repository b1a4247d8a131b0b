"""The benchmark of documents itself works; what it measures is not asserted here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("status.py")


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="measures with wait4, which Windows does not have")
def test_prints_a_row_for_each_template() -> None:
    command: list[str | Path] = [sys.executable, SCRIPT, "--tests", "300", "--rounds", "1", "--only", "status.md.j2,badge.json.j2"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert [line.strip("| ").split(" | ")[0] for line in ran.stdout.splitlines()[2:]] == ["status.md.j2", "badge.json.j2"]
