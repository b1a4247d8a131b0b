"""The benchmark itself works; what it measures is not asserted here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("run.py")
pytestmark = pytest.mark.skipif(not hasattr(os, "wait4"), reason="measures with wait4, which Windows does not have")


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, SCRIPT, *arguments], capture_output=True, text=True, check=False, timeout=120)


def test_prints_every_table_for_tiny_inputs(tmp_path: Path) -> None:
    ran = bench("--scale", "0.001", "--rounds", "1", "--only", "S,L,XL", "--folder", str(tmp_path))
    assert (ran.returncode, ran.stderr) == (0, "round 1 of 1\n")
    rows = [line.strip("| ").split(" | ")[0] for line in ran.stdout.splitlines() if line.startswith("| ")]
    assert [rows.count(size) for size in ("S", "L", "XL", "M")] == [3, 2, 3 if hasattr(os, "sched_setaffinity") else 2, 0]
    assert {"S: check, memory", "L: check --no-record, times bare pyexpat", "XL: check, times bare pyexpat"} <= set(rows)


def test_makes_the_same_bytes_again_and_uses_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(SCRIPT.parent)
    from inputs import INPUTS, make

    wanted = INPUTS["L"].scaled(0.001)
    first, second = (make(wanted, tmp_path / folder)[0] for folder in ("first", "second"))
    assert first.read_bytes() == second.read_bytes()
    before = first.stat().st_mtime_ns
    assert make(wanted, tmp_path / "first")[0].stat().st_mtime_ns == before


def test_an_unknown_input_is_named() -> None:
    ran = bench("--only", "S,HUGE")
    assert (ran.returncode, ran.stderr) == (1, "there is no input HUGE: choose from S, S-green, M, L, XL, X1, ONE\n")
