from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from clones import bare_configuration, committed, git

from gatekeeper.audit.changed import Added
from gatekeeper.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[str, str], Path]


@pytest.fixture
def repository(folder: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    bare_configuration(monkeypatch)
    git(folder, "init", "--quiet", "--initial-branch=main")
    write("README.md", "one\r\ntwo\r\nthree\r\n")
    write("other.md", "one\n")
    committed(folder)
    return folder


def _lines(repository: Path, name: str = "README.md", base: str = "main") -> list[int]:
    return sorted(Added(repository, base).lines(repository / name))[:9]


def test_committed_staged_and_unstaged_lines_are_those_that_a_change_adds(repository: Path, write: Write) -> None:
    git(repository, "checkout", "--quiet", "-b", "topic")
    write("README.md", "zero\r\none\r\ntwo\r\nthree\r\n")
    committed(repository)
    write("README.md", "zero\r\none\r\ntwo\r\nthree\r\nfour\r\n")
    git(repository, "add", "--all")
    write("README.md", "zero\r\none\r\nTWO\r\nthree\r\nfour\r\n")
    assert _lines(repository) == [1, 3, 5]
    assert _lines(repository, base="HEAD") == [3, 5]
    assert _lines(repository, "other.md") == []
    assert not Added(repository, "main").changed(repository / "other.md")


def test_what_came_to_the_base_since_then_is_not_of_the_change(repository: Path, write: Write) -> None:
    git(repository, "checkout", "--quiet", "-b", "topic")
    write("new.md", "x\n")
    committed(repository)
    git(repository, "checkout", "--quiet", "main")
    write("other.md", "changed on main\n")
    committed(repository)
    git(repository, "checkout", "--quiet", "topic")
    assert _lines(repository, "other.md") == []
    assert _lines(repository, "new.md") == [1]


def test_a_new_file_is_new_in_every_line(repository: Path, write: Write) -> None:
    write("new.md", "a\nb\n")
    assert 2 in Added(repository, "main").lines(repository / "new.md")
    assert Added(repository, "main").changed(repository / "new.md")


def test_attributes_hide_no_line(repository: Path, write: Write) -> None:
    write(".gitattributes", "*.md -diff binary\n")
    write("other.md", "one\ntwo\n")
    assert _lines(repository, "other.md") == [2]


def test_odd_names_are_found(repository: Path, write: Write) -> None:
    write("docs/\u00e4 [x] *.md", "a\n")
    committed(repository)
    write("docs/\u00e4 [x] *.md", "a\nb\n")
    assert _lines(repository, "docs/\u00e4 [x] *.md", "HEAD") == [2]


def test_before_the_first_commit_all_is_new(folder: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    bare_configuration(monkeypatch)
    git(folder, "init", "--quiet")
    path = write("README.md", "a\nb\n")
    git(folder, "add", "--all")
    assert sorted(Added(folder, "HEAD").lines(path)) == [1, 2]


@pytest.mark.parametrize("base", ["nowhere", "--output=x", "a b", "HEAD^{tree}"])
def test_a_base_that_is_no_commit_is_refused(repository: Path, base: str) -> None:
    with pytest.raises(UsageError, match="--changed"):
        Added(repository, base)


def test_another_history_has_nothing_in_common(repository: Path) -> None:
    git(repository, "checkout", "--quiet", "--orphan", "alone")
    committed(repository, "another beginning")
    with pytest.raises(UsageError, match="no commit in common"):
        Added(repository, "main")


def test_without_a_repository_there_are_no_changes(folder: Path) -> None:
    with pytest.raises(UsageError, match="no git repository"):
        Added(folder, "HEAD")
