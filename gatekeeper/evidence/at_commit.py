"""Files as they are at another commit: read from git, never checked out, and nothing of them is executed."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.config.find import FILE, PROJECT, is_ours, parse
from gatekeeper.errors import ConfigError
from gatekeeper.evidence.git import ask, run
from gatekeeper.evidence.ids import is_id
from gatekeeper.junit.find import printable

if TYPE_CHECKING:
    from pathlib import Path

_OURS = b"gatekeeper"
_BLOB = re.compile(rb"[0-9a-f]+ blob ([0-9]{1,12})")
_STEM = re.compile(r"[~^:]|@\{")
_HEX = re.compile("[0-9a-fA-F]{4,64}")
_REGULAR = "let it be a file of that commit: a submodule is none, so check a shared policy out beside the repository"
_WHOLE = "this clone is partial: let git fetch whole commits, without filter for actions/checkout"
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
        data = self.blob(path)
        if data is None:
            raise self.error(f"{self._name(path)} is no file there, or a link that leads out of the repository", _REGULAR)
        return data

    def blob(self, path: Path) -> bytes | None:
        """Return the bytes of a file, a link followed as it leads there; None is that it is none. What was not fetched is an error."""
        import tempfile  # noqa: PLC0415 - only a policy from elsewhere is read so

        name = self._name(path)
        if "\n" in name:
            raise self.error("there is a line break in the path of its configuration", _REGULAR)
        with tempfile.TemporaryFile() as asked:
            asked.write(os.fsencode(f"{self.commit}:{name}\n"))
            asked.seek(0)
            answer = run(self.root, "cat-file", "--batch", "--follow-symlinks", stdin=asked)
        if answer.code != 0:
            raise self.error(answer.complaint, _WHOLE if "promisor" in answer.complaint else _FETCH)
        opening, _, rest = answer.out.partition(b"\n")
        size = _BLOB.fullmatch(opening)
        return rest[: int(size[1])] if size else None

    def find(self, start: Path) -> Path | None:
        """Return the configuration that would be found there from a folder: the nearest, up to the repository's root."""
        if not start.is_relative_to(self.root):
            return None
        folders = [folder for folder in (start, *start.parents) if folder.is_relative_to(self.root)]
        there = self.holds([folder / name for folder in folders for name in (FILE, f".github/{FILE}", PROJECT)])
        return next((path for path in there if path.name != PROJECT or self._is_ours(path)), None)

    def named(self, path: Path) -> str:
        """Return what a file there is called in messages."""
        return printable(f"{self.ref}:{self._name(path)}")

    def error(self, why: str, remedy: str = _FETCH) -> ConfigError:
        """Return that the commit cannot be read."""
        return ConfigError(f"the policy of {printable(self.ref)} cannot be read: {printable(why)}", _remedy(self.ref, remedy))

    def _is_ours(self, path: Path) -> bool:
        """Say whether a pyproject.toml is a configuration; one of ours that cannot be parsed is one, to be refused when it is read."""
        data = self.blob(path) or b""
        try:
            return _OURS in data and is_ours(parse(data, self.named(path)))
        except ConfigError:
            return True

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


def at_ref(root: Path, ref: str) -> At:
    """Return a commit by any name that git knows, or raise ConfigError; a name of two commits is none."""
    commit = _commit(root, ref)
    other = _other(root, ref, commit) if commit else ""
    if other:
        problem = f"the policy of {printable(ref)} cannot be read: git knows {printable(other)} by that name, and another commit too"
        raise ConfigError(problem, "write the one that is meant in full, such as refs/remotes/origin/main, or a commit with all its digits")
    if commit is None:
        raise ConfigError(f"the policy of {printable(ref)} cannot be read: git does not know it here", _remedy(ref))
    return At(root=root, ref=ref, commit=commit)


def is_ref(root: Path, name: str) -> bool:
    """Say whether git knows a commit by this name."""
    return _commit(root, name) is not None


def at_branch(root: Path, branch: str) -> At:
    """Return the tip of a branch as it was fetched, or else of the local one; raises ConfigError."""
    for ref in (f"refs/remotes/origin/{branch}", f"refs/heads/{branch}"):
        commit = _commit(root, ref)
        if commit is not None:
            return At(root=root, ref=ref, commit=commit)
    problem = f"the policy of the base branch {printable(branch)} cannot be read: git does not know the branch here"
    raise ConfigError(problem, _remedy(branch))


def _other(root: Path, ref: str, commit: str) -> str:
    """Return a branch or a tag of that name that is another commit: anybody who can push a tag can call it like a branch."""
    name = _STEM.split(ref, maxsplit=1)[0]
    if name in {"", "HEAD"} or name.startswith("refs/") or is_id(name):
        return ""
    refs = [f"refs/{folder}{name}" for folder in ("tags/", "heads/", "remotes/", "")]
    there = (ask(root, "for-each-ref", "--format=%(refname)", *refs) or "").split("\n")
    known = [each for each in refs if each in there]
    odd = known if _HEX.fullmatch(name) and not commit.startswith(name.lower()) else []
    return next((each for each in known if each in odd or _commit(root, each + ref.removeprefix(name)) != commit), "")


def _commit(root: Path, ref: str) -> str | None:
    answer = ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    commit = (answer or "").strip()
    return commit if is_id(commit) else None


def _remedy(ref: str, remedy: str = _FETCH) -> str:
    return remedy.format(printable(ref.removeprefix("refs/remotes/").removeprefix("refs/heads/").removeprefix("origin/")))
