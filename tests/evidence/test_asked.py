from __future__ import annotations

import json
from typing import TYPE_CHECKING

import clones
import parted
import pytest

from gatekeeper.errors import UsageError
from gatekeeper.evidence.asked import attempt, merge_commit, subject_asked
from gatekeeper.model import Subject

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def commits(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    clones.bare_configuration(monkeypatch)
    clones.repository(folder)
    parted.configured(folder)
    return [clones.git(folder, "rev-parse", "HEAD"), clones.committed(folder)]


def test_another_commit_is_judged_with_its_tree(commits: list[str], folder: Path) -> None:
    config = parted.loaded(folder)
    tree = clones.git(folder, "rev-parse", f"{commits[0]}^{{tree}}")
    for name in (commits[0], commits[0][:10]):
        assert subject_asked(config, {}, name) == Subject(commit=commits[0], tree=tree)
    here = subject_asked(config, {}, None)
    assert (here.commit, here.dirty, here.ref) == (commits[1], False, "refs/heads/main")
    assert subject_asked(config, {}, commits[1]) == here


@pytest.mark.parametrize("name", ["f" * 40, "abcdef1", "main", "HEAD", "--all", "", "abc", "A" * 40, "a" * 65])
@pytest.mark.usefixtures("commits")
def test_what_git_does_not_know_is_no_commit(folder: Path, name: str) -> None:
    with pytest.raises(UsageError, match="--commit"):
        subject_asked(parted.loaded(folder), {}, name)


def test_a_tree_is_no_commit(commits: list[str], folder: Path) -> None:
    with pytest.raises(UsageError, match="is unknown to git here"):
        subject_asked(parted.loaded(folder), {}, clones.git(folder, "rev-parse", f"{commits[0]}^{{tree}}"))


def test_the_commit_that_ci_made(folder: Path) -> None:
    path = folder / "event.json"
    path.write_text(json.dumps({"pull_request": {"head": {"sha": "a" * 40}}}))
    environ = {"GITHUB_EVENT_PATH": str(path), "GITHUB_EVENT_NAME": "pull_request", "GITHUB_SHA": "b" * 40}
    assert merge_commit(environ) == "b" * 40
    assert merge_commit({**environ, "GITHUB_SHA": "a" * 40}) is None
    assert merge_commit({**environ, "GITHUB_SHA": "x"}) is None
    assert merge_commit({"GITHUB_SHA": "b" * 40}) is None
    path.write_text(json.dumps({"workflow_run": {"head_sha": "a" * 40, "id": 5}}))
    assert merge_commit({**environ, "GITHUB_EVENT_NAME": "workflow_run"}) is None


@pytest.mark.parametrize(("text", "number"), [("2", 2), ("", None), ("0", None), ("x", None), ("1" * 9, None)])
def test_the_attempt_of_a_ci_run(text: str, number: int | None) -> None:
    assert attempt({"GITHUB_RUN_ATTEMPT": text}) == number
