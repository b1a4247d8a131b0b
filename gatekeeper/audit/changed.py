"""The lines that a change adds: from where it branched off to what is here now, staged and unstaged alike."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from gatekeeper.config.find import repository_root
from gatekeeper.errors import UsageError
from gatekeeper.evidence.git import ask, run

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

_NAME = re.compile(r"[\w./@{}^~+#=-]{1,250}")
_HUNK = re.compile(rb"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")
_REMEDY = "name a branch, tag or commit that is here; in CI fetch it first, such as fetch-depth: 0"
# What .gitattributes or the configuration say may not hide a line.
_FIXED = ("--no-color", "--no-ext-diff", "--no-textconv", "--text", "--no-renames", "--ignore-submodules=all")


class Added:
    """Says which lines of a file a change adds."""

    def __init__(self, folder: Path, base: str) -> None:
        root = repository_root(folder.absolute())
        if root is None:
            raise UsageError("--changed: there is no git repository here", "run it in a repository")
        self._root = root
        self._from = _start(root, base)
        self._paths = self._changed()

    def changed(self, path: Path) -> bool:
        """Say whether the change touches a file at all."""
        return self._name(path) in self._paths

    def lines(self, path: Path) -> Collection[int]:
        """Return the numbers of the added lines, from 1; every line of a file that git does not have yet."""
        name = self._name(path)
        if name not in self._paths:
            return ()
        if self._paths[name]:
            return range(1, 1 << 31)
        answer = run(self._root, "diff", "--unified=0", *_FIXED, self._from, "--", f":(literal){name}")
        if answer.code != 0:
            raise UsageError(f"git cannot compare {name}: {answer.complaint}", _REMEDY)
        found: set[int] = set()
        for line in answer.out.split(b"\n"):
            hunk = _HUNK.match(line)
            if hunk:
                first, many = int(hunk[1]), int(hunk[2] or 1)
                found.update(range(first, first + many))
        return found

    def _changed(self) -> Mapping[str, bool]:
        """Return every path that differs; True where git does not have it yet."""
        differ = run(self._root, "diff", "--name-only", "-z", *_FIXED, self._from, "--")
        others = run(self._root, "ls-files", "-z", "--others", "--exclude-standard")
        if differ.code != 0 or others.code != 0:
            raise UsageError(f"git cannot compare: {differ.complaint or others.complaint}", _REMEDY)
        return {**dict.fromkeys(_names(differ.out), False), **dict.fromkeys(_names(others.out), True)}

    def _name(self, path: Path) -> str:
        place = os.path.join(os.path.realpath(path.parent), path.name)
        return os.path.relpath(place, os.path.realpath(self._root)).replace(os.sep, "/")


def _names(out: bytes) -> list[str]:
    return [os.fsdecode(each) for each in out.split(b"\0") if each]


def _start(root: Path, base: str) -> str:
    """Return the commit that the change starts from: where it left ``base``."""
    if not _NAME.fullmatch(base) or base.startswith("-"):
        raise UsageError("--changed: that is no name of a commit", _REMEDY)
    if base == "HEAD" and ask(root, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        return (ask(root, "hash-object", "-t", "tree", os.devnull) or "").strip()  # no commit yet: all is new
    commit = (ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}") or "").strip()
    if not commit:
        raise UsageError(f"--changed {base}: git knows no such commit here", _REMEDY)
    common = (ask(root, "merge-base", commit, "HEAD") or "").strip()
    if not common:
        raise UsageError(f"--changed {base}: it has no commit in common with HEAD here", _REMEDY)
    return common
