"""The benchmark of merging itself works; what it measures is not asserted here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).with_name("merge.py")


def test_shards_are_made_and_measured() -> None:
    ran = subprocess.run([sys.executable, SCRIPT, "30", "3"], capture_output=True, text=True, check=False, timeout=60)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("30 cases, 3 shards, ")
