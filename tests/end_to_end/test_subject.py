"""What is judged: the commit, its tree and the ref, from git and from the events of GitHub Actions."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING

import pytest
import reports

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran

_WHO = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def _git(*arguments: str) -> str:
    environ = {**os.environ, **_WHO, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(["git", *arguments], check=True, env=environ, capture_output=True, timeout=60).stdout.decode().strip()


@pytest.fixture
def repository(write: Callable[[str, str], Path], folder: Path) -> Path:
    write(".gitignore", "junit.xml\n.gatekeeper\nevent.json\n")
    write("code.py", "1\n")
    write("junit.xml", reports.report(reports.passed(2)))
    _git("init", "--quiet", "--initial-branch=main")
    _git("add", ".")
    _git("commit", "--quiet", "--message=first")
    return folder


def _subject(ran: Ran) -> dict[str, object]:
    subject: dict[str, object] = json.loads(ran.out)["subject"]
    return subject


def test_outside_a_repository_everything_is_unknown(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("junit.xml", reports.report(reports.passed(2)))
    assert _subject(gatekeeper("check", "junit.xml", "--format", "json")) == dict.fromkeys(("commit", "tree", "dirty", "ref"))
    ran = gatekeeper("check", "junit.xml")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "commit unknown")
    assert "commit <code>unknown</code>, tree <code>unknown</code>" in gatekeeper("check", "junit.xml", "--format", "markdown").out


@pytest.mark.usefixtures("repository")
def test_inside_a_repository(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    head, tree = _git("rev-parse", "HEAD", "HEAD^{tree}").split()
    known = {"commit": head, "tree": tree, "dirty": False, "ref": "refs/heads/main"}
    assert _subject(gatekeeper("check", "junit.xml", "--format", "json")) == known
    write("new.py", "an untracked file changes nothing that was committed")
    assert _subject(gatekeeper("check", "junit.xml", "--format", "json")) == known
    write("code.py", "2\n")
    ran = gatekeeper("check", "junit.xml")
    assert ran.out.splitlines()[0] == f"commit {head[:12]} with local changes on refs/heads/main"


def test_in_a_folder_of_the_repository(repository: Path, gatekeeper: Callable[..., Ran]) -> None:
    (repository / "deep").mkdir()
    os.chdir(repository / "deep")
    ran = gatekeeper("check", "junit.xml", "--format", "json", GIT_DIR=str(repository / ".git"))
    assert _subject(ran)["commit"] == _git("rev-parse", "HEAD")


@pytest.mark.usefixtures("repository")
def test_a_detached_head_has_no_ref(gatekeeper: Callable[..., Ran]) -> None:
    _git("checkout", "--quiet", "--detach")
    subject = _subject(gatekeeper("check", "junit.xml", "--format", "json"))
    assert (subject["commit"], subject["ref"]) == (_git("rev-parse", "HEAD"), None)


def test_a_repository_without_a_commit(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("junit.xml", reports.report(reports.passed(2)))
    _git("init", "--quiet")
    ran = gatekeeper("check", "junit.xml", "--format", "json")
    assert (ran.code, _subject(ran)["commit"], _subject(ran)["tree"]) == (0, None, None)


@pytest.mark.parametrize("event", ["pull_request", "merge_group"])
def test_the_subject_is_the_pushed_head_not_the_merge(
    gatekeeper: Callable[..., Ran], repository: Path, write: Callable[[str, str], Path], event: str
) -> None:
    pushed, tree = _git("rev-parse", "HEAD", "HEAD^{tree}").split()
    write("code.py", "merged\n")
    _git("commit", "--quiet", "--all", "--message=merge")
    head = {"pull_request": {"head": {"sha": pushed}}} if event == "pull_request" else {"merge_group": {"head_sha": pushed}}
    path = write("event.json", json.dumps(head))
    environ = {"GITHUB_EVENT_PATH": str(path), "GITHUB_REF": "refs/pull/7/merge", "GITHUB_SHA": _git("rev-parse", "HEAD")}
    subject = _subject(gatekeeper("check", "junit.xml", "--format", "json", **environ))
    assert subject == {"commit": pushed, "tree": tree, "dirty": False, "ref": "refs/pull/7/merge"}
    assert repository.is_dir()


@pytest.mark.usefixtures("repository")
def test_a_head_that_is_not_here_has_no_tree(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    path = write("event.json", json.dumps({"pull_request": {"head": {"sha": "a" * 40}}}))
    subject = _subject(gatekeeper("check", "junit.xml", "--format", "json", GITHUB_EVENT_PATH=str(path)))
    assert (subject["commit"], subject["tree"]) == ("a" * 40, None)


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    "event",
    ["", "no json", "[]", "null", '{"pull_request": null}', '{"pull_request": {"head": []}}', '{"merge_group": "x"}', "[" * 100_000]
    + [json.dumps({"pull_request": {"head": {"sha": sha}}}) for sha in ("--help", "HEAD", "A" * 40, 7)],
)
def test_a_strange_event_is_no_event(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], event: str) -> None:
    path = write("event.json", event)
    subject = _subject(gatekeeper("check", "junit.xml", "--format", "json", GITHUB_EVENT_PATH=str(path)))
    assert subject["commit"] == _git("rev-parse", "HEAD")
