"""What git and events say; tests/end_to_end/test_subject.py shows the same through the command."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from gatekeeper.evidence.subject import find_subject
from gatekeeper.model import Subject

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _git(*arguments: str) -> str:
    who = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environ = {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(["git", *arguments], check=True, env=environ, capture_output=True, timeout=60).stdout.decode().strip()


@pytest.fixture
def repository(folder: Path) -> Path:
    _git("init", "--quiet", "--initial-branch=feature/x")
    _git("commit", "--quiet", "--allow-empty", "--message=first")
    return folder


def test_no_repository(folder: Path) -> None:
    assert find_subject(folder, {}) == Subject()
    assert find_subject(folder, {"GITHUB_REF": "refs/heads/x"}) == Subject(ref="refs/heads/x")


def test_a_repository(repository: Path) -> None:
    commit, tree = _git("rev-parse", "HEAD", "HEAD^{tree}").split()
    assert find_subject(repository, {}) == Subject(commit=commit, tree=tree, dirty=False, ref="refs/heads/feature/x")
    (repository / "deep").mkdir()
    assert find_subject(repository / "deep", {}).commit == commit


def test_without_git_the_subject_is_unknown(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    assert find_subject(repository, {}) == Subject()


def test_a_broken_repository_is_unknown(folder: Path) -> None:
    (folder / ".git").write_text("gitdir: /nowhere\n", "utf-8")
    assert find_subject(folder, {}) == Subject()


def test_programs_that_the_repository_names_are_not_started(repository: Path, write: Callable[[str, str], Path]) -> None:
    program = write("program", f"#!/bin/sh\ntouch {repository / 'started'}\n")
    program.chmod(0o755)
    _git("config", "core.fsmonitor", str(program))
    assert find_subject(repository, {}).dirty is False
    assert not (repository / "started").exists()


@pytest.mark.parametrize("key", ["pull_request", "merge_group"])
def test_the_head_of_an_event(repository: Path, write: Callable[[str, str], Path], key: str) -> None:
    pushed, tree = _git("rev-parse", "HEAD", "HEAD^{tree}").split()
    _git("commit", "--quiet", "--allow-empty", "--message=merge")
    event = {"pull_request": {"head": {"sha": pushed}}} if key == "pull_request" else {"merge_group": {"head_sha": pushed}}
    subject = find_subject(repository, {"GITHUB_EVENT_PATH": str(write("event.json", json.dumps(event)))})
    assert (subject.commit, subject.tree) == (pushed, tree)


def test_an_event_that_cannot_be_read(repository: Path) -> None:
    assert find_subject(repository, {"GITHUB_EVENT_PATH": str(repository / "missing.json")}).commit == _git("rev-parse", "HEAD")


def test_a_status_that_cannot_be_found_out_is_unknown(repository: Path) -> None:
    (repository / ".git/index").write_bytes(b"broken")
    subject = find_subject(repository, {})
    assert (subject.commit, subject.dirty) == (_git("rev-parse", "HEAD"), None)


@pytest.mark.parametrize("size", [0, 16 << 20])
def test_an_event_that_is_too_large_is_not_read(folder: Path, size: int) -> None:
    event = folder / "event.json"
    event.write_text(json.dumps({"merge_group": {"head_sha": "a" * 40}}) + " " * size, "utf-8")
    assert find_subject(folder, {"GITHUB_EVENT_PATH": str(event)}).commit == (None if size else "a" * 40)


def test_an_event_that_is_a_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "event")
    assert find_subject(folder, {"GITHUB_EVENT_PATH": str(folder / "event"), "GITHUB_REF": "refs/heads/\udcff"}).ref == r"refs/heads/\xff"
