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


@pytest.mark.parametrize("base", ["", "nowhere", "--output=x", "a b", "a\x1bb", "x" * 300, "main..main", "HEAD^{tree}"])
def test_a_base_that_is_no_commit_is_refused(repository: Path, base: str) -> None:
    with pytest.raises(UsageError, match="--changed"):
        Added(repository, base)


def test_a_branch_may_have_any_name_that_git_allows(repository: Path) -> None:
    git(repository, "branch", "fix/100%-(a),b!'c-\u00fc")
    assert not Added(repository, "fix/100%-(a),b!'c-\u00fc").changed(repository / "README.md")


def test_another_history_has_nothing_in_common(repository: Path) -> None:
    git(repository, "checkout", "--quiet", "--orphan", "alone")
    committed(repository, "another beginning")
    with pytest.raises(UsageError, match="no commit in common"):
        Added(repository, "main")


def test_without_a_repository_there_are_no_changes(folder: Path) -> None:
    with pytest.raises(UsageError, match="no git repository"):
        Added(folder, "HEAD")


_LONG = "".join(f"line {number}\n" for number in range(1, 21))


def test_a_renamed_file_adds_only_what_is_new_in_it(repository: Path, write: Write) -> None:
    write("docs/a b \u00fc.md", _LONG)
    committed(repository)
    git(repository, "mv", "docs/a b \u00fc.md", "docs/c d \u00df.md")
    assert _lines(repository, "docs/c d \u00df.md") == []
    write("docs/c d \u00df.md", _LONG.replace("line 7\n", "line seven\nmore\n"))
    assert _lines(repository, "docs/c d \u00df.md") == [7, 8]
    committed(repository)
    assert _lines(repository, "docs/c d \u00df.md", "HEAD~1") == [7, 8]


def test_a_copy_and_a_file_that_is_mostly_new_are_new(repository: Path, write: Write) -> None:
    write("old.md", _LONG)
    committed(repository)
    write("copy.md", _LONG)
    git(repository, "add", "--all")
    assert _lines(repository, "copy.md") == list(range(1, 10))
    git(repository, "rm", "--quiet", "--force", "old.md", "copy.md")
    write("new.md", "line 1\n" + "other\n" * 30)
    git(repository, "add", "--all")
    assert _lines(repository, "new.md") == list(range(1, 10))


def test_what_comes_from_elsewhere_is_new_where_that_was_not_audited_alike(repository: Path, write: Write) -> None:
    write("old/a.md", _LONG)
    committed(repository)
    git(repository, "mv", "old/a.md", "a.md")
    asked = []

    def same(old: Path, new: Path) -> bool:
        asked.append((old, new))
        return False

    assert 5 in Added(repository, "main", same).lines(repository / "a.md")
    assert asked == [(repository / "old/a.md", repository / "a.md")]


def test_a_lone_carriage_return_moves_no_line_out_of_sight(repository: Path, write: Write) -> None:
    write("other.md", "a\rb\rc\r\nd\r\n\r\n")
    committed(repository)
    write("other.md", "a\rb\rc\r\nd\r\nnew\rnewer\r\n\r\n")
    assert _lines(repository, "other.md") == [5, 6]


def test_a_file_in_which_git_finds_no_lines_is_new_as_a_whole(repository: Path) -> None:
    text = "one \u010a\u010a\u010a\ntwo\n"
    (repository / "other.md").write_bytes(text.encode("utf-16"))
    committed(repository)
    (repository / "other.md").write_bytes(f"{text}three\n".encode("utf-16"))
    assert 3 in Added(repository, "HEAD").lines(repository / "other.md")


def test_configuration_widens_no_hunk(repository: Path, write: Write) -> None:
    for name, value in (("diff.interHunkContext", "9"), ("diff.mnemonicPrefix", "true"), ("color.diff", "always")):
        git(repository, "config", name, value)
    write("README.md", "ONE\r\ntwo\r\nTHREE\r\n")
    assert _lines(repository) == [1, 3]


def test_line_ends_that_git_converts_are_no_change(repository: Path, write: Write) -> None:
    git(repository, "config", "core.autocrlf", "true")
    write("crlf.md", "one\r\ntwo\r\n")
    committed(repository)
    write("crlf.md", "one\r\ntwo\r\nthree\r\n")
    assert _lines(repository, "crlf.md", "HEAD") == [3]


def test_a_link_is_what_it_leads_to_unless_it_is_new(repository: Path, write: Write) -> None:
    (repository / "link.md").symlink_to("README.md")
    committed(repository)
    write("README.md", "one\r\ntwo\r\nthree\r\nfour\r\n")
    assert _lines(repository, "link.md") == [4]
    (repository / "link.md").unlink()
    (repository / "link.md").symlink_to("other.md")
    assert 3 in Added(repository, "main").lines(repository / "link.md")


def test_a_file_outside_the_repository_has_no_change(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(UsageError, match="is not in the repository"):
        Added(repository, "main").changed(tmp_path_factory.mktemp("elsewhere") / "x.md")


def test_a_shallow_clone_knows_what_it_has(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    committed(repository)
    clone = tmp_path_factory.mktemp("clones") / "shallow"
    git(repository, "clone", "--quiet", "--depth=1", repository.as_uri(), str(clone))
    with pytest.raises(UsageError, match="knows no such commit") as raised:
        Added(clone, "HEAD~1")
    assert "fetch-depth: 0" in raised.value.remedy
    (clone / "other.md").write_text("one\nthree\n", encoding="utf-8")
    assert _lines(clone, "other.md", "HEAD") == [2]
