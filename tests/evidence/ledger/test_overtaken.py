from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from clones import bare_configuration, committed, git, repository
from ledgers import about, ledger, made
from msgspec import structs

from gatekeeper.errors import RecordError
from gatekeeper.evidence.git import Answer
from gatekeeper.evidence.git import run as git_run
from gatekeeper.evidence.ledger import overtaken as module
from gatekeeper.evidence.ledger.overtaken import newest, overtaken

if TYPE_CHECKING:
    from pathlib import Path

_UNKNOWN = "b" * 40


@pytest.fixture
def commits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Return four commits: three in a line, and one beside the last of them."""
    bare_configuration(monkeypatch)
    repository(tmp_path)
    made = {name: committed(tmp_path, name) for name in ("one", "two", "three")}
    git(tmp_path, "checkout", "--quiet", made["two"])
    return {**made, "beside": committed(tmp_path, "beside")}


def test_what_comes_before_another_one(tmp_path: Path, commits: dict[str, str]) -> None:
    def left(*names: str) -> set[str]:
        return {
            name for name in names if commits.get(name, name) in overtaken(tmp_path, frozenset(commits.get(each, each) for each in names))
        }

    assert left("one", "two", "three") == {"one", "two"}
    assert left("one", "three") == {"one"}
    assert left("two", "three", "beside") == {"two"}
    assert left("three", "beside", _UNKNOWN, git(tmp_path, "rev-parse", "HEAD^{tree}"), "--all", "") == set()
    assert left("one", "two", _UNKNOWN, "--all", "") == {"one"}
    assert left("one", _UNKNOWN) == left("one") == left() == set()


def test_a_shallow_clone_says_what_it_knows(tmp_path: Path, commits: dict[str, str]) -> None:
    git(tmp_path, "branch", "line", commits["three"])
    git(tmp_path, "clone", "--quiet", "--depth=2", "--branch=line", tmp_path.as_uri(), "clone")
    assert overtaken(tmp_path / "clone", frozenset(commits.values())) == {commits["two"]}


def test_the_newest_record_of_those_that_are_not_left_behind(tmp_path: Path, commits: dict[str, str]) -> None:
    subjects = [structs.replace(about(), commit=each) for each in (commits["two"], commits["three"], commits["one"], commits["two"])]
    entries = ledger(tmp_path, *(made(number, subject=each) for number, each in enumerate(subjects))).entries()
    choose = newest(tmp_path)
    assert choose(entries) is entries[1]
    assert choose(entries[2:]) is entries[3]
    assert choose(entries[:1]) is entries[0]
    assert choose(()) is None


def test_git_is_asked_once_for_the_same_records(tmp_path: Path, commits: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    usual = git_run

    def run(folder: Path, *arguments: str, **more: object) -> Answer:
        asked.append(arguments[0])
        return usual(folder, *arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "run", run)
    subjects = [structs.replace(about(), commit=each) for each in commits.values()]
    entries = ledger(tmp_path, *(made(number, subject=each) for number, each in enumerate(subjects))).entries()
    choose = newest(tmp_path)
    assert choose(entries) is choose(entries)
    assert asked == ["rev-list", "rev-list"]


def test_where_git_fails_nobody_can_tell(tmp_path: Path, commits: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "run", lambda *_, **__: Answer(code=None, complaint="git took more than 20 seconds"))
    with pytest.raises(RecordError, match="git cannot tell which commit came first: git took more than 20 seconds"):
        overtaken(tmp_path, frozenset(commits.values()))
