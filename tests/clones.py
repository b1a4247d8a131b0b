"""Repositories for tests: one that a team shares, clones of it, and files that somebody put on a branch of it."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pytest

BRANCH = "gatekeeper-evidence"
_SOMEBODY = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def bare_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git see no configuration but that of the repositories of the test."""
    for name in [each for each in os.environ if each.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_TEMPLATE_DIR", "")  # repositories are made faster without sample hooks


def git(folder: Path, *arguments: str, data: bytes | None = None) -> str:
    """Run git, which must succeed, and return what it prints."""
    done = subprocess.run(
        ["git", "-c", "protocol.file.allow=always", *arguments],
        cwd=folder,
        env={**os.environ, **_SOMEBODY},
        input=data,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode("utf-8", "surrogateescape").strip()


def committed(folder: Path, message: str = "work") -> str:
    """Commit all that is in a work tree, and return the commit."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", f"--message={message}")
    return git(folder, "rev-parse", "HEAD")


def repository(folder: Path, branch: str = "main") -> Path:
    """Make a repository with one commit."""
    folder.mkdir(exist_ok=True)
    git(folder, "init", "--quiet", f"--initial-branch={branch}")
    committed(folder, "first")
    return folder


@dataclass(frozen=True)
class Team:
    """A bare repository that several people push to; its branch main has one commit."""

    folder: Path

    @property
    def bare(self) -> Path:
        """Return where the shared repository is."""
        return self.folder / "team.git"

    @property
    def view(self) -> Path:
        """Return a folder from which the shared repository itself is asked."""
        folder = self.folder / "view"
        folder.mkdir(exist_ok=True)
        (folder / ".git").write_text(f"gitdir: {self.bare}\n", "utf-8")
        return folder

    def clone(self, name: str, *options: str) -> Path:
        """Clone it, as one of the team or as a CI runner does."""
        git(self.folder, "clone", "--quiet", *options, self.bare.as_uri(), name)
        return self.folder / name

    def plant(self, files: Mapping[str, bytes], mode: str = "100644", branch: str = BRANCH) -> None:
        """Put files onto a branch as anybody who may push could, beside those that are there."""
        ref = f"refs/heads/{branch}"
        known = git(self.bare, "for-each-ref", "--format=%(objectname)", ref)
        lines = [f"commit {ref}\ncommitter a <a@example.org> 1 +0000\ndata 0\n".encode()]
        lines += [f"from {known}\n".encode()] if known else []
        lines += [f"M {mode} inline {path}\ndata {len(data)}\n".encode() + data + b"\n" for path, data in files.items()]
        git(self.bare, "fast-import", "--quiet", "--force", data=b"".join(lines))

    def files(self, branch: str = BRANCH) -> list[str]:
        """Return the paths on a branch."""
        return git(self.bare, "ls-tree", "-r", "--name-only", branch).splitlines()


def make_team(folder: Path) -> Team:
    """Return a team whose shared repository has the branch main."""
    git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "team.git")
    team = Team(folder)
    team.plant({"README": b"of the team\n"}, branch="main")
    return team
