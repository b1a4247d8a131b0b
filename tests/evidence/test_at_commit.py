from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from branches import ORIGIN, Branches, branches
from clones import git

from gatekeeper.errors import ConfigError
from gatekeeper.evidence.at_commit import at_branch, at_ref

if TYPE_CHECKING:
    from pathlib import Path

_OURS = "[tool.gatekeeper]\n"


@pytest.fixture
def made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Branches:
    return branches(folder, monkeypatch)


def test_files_are_read_as_they_were(made: Branches) -> None:
    commit = made.base({"a.toml": "old", "sub/[b].toml": "x"})
    made.put({"a.toml": "new", "c.toml": "y"})
    at = at_branch(made.folder, "main")
    assert (at.ref, at.commit, at.read(made.folder / "a.toml")) == (ORIGIN, commit, b"old")
    names = [made.folder / name for name in ("a.toml", "c.toml", "sub/[b].toml", "sub/b.toml", "*.toml")]
    assert at.holds([*names, made.folder.parent / "a.toml"]) == [names[0], names[2]]
    with pytest.raises(ConfigError, match=r"the policy of refs/remotes/origin/main cannot be read: .*c\.toml"):
        at.read(made.folder / "c.toml")


@pytest.mark.parametrize(
    ("files", "start", "expected"),
    [
        ({}, "", None),
        ({"gatekeeper.toml": ""}, "sub/deep", "gatekeeper.toml"),
        ({"gatekeeper.toml": "", "sub/gatekeeper.toml": ""}, "sub/deep", "sub/gatekeeper.toml"),
        ({"gatekeeper.toml": "", "sub/gatekeeper.toml": ""}, "", "gatekeeper.toml"),
        ({":!sub/gatekeeper.toml": ""}, ":!sub", ":!sub/gatekeeper.toml"),
        ({".github/gatekeeper.toml": ""}, "sub", ".github/gatekeeper.toml"),
        ({"pyproject.toml": _OURS}, "sub", "pyproject.toml"),
        ({"sub/pyproject.toml": "[project]\n", "pyproject.toml": _OURS}, "sub", "pyproject.toml"),
    ],
)
def test_the_configuration_is_the_one_that_would_be_found_there(
    made: Branches, files: dict[str, str], start: str, expected: str | None
) -> None:
    made.base({"other": "", **files})
    assert at_branch(made.folder, "main").find(made.folder / start) == (made.folder / expected if expected else None)


def test_outside_of_the_repository_nothing_is_found(made: Branches) -> None:
    made.base({"gatekeeper.toml": ""})
    assert at_branch(made.folder, "main").find(made.folder.parent) is None


def test_what_was_fetched_counts_before_a_local_branch(made: Branches) -> None:
    fetched = made.base({"a": "1"})
    local = made.put({"a": "2"})
    git(made.folder, "branch", "main")
    assert at_branch(made.folder, "main").commit == fetched
    git(made.folder, "update-ref", "-d", ORIGIN)
    assert (at_branch(made.folder, "main").commit, at_branch(made.folder, "main").ref) == (local, "refs/heads/main")


@pytest.mark.parametrize("ref", ["nope", "--help", "-x", "HEAD:a", "\x1b[1mx", "a..b"])
def test_a_ref_that_git_does_not_know(made: Branches, ref: str) -> None:
    made.base({"a": "1"})
    for ask in (at_ref, at_branch):
        with pytest.raises(ConfigError, match="cannot be read: git does not know") as caught:
            ask(made.folder, ref)
        assert caught.value.message.isprintable()
        assert "fetch-depth: 0" in caught.value.remedy
        assert "git fetch origin" in caught.value.remedy


def test_a_name_of_two_commits_is_none(made: Branches) -> None:
    first = made.base({"a": "1"})
    second = made.put({"a": "2"})
    git(made.folder, "tag", "same", first)
    git(made.folder, "branch", "same", first)
    for ref in ("same", "HEAD", "refs/tags/same", first, second[:12], "HEAD~1"):
        assert at_ref(made.folder, ref).commit in {first, second}
    git(made.folder, "branch", "--force", "same", second)
    git(made.folder, "tag", second[:12], first)
    for ref in ("same", "same~0", "same@{0}", second[:12]):
        with pytest.raises(ConfigError, match="by that name, and another commit too"):
            at_ref(made.folder, ref)


def test_without_git_no_ref_is_known(folder: Path) -> None:
    with pytest.raises(ConfigError, match="git does not know"):
        at_ref(folder, "main")


def test_a_commit_whose_files_are_not_here(made: Branches) -> None:
    made.base({"gatekeeper.toml": "a"})
    at = at_branch(made.folder, "main")
    tree = git(made.folder, "rev-parse", f"{at.commit}^{{tree}}")
    (made.folder / ".git/objects" / tree[:2] / tree[2:]).unlink()
    with pytest.raises(ConfigError, match="cannot be read"):
        at.find(made.folder)
