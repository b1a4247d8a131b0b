"""How often one commit was run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from gatekeeper.witness.times import times

if TYPE_CHECKING:
    from pathlib import Path

COMMIT = "a" * 40


def put(path: Path, commit: str | None = COMMIT, number: object = 1) -> Path:
    path.write_text(json.dumps({"witness": {"before": {"commit": commit, "tree": "x"}, "times": number, "more": 1}, "readings": [{}]}))
    return path


def test_the_first_run(tmp_path: Path) -> None:
    assert times(tmp_path / "unit-1.json", COMMIT) == 1


@pytest.mark.parametrize(("before", "now"), [(1, 2), (7, 8), (0, 2), (-5, 2), (10**9, 10**6 + 1)])
def test_one_more_for_the_same_commit(tmp_path: Path, before: int, now: int) -> None:
    assert times(put(tmp_path / "p", number=before), COMMIT) == now


@pytest.mark.parametrize(("then", "now"), [("b" * 40, COMMIT), (None, COMMIT), (COMMIT, None), (None, None)])
def test_another_or_an_unknown_commit_starts_again(tmp_path: Path, then: str | None, now: str | None) -> None:
    assert times(put(tmp_path / "p", commit=then, number=4), now) == 1


@pytest.mark.parametrize("text", ["", "{", "[]", '{"witness": 1}', '{"witness": {"before": {"commit": "x"}, "times": "2"}}', "[" * 100_000])
def test_what_cannot_be_read_counts_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "p").write_text(text)
    assert times(tmp_path / "p", COMMIT) == 1


def test_links_and_folders_count_nothing(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(put(tmp_path / "p"))
    assert times(tmp_path / "link", COMMIT) == times(tmp_path, COMMIT) == 1
