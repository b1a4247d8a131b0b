"""Files as they are at another commit: read from git, never checked out, and nothing of them is executed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.config.find import FILE, PROJECT, is_ours, parse
from gatekeeper.errors import ConfigError
from gatekeeper.evidence.git import ask, run
from gatekeeper.evidence.ids import is_id
from gatekeeper.junit.find import printable

if TYPE_CHECKING:
    from pathlib import Path

_FETCH = "let git fetch it first: fetch-depth: 0 for actions/checkout, or git fetch origin {0}"


@dataclass(frozen=True, kw_only=True, slots=True)
class At:
    """A commit in the repository at ``root``, by the ref that named it."""

    root: Path
    ref: str
    commit: str

    def holds(self, paths: list[Path]) -> list[Path]:
        """Return which of these files are there."""
        names = {self._name(path): path for path in paths if path.is_relative_to(self.root)}
        if not names:
            return []
        answer = run(self.root, "--literal-pathspecs", "ls-tree", "--full-tree", "--name-only", "-z", self.commit, "--", *names)
        if answer.code != 0:
            raise self.error(answer.complaint)
        return [path for name, path in names.items() if name in os.fsdecode(answer.out).split("\0")]

    def read(self, path: Path) -> bytes:
        """Return the bytes of a file."""
        answer = run(self.root, "cat-file", "blob", f"{self.commit}:{self._name(path)}")
        if answer.code != 0:
            raise self.error(answer.complaint)
        return answer.out

    def find(self, start: Path) -> Path | None:
        """Return the configuration that would be found there from a folder: the nearest, up to the repository's root."""
        if not start.is_relative_to(self.root):
            return None
        folders = [folder for folder in (start, *start.parents) if folder.is_relative_to(self.root)]
        there = self.holds([folder / name for folder in folders for name in (FILE, f".github/{FILE}", PROJECT)])
        return next((path for path in there if path.name != PROJECT or is_ours(parse(self.read(path), self.named(path)))), None)

    def named(self, path: Path) -> str:
        """Return what a file there is called in messages."""
        return printable(f"{self.ref}:{self._name(path)}")

    def error(self, why: str) -> ConfigError:
        """Return that the commit cannot be read."""
        return ConfigError(f"the policy of {printable(self.ref)} cannot be read: {printable(why)}", _remedy(self.ref))

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


def at_ref(root: Path, ref: str) -> At:
    """Return a commit by any name that git knows, or raise ConfigError."""
    commit = _commit(root, ref)
    if commit is None:
        raise ConfigError(f"the policy of {printable(ref)} cannot be read: git does not know it here", _remedy(ref))
    return At(root=root, ref=ref, commit=commit)


def at_branch(root: Path, branch: str) -> At:
    """Return the tip of a branch as it was fetched, or else of the local one; raises ConfigError."""
    for ref in (f"refs/remotes/origin/{branch}", f"refs/heads/{branch}"):
        commit = _commit(root, ref)
        if commit is not None:
            return At(root=root, ref=ref, commit=commit)
    problem = f"the policy of the base branch {printable(branch)} cannot be read: git does not know the branch here"
    raise ConfigError(problem, _remedy(branch))


def _commit(root: Path, ref: str) -> str | None:
    answer = ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    commit = (answer or "").strip()
    return commit if is_id(commit) else None


def _remedy(ref: str) -> str:
    return _FETCH.format(printable(ref.removeprefix("refs/remotes/").removeprefix("refs/heads/").removeprefix("origin/")))
