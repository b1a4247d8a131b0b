from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from clones import bare_configuration, git

from gatekeeper.audit.paths import choose
from gatekeeper.config.audit import Audit
from gatekeeper.config.default import default_config
from gatekeeper.errors import AuditError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    Write = Callable[[str, str], Path]


def _chosen(folder: Path, *paths: str, **settings: Any) -> list[str]:
    from dataclasses import replace

    config = replace(default_config(folder, {}), audit=Audit(**settings))
    return [each.shown for each in choose([Path(each) for each in paths], config, folder)]


@pytest.fixture
def tree(folder: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    bare_configuration(monkeypatch)
    for name in ("README.md", "docs/A.MD", "docs/old/b.markdown", "docs/notes.txt", "node_modules/x/c.md", ".gatekeeper/d.md", "made/e.md"):
        write(name, "# x\n")
    return folder


_ALL = ["README.md", "docs/A.MD", "docs/old/b.markdown"]


def test_outside_a_repository_every_markdown_file_below_is_read(tree: Path) -> None:
    assert _chosen(tree) == sorted([*_ALL, "made/e.md"])


def test_what_git_ignores_is_not_read_and_what_it_does_not_have_yet_is(tree: Path, write: Write) -> None:
    git(tree, "init", "--quiet")
    write(".gitignore", "made/\nnode_modules/\n")
    git(tree, "add", "README.md")
    assert _chosen(tree) == _ALL
    assert _chosen(tree, "docs") == _ALL[1:]
    assert _chosen(tree, "made/e.md") == ["made/e.md"]  # who names it means it


def test_files_are_read_whatever_they_are_called(tree: Path) -> None:
    assert _chosen(tree, "docs/notes.txt", "README.md", "./README.md") == ["README.md", "docs/notes.txt"]


def test_the_configuration_says_which(tree: Path) -> None:
    assert _chosen(tree, paths=("docs/**/*",)) == ["docs/A.MD", "docs/notes.txt", "docs/old/b.markdown"]
    assert _chosen(tree, exclude=("docs/**", "made/*")) == ["README.md"]
    assert _chosen(tree, "README.md", "docs/A.MD", exclude=("docs/**",)) == ["README.md"]


def test_history_is_known_by_its_path(tree: Path) -> None:
    from dataclasses import replace

    config = replace(default_config(tree, {}), audit=Audit(history=("docs/old/**",)))
    assert [each.shown for each in choose([], config, tree) if each.listed] == ["docs/old/b.markdown"]


@pytest.mark.parametrize(
    ("paths", "settings", "message"),
    [
        (("none.md",), {}, "there is no file none.md"),
        (("empty",), {}, "there is no Markdown file below empty"),
        ((), {"paths": ("none/*.md",)}, 'the pattern "none/.*" of .audit. paths finds no file'),
    ],
)
def test_nothing_to_read_is_no_pass(tree: Path, paths: tuple[str, ...], settings: dict[str, Any], message: str) -> None:
    (tree / "empty").mkdir()
    with pytest.raises(UsageError, match=message):
        _chosen(tree, *paths, **settings)


def test_no_documents_at_all_are_no_pass(folder: Path) -> None:
    with pytest.raises(UsageError, match="there is no Markdown file below"):
        _chosen(folder)


def test_links_are_not_followed_below_a_folder_nor_out_of_a_repository(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.md"
    outside.write_text("# x\n", encoding="utf-8")
    os.symlink(outside, tree / "docs/link.md")
    os.symlink(outside.parent, tree / "docs/linked")
    assert _chosen(tree, "docs") == _ALL[1:]
    git(tree, "init", "--quiet")
    assert _chosen(tree, "docs") == _ALL[1:]
    with pytest.raises(AuditError, match="leads out of the repository"):
        _chosen(tree, "docs/link.md")


def test_a_file_elsewhere_is_called_as_it_was_named(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "a.md"
    outside.write_text("# x\n", encoding="utf-8")
    assert _chosen(tree, str(outside)) == [str(outside)]
    assert _chosen(tree, str(tree / "README.md")) == ["README.md"]
