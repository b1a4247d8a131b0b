"""What git and events say; tests/end_to_end/test_subject.py shows the same through the command."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING

import configs
import pytest

from gatekeeper.evidence.subject import find_subject, local_changes, subject_at_hand
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


@pytest.mark.parametrize("path", ["docs/status.md", "docs/*.md", ":(top)x.md", "-x.md", "!x.md"])
def test_a_document_that_is_written_makes_nothing_dirty(repository: Path, write: Callable[[str, str], Path], path: str) -> None:
    for name in (path, "docs/other.md", ".gatekeeper/kept", "deep/docs/status.md"):
        write(name, "before")
    _git("add", "--all")
    _git("commit", "--quiet", "--message=files")
    write(path, "after")
    write(".gatekeeper/kept", "after")
    assert find_subject(repository, {}).dirty is True
    assert find_subject(repository, {}, (path,)).dirty is False
    write("docs/other.md", "after")
    assert find_subject(repository, {}, (path,)).dirty is True


def test_documents_are_named_from_the_folder_and_all_other_files_are_asked_about(
    repository: Path, write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "1")
    for name in ("docs/status.md", "deep/docs/status.md"):
        write(name, "before")
    _git("add", "--all")
    _git("commit", "--quiet", "--message=files")
    write("deep/docs/status.md", "after")
    config = configs.settle(repository / "deep", '[[documents]]\npath = "docs/status.md"\n' + configs.UNIT)
    assert subject_at_hand(config, {}).dirty is False
    write("docs/status.md", "after")
    assert subject_at_hand(config, {}).dirty is True


def test_a_report_that_the_tests_write_anew_makes_nothing_dirty(repository: Path, write: Callable[[str, str], Path]) -> None:
    names = ("deep/junit.xml", "deep/\u00fc b.xml", "deep/more/a.xml", "junit.xml")
    for name in names:
        write(name, "before")
    _git("add", "--all")
    _git("commit", "--quiet", "--message=files")
    config = configs.settle(repository / "deep", configs.UNIT.replace("a.xml", "*.xml"))
    for name in names[:2]:
        write(name, "after")
    assert (subject_at_hand(config, {}).dirty, local_changes(config)) == (False, ())
    assert find_subject(repository, {}).dirty is True
    for name in names[2:]:
        write(name, "after")
    assert (subject_at_hand(config, {}).dirty, local_changes(config)) == (True, names[2:])
    _git("mv", "deep/junit.xml", "moved.xml")
    assert set(local_changes(config)) == {*names[2:], "moved.xml"}


def test_a_branch_whose_name_is_no_text(repository: Path) -> None:
    _git("checkout", "--quiet", "-b", os.fsdecode(b"caf\xe9"))
    assert find_subject(repository, {}).ref == r"refs/heads/caf\xe9"


def test_without_git_no_changes_are_named(folder: Path) -> None:
    assert local_changes(configs.settle(folder, configs.UNIT)) == ()


def test_a_submodule_that_is_to_be_ignored_is_dirty_all_the_same(repository: Path, write: Callable[[str, str], Path]) -> None:
    _git("init", "--quiet", "lib")
    write("lib/a", "before")
    _git("-C", "lib", "add", "a")
    _git("-C", "lib", "commit", "--quiet", "--message=lib")
    write(".gitmodules", '[submodule "lib"]\n path = lib\n url = ./lib\n ignore = all\n')
    _git("-c", "advice.addEmbeddedRepo=false", "add", "--all")
    _git("commit", "--quiet", "--message=with lib")
    assert find_subject(repository, {}).dirty is False
    write("lib/a", "after")
    assert find_subject(repository, {}).dirty is True
