"""The score of claims itself works; the labelled documents are not part of the project."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).with_name("claims.py")


def test_scores_what_is_found_against_the_labels(tmp_path: Path) -> None:
    (tmp_path / "docs" / "one").mkdir(parents=True)
    (tmp_path / "docs" / "one" / "a.md").write_text(
        "# Status report\n\nAll 12 tests pass.\n\nIt is fixed.\n\nPlain text.\n", encoding="utf-8"
    )
    labels = [(3, "test_count", False), (5, None, False), (7, "status_word", False), (1, None, True)]
    rows = [{"file": "one/a.md", "line": line, "kind": kind, "is_claim": kind is not None, "ambiguous": out} for line, kind, out in labels]
    for name in ("full.jsonl", "labels.jsonl"):
        (tmp_path / name).write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    ran = subprocess.run([sys.executable, SCRIPT, tmp_path], capture_output=True, text=True, check=False, timeout=60)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.splitlines()[2:5] == [
        "| full, all rows | all | 50.0% (1/2) | 50.0% (1/2) |",
        "| full, all rows | blocking | 100.0% (1/1) | 100.0% (1/1) |",
        "| full, all rows | blocking, strict | 100.0% (1/1) | 100.0% (1/1) |",
    ]


def test_says_that_there_is_nothing_to_score_with(tmp_path: Path) -> None:
    ran = subprocess.run([sys.executable, SCRIPT, tmp_path / "none"], capture_output=True, text=True, check=False, timeout=60)
    assert ran.returncode == 2
    assert "there is nothing to score with" in " ".join(ran.stderr.split())
