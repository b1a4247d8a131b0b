"""Sessions that plugins left, and files that only look so."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from gatekeeper.model.witness import Session
from gatekeeper.witness.sessions import read_sessions

if TYPE_CHECKING:
    from pathlib import Path

WHOLE: dict[str, Any] = {
    "runner": "pytest",
    "finished": True,
    "collected": 9,
    "deselected": 1,
    "executed": 8,
    "exit_status": 0,
    "stopped": "",
}


def put(folder: Path, name: str = "1", **more: Any) -> None:
    (folder / f"gatekeeper-session-{name}.json").write_text(json.dumps({**WHOLE, **more}))


def test_sessions_in_the_order_of_their_files(tmp_path: Path) -> None:
    put(tmp_path, "2", finished=False)
    put(tmp_path, "1")
    (tmp_path / "other.json").write_text("{}")
    first, second = read_sessions(tmp_path)
    assert first == Session(**WHOLE)
    assert (second.finished, first.finished) == (False, True)


def test_what_a_killed_runner_left(tmp_path: Path) -> None:
    (tmp_path / "gatekeeper-session-1.json").write_text('{"runner": "pytest", "finished": false}')
    assert read_sessions(tmp_path) == (Session(runner="pytest"),)


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b'{"finished": true}', b"\xff", b"[" * 60_000, b'{"runner": "x", "collected": "9"}', b" " * 70_000 + b"{}"]
)
def test_a_broken_file_is_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "gatekeeper-session-1.json").write_bytes(data)
    assert read_sessions(tmp_path) == ()


@pytest.mark.parametrize("more", [{"collected": -1}, {"executed": 10**10}, {"exit_status": 10**30}, {"deselected": 1.5}])
def test_numbers_that_no_runner_counts(tmp_path: Path, more: dict[str, Any]) -> None:
    put(tmp_path, **more)
    assert read_sessions(tmp_path) == ()


def test_hostile_texts_are_short_and_on_one_line(tmp_path: Path) -> None:
    put(tmp_path, runner="a\n::error::b" + "x" * 999, stopped="\x1b[31m\u2028")
    (session,) = read_sessions(tmp_path)
    assert (session.runner.isprintable(), len(session.runner) <= 310, session.stopped) == (True, True, "\\x1b[31m\\u2028")


def test_links_and_pipes_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "real").write_text(json.dumps(WHOLE))
    (tmp_path / "gatekeeper-session-1.json").symlink_to(tmp_path / "real")
    os.mkfifo(tmp_path / "gatekeeper-session-2.json")
    (tmp_path / "gatekeeper-session-3.json").mkdir()
    assert read_sessions(tmp_path) == read_sessions(tmp_path / "nowhere") == ()


def test_no_more_than_anybody_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gatekeeper.witness.sessions._MOST_FILES", 2)
    for number in range(4):
        put(tmp_path, str(number))
    assert len(read_sessions(tmp_path)) == 2
