"""What a ledger's folders are, and what only looks like one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from gatekeeper.evidence.ledger.months import months, strangers

if TYPE_CHECKING:
    from pathlib import Path

NAME = f"{'a' * 64}.json"


def test_the_newest_month_comes_first_and_nothing_else_is_one(tmp_path: Path) -> None:
    for name in ("2025/12", "2026/01", "2026/02", "2026/13", "2026/1", "26/01", "sign-offs/01"):
        (tmp_path / name).mkdir(parents=True)
    assert [name for name, _ in months(tmp_path)] == ["2026/02", "2026/01", "2025/12"]
    assert list(strangers(tmp_path)) == []
    assert list(strangers(tmp_path / "gone")) == []


@pytest.mark.parametrize(
    ("name", "make", "why"),
    [
        ("2025", lambda path: path.symlink_to("2026"), "it is a link"),
        ("2025", lambda path: path.touch(), "it is no folder"),
        ("2026/02", lambda path: path.symlink_to("01"), "it is a link"),
        ("2026/02", lambda path: path.symlink_to("nowhere"), "it is a link"),
        ("2026/02", lambda path: path.touch(), "it is no folder"),
        (f"2026/01/{NAME}", lambda path: path.symlink_to("x"), "it is a link"),
        (f"2026/01/{NAME}", lambda path: path.mkdir(), "it is no regular file"),
        (f"2026/01/{NAME}", os.mkfifo, "it is no regular file"),
        (f"2026/01/{'A' * 64}.json", lambda path: path.touch(), "its name is not in small letters"),
        (f"2026/01/{'a' * 64}.JSON", lambda path: path.touch(), "its name is not in small letters"),
    ],
)
def test_what_looks_like_a_record_or_a_month_is_named(tmp_path: Path, name: str, make: object, why: str) -> None:
    (tmp_path / "2026" / "01").mkdir(parents=True)
    (tmp_path / "2026" / "01" / f"{'b' * 64}.json").touch()
    (tmp_path / "2026" / "01" / f"{'a' * 64}.cases.jsonl.gz").touch()
    assert callable(make)
    make(tmp_path / name)
    assert list(strangers(tmp_path)) == [f"{name}: {why}"]
