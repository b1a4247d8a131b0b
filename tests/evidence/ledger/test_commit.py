"""Commits for the ledger's branch: who made them, and what is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from clones import bare_configuration, git, make_team

from gatekeeper.errors import DeliveryError
from gatekeeper.evidence.ledger.branch import Branch
from gatekeeper.evidence.ledger.commit import new_commit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def clone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    bare_configuration(monkeypatch)
    return make_team(folder).clone("a")


def _made(clone: Path, old: str | None, files: dict[str, bytes]) -> str:
    branch = Branch(clone)
    with new_commit(clone, old) as commit, branch.own_ref() as ref:
        for path, data in files.items():
            assert commit.add(path, len(data), [data[:1], data[1:]])
        made = commit.make("Keep\n", ref, branch.resolve)
        git(clone, "update-ref", "refs/keep", made)
        return made


def test_it_holds_the_files_before_it_and_those_that_were_added(clone: Path) -> None:
    first = _made(clone, None, {"2026/01/a": b"", "2026/01/b": b"\0\nM 100644 inline x\ndata 1\n"})
    assert git(clone, "rev-list", "--parents", first) == first
    assert git(clone, "cat-file", "-s", f"{first}:2026/01/b") == "27"
    second = _made(clone, first, {"2026/02/c": b"c"})
    assert git(clone, "rev-list", "--parents", "--max-count=1", second) == f"{second} {first}"
    assert git(clone, "ls-tree", "-r", "--name-only", second).split() == ["2026/01/a", "2026/01/b", "2026/02/c"]


def test_a_file_that_is_not_as_long_as_it_was_or_cannot_be_read_is_not_in_it(clone: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"x" * 100
        raise OSError("gone")

    branch = Branch(clone)
    with new_commit(clone, None) as commit, branch.own_ref() as ref:
        assert not commit.add("short", 3, [b"12"])
        assert not commit.add("long", 3, [b"1234"])
        with pytest.raises(OSError, match="gone"):
            commit.add("broken", 200, broken())
        assert commit.add("whole", 3, [b"123"])
        assert commit.paths == ["whole"]
        made = commit.make("Keep\n", ref, branch.resolve)
        assert git(clone, "ls-tree", "--name-only", made) == "whole"


@pytest.mark.parametrize(
    ("configured", "shown"),
    [
        ({}, "Gatekeeper <gatekeeper@ledger.invalid>"),
        ({"user.name": "Ann"}, "Gatekeeper <gatekeeper@ledger.invalid>"),
        ({"user.name": "Ann Ünger", "user.email": "ann@example.org"}, "Ann Ünger <ann@example.org>"),
        ({"user.name": "A<b>\nfrom x", "user.email": "<a>b"}, r"Ab\nfrom x <ab>"),
    ],
)
def test_who_made_it(clone: Path, configured: dict[str, str], shown: str) -> None:
    for key, value in configured.items():
        git(clone, "config", key, value)
    assert git(clone, "log", "--format=%an <%ae>|%cn <%ce>|%s|%b", _made(clone, None, {"a": b""})) == f"{shown}|{shown}|Keep|"


def test_the_environment_says_who_made_it(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_COMMITTER_NAME", "Bot")
    monkeypatch.setenv("GIT_COMMITTER_EMAIL", "bot@example.org")
    assert git(clone, "log", "--format=%an <%ae>", _made(clone, None, {"a": b""})) == "Bot <bot@example.org>"


def test_a_commit_that_git_cannot_make(clone: Path) -> None:
    with new_commit(clone, "0" * 39 + "1") as commit, pytest.raises(DeliveryError, match="git cannot make the ledger's commit: "):
        commit.make("Keep\n", "refs/keep", str)
