"""The commit that somebody names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from clones import bare_configuration, committed, git, repository

from gatekeeper.errors import UsageError
from gatekeeper.evidence.named import named

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    bare_configuration(monkeypatch)
    return repository(tmp_path / "home")


def test_every_way_to_name_a_commit(home: Path) -> None:
    first = git(home, "rev-parse", "HEAD")
    (home / "a").write_text("a")
    second = committed(home)
    git(home, "tag", "--annotate", "--message=x", "v1", first)
    trees = {each: git(home, "rev-parse", f"{each}^{{tree}}") for each in (first, second)}
    for text, commit in {"HEAD": second, "main": second, "v1": first, first: first, first[:10]: first, "HEAD~1": first}.items():
        found = named(home, text)
        assert (found.commit, found.tree) == (commit, trees[commit])


@pytest.mark.parametrize(
    "text", ["gone", "", "-h", "--all", "HEAD\nmain", "HEAD main", "v\x00", ":/first", "HEAD:a", "a" * 300, "\u202e", "*"]
)
def test_what_names_no_commit(home: Path, text: str) -> None:
    with pytest.raises(UsageError) as caught:
        named(home, text)
    assert caught.value.message.isprintable()


@pytest.mark.parametrize("kind", ["tag", "branch"])
def test_what_looks_like_a_commit_is_that_commit_or_none(home: Path, kind: str) -> None:
    first = git(home, "rev-parse", "HEAD")
    (home / "a").write_text("a")
    second = committed(home)
    git(home, kind, second[:8], first)
    git(home, kind, "decade", first)
    for text in (second[:8], second[:8].upper(), "decade"):
        if text == second[:8].upper() and not text.isdigit():
            git(home, kind, text, first)
        with pytest.raises(UsageError, match="git takes it for a branch or a tag"):
            named(home, text)
    refs = {"tag": "refs/tags", "branch": "refs/heads"}[kind]
    assert named(home, f"{refs}/decade").commit == named(home, first[:12]).commit == first
    assert named(home, second).commit == second


def test_without_git_only_a_full_id_is_a_name(tmp_path: Path) -> None:
    assert (named(tmp_path, "a" * 40).commit, named(tmp_path, "a" * 40).tree) == ("a" * 40, None)
    for text in ("HEAD", "a" * 39, "main"):
        with pytest.raises(UsageError, match="there is no git repository here"):
            named(tmp_path, text)


def test_a_full_id_that_git_does_not_know_has_no_tree(home: Path) -> None:
    assert (named(home, "b" * 40).commit, named(home, "b" * 40).tree) == ("b" * 40, None)


def test_a_tree_is_no_commit(home: Path) -> None:
    tree = git(home, "rev-parse", "HEAD^{tree}")
    assert named(home, tree).tree == tree  # nothing is about such a commit, and its tree is what it is
    with pytest.raises(UsageError):
        named(home, tree[:12])
