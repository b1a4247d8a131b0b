"""Questions to git, about repositories that may be hostile, shallow or not there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from clones import bare_configuration, committed, git, repository

from gatekeeper.evidence import git as asked
from gatekeeper.evidence.git import behind, changed, first_parents, head, is_shallow, not_ignored, run, untold

if TYPE_CHECKING:
    from pathlib import Path

NOWHERE = "0" * 39 + "1"


@pytest.fixture
def place(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    bare_configuration(monkeypatch)
    return repository(folder / "place")


def test_the_head_and_its_tree(place: Path) -> None:
    assert head(place) == (git(place, "rev-parse", "HEAD"), git(place, "rev-parse", "HEAD^{tree}"))
    (place / "deep").mkdir()
    assert head(place / "deep") == head(place)


def test_no_head_without_a_repository_or_a_commit(folder: Path) -> None:
    assert head(folder) is None
    git(folder, "init", "--quiet")
    assert head(folder) is None


def test_paths_that_differ(place: Path) -> None:
    names = ["-x", "docs/a b.md", "line\nbreak", "\udcff", "über", ":(top)*"]
    old = committed(place)
    for name in names:
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).write_bytes(b"x")
    new = committed(place)
    assert sorted(changed(place / "docs", old, new) or ()) == sorted(names)
    assert changed(place, old, git(place, "rev-parse", f"{new}^{{tree}}")) == changed(place, old, new)
    assert changed(place, new, git(place, "rev-parse", f"{new}^{{tree}}")) == ()


def test_a_renamed_file_is_two_paths(place: Path) -> None:
    (place / "a").write_bytes(b"content\n" * 9)
    old = committed(place)
    (place / "a").rename(place / "b")
    git(place, "config", "diff.renames", "copies")
    assert changed(place, old, committed(place)) == ("a", "b")


def test_what_git_does_not_know_has_no_difference(place: Path) -> None:
    here = git(place, "rev-parse", "HEAD")
    assert changed(place, NOWHERE, here) is None
    assert changed(place, here, NOWHERE) is None
    for text in ("HEAD", here[:12], "", f"{here}\n", f"--output={place / 'made'}", here.upper()):
        assert changed(place, text, here) is None
        assert changed(place, here, text) is None
        assert behind(place, text) is None
        assert untold(place, text) == "is no commit"
    assert not (place / "made").exists()


def test_a_submodule_that_is_to_be_ignored_is_part_of_the_tree(place: Path) -> None:
    (place / ".gitmodules").write_text('[submodule "lib"]\n path = lib\n url = ./lib\n ignore = all\n', "utf-8")
    old = committed(place)
    git(place, "update-index", "--add", "--cacheinfo", f"160000,{old},lib")
    git(place, "commit", "--quiet", "--message=lib")
    assert changed(place, old, git(place, "rev-parse", "HEAD")) == ("lib",)


def test_how_many_commits_lie_between(place: Path) -> None:
    old = committed(place)
    assert (behind(place, old), untold(place, old)) == (0, "")
    committed(place)
    committed(place)
    assert behind(place, old) == 2


def test_a_commit_that_is_no_ancestor_is_not_behind(place: Path) -> None:
    first = git(place, "rev-parse", "HEAD")
    other = committed(place, "other")
    git(place, "reset", "--quiet", "--hard", first)
    committed(place, "another")
    assert (behind(place, other), untold(place, other)) == (None, "is no ancestor of HEAD")
    assert (behind(place, NOWHERE), untold(place, NOWHERE)) == (None, "is unknown to git here")
    tree = git(place, "rev-parse", "HEAD^{tree}")
    assert (behind(place, tree), untold(place, tree)) == (None, "is unknown to git here")


def test_a_shallow_clone_says_that_it_is_one(place: Path, folder: Path) -> None:
    old = git(place, "rev-parse", "HEAD")
    (place / "a").write_bytes(b"a")
    committed(place)
    git(folder, "clone", "--quiet", "--depth=1", place.as_uri(), "shallow")
    shallow = folder / "shallow"
    assert (is_shallow(place), is_shallow(shallow), is_shallow(folder)) == (False, True, True)
    assert behind(shallow, git(shallow, "rev-parse", "HEAD")) == 0
    assert (behind(shallow, old), untold(shallow, old)) == (None, "is not in this shallow clone")
    assert changed(shallow, old, git(shallow, "rev-parse", "HEAD")) is None
    git(shallow, "fetch", "--quiet", "--depth=1", "origin", f"{old}:refs/old")
    assert untold(shallow, old) == "cannot be placed in this shallow clone"
    assert changed(shallow, old, git(shallow, "rev-parse", "HEAD")) == ("a",)


def test_a_side_that_is_cut_off_does_not_make_it_short(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare_configuration(monkeypatch)
    place = repository(folder / "place")
    old = git(place, "rev-parse", "HEAD")
    git(place, "checkout", "--quiet", "-b", "side")
    for number in range(4):
        committed(place, f"side {number}")
    git(place, "checkout", "--quiet", "main")
    committed(place, "main")
    git(place, "merge", "--quiet", "--no-ff", "--message=merge", "side")
    assert behind(place, old) == 6
    git(folder, "clone", "--quiet", "--depth=3", "--branch=main", place.as_uri(), "shallow")
    assert git(folder / "shallow", "rev-list", "--count", f"{old}..HEAD") == "4"
    assert (behind(folder / "shallow", old), untold(folder / "shallow", old)) == (None, "cannot be placed in this shallow clone")
    near = git(place, "rev-parse", "HEAD^")
    git(place, "checkout", "--quiet", "-B", "straight", near)
    committed(place)
    git(folder, "clone", "--quiet", "--depth=2", "--branch=straight", place.as_uri(), "enough")
    assert behind(folder / "enough", near) == 1


def test_a_commit_that_was_replaced_is_what_it_was(place: Path) -> None:
    old = git(place, "rev-parse", "HEAD")
    (place / "a").write_bytes(b"a")
    new = committed(place)
    git(place, "replace", new, old)
    assert changed(place, old, new) == ("a",)


def test_no_program_of_the_repository_is_started(place: Path) -> None:
    program = place / "program"
    program.write_text(f"#!/bin/sh\ntouch {place / 'started'}\n", "utf-8")
    program.chmod(0o755)
    old = committed(place)
    git(place, "config", "diff.external", str(program))
    git(place, "config", "diff.x.textconv", str(program))
    (place / ".gitattributes").write_text("* diff=x\n", "utf-8")
    new = committed(place)
    assert changed(place, old, new) == (".gitattributes",)
    assert behind(place, old) == 1
    git(place, "config", "log.showSignature", "true")
    git(place, "config", "gpg.program", str(program))
    signed = git(place, "cat-file", "commit", "HEAD").replace(
        "\n\n", "\ngpgsig -----BEGIN PGP SIGNATURE-----\n x\n -----END PGP SIGNATURE-----\n\n", 1
    )
    commit = git(place, "hash-object", "-t", "commit", "-w", "--stdin", data=signed.encode())
    assert asked.ask(place, "log", "--max-count=1", "--format=%H", commit) == f"{commit}\n"
    assert not (place / "started").exists()


def test_why_git_could_not_be_asked(place: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(folder, "version").complaint == "there is no git repository here"
    assert run(place, "version", seconds=0).complaint == "git took more than 0 seconds"
    assert run(place, "rev-parse", "\0").complaint == "git cannot be started: embedded null byte"
    assert run(place, "rev-parse", "--verify", "refs/none").code == 128
    monkeypatch.setenv("PATH", str(folder))
    assert run(place, "version").complaint == "git cannot be started: No such file or directory"
    assert (head(place), is_shallow(place)) == (None, True)


def test_nobody_is_asked_and_no_lock_is_left(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "1")
    git(place, "config", "alias.environ", "!env")
    lines = (asked.ask(place, "environ") or "").splitlines()
    assert {"GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1", "GIT_NO_REPLACE_OBJECTS=1", "LC_ALL=C"} <= set(lines)
    assert not [line for line in lines if "PATHSPECS" in line]


def test_where_a_clone_is_cut_off_must_be_known(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = git(place, "rev-parse", "HEAD")
    committed(place)
    monkeypatch.setattr(asked, "is_shallow", lambda _: True)
    assert not os.path.lexists(place / ".git/shallow")
    assert behind(place, old) is None


def test_what_git_ignores(tmp_path: Path) -> None:
    assert not_ignored(tmp_path, ["a"]) == []
    home = repository(tmp_path / "home")
    (home / ".gitignore").write_text("a\n*.xml\n")
    assert not_ignored(home, ["a", "b", "c.xml", ":(top)a", "-d", "e\n"]) == ["b", ":(top)a", "-d", "e\n"]
    assert not_ignored(home, ["a"]) == []
    assert not_ignored(home, ["../a"]) == []


def test_the_first_parents(tmp_path: Path) -> None:
    home = repository(tmp_path / "home")
    made = [git(home, "rev-parse", "HEAD"), committed(home, "2"), committed(home, "3")]
    tree = git(home, "rev-parse", "HEAD^{tree}")
    assert first_parents(home, made[2], 20) == [(made[1], tree), (made[0], tree)]
    assert first_parents(home, made[2], 1) == [(made[1], tree)]
    assert (first_parents(home, made[0], 9), first_parents(home, "HEAD", 9), first_parents(home, "a" * 40, 9)) == ([], [], [])
