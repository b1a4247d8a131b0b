"""The lines that a change adds: from where it branched off to what is here now, staged and unstaged alike."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from gatekeeper.config.find import repository_root
from gatekeeper.errors import UsageError, why
from gatekeeper.evidence.git import ask, run
from gatekeeper.junit.find import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

_NAME = re.compile(r"[^\s\x00-\x1f\x7f-]\S{0,249}")
_HUNK = re.compile(rb"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")
_REMEDY = "name a branch, tag or commit that is here; in CI fetch it first, such as fetch-depth: 0"
# What .gitattributes or the configuration say may not hide a line.
_FIXED = ("--no-color", "--no-ext-diff", "--no-textconv", "--text", "--inter-hunk-context=0", "--ignore-submodules=all")
_ALL = range(1, 1 << 31)
_RENAMES = "--find-renames=50%"
_LONE = re.compile(rb"\r(?!\n|\Z)")
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # of UTF-16, in which git does not find the ends of lines


class Added:
    """Says which lines of a file a change adds.

    Those of a file that was only renamed are not new, unless ``same`` says that its old place was not audited in the same way.
    """

    def __init__(self, folder: Path, base: str, same: Callable[[Path, Path], bool] | None = None) -> None:
        root = repository_root(folder.absolute())
        if root is None:
            raise UsageError("--changed: there is no git repository here", "run it in a repository")
        self._root = root
        self._same = same
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
        old = self._paths[name]
        if old is None or (self._root / name).is_symlink():
            return _ALL
        answer = run(self._root, "diff", "--unified=0", *_FIXED, _RENAMES, self._from, "--", *(f":(literal){each}" for each in {old, name}))
        if answer.code != 0:
            raise UsageError(f"git cannot compare {printable(name)}: {answer.complaint}", _REMEDY)
        return _in_lines(path, _added(answer.out))

    def _changed(self) -> Mapping[str, str | None]:
        """Return every path that differs, with the one that it had before; None where git does not have it yet."""
        differ = run(self._root, "diff", "--name-status", "-z", *_FIXED, _RENAMES, self._from, "--")
        others = run(self._root, "ls-files", "-z", "--others", "--exclude-standard")
        if differ.code != 0 or others.code != 0:
            raise UsageError(f"git cannot compare: {differ.complaint or others.complaint}", _REMEDY)
        paths = {new: old if self._alike(old, new) else None for old, new in _pairs(_names(differ.out))}
        return {**paths, **dict.fromkeys(_names(others.out))}

    def _alike(self, old: str, new: str) -> bool:
        return old == new or self._same is None or self._same(self._root / old, self._root / new)

    def _name(self, path: Path) -> str:
        """Return what git calls a file: that of a link is what it leads to, unless the link itself is new or leads elsewhere now."""
        root = os.path.realpath(self._root)
        place = os.path.join(os.path.realpath(path.parent), path.name)
        names = [os.path.relpath(each, root).replace(os.sep, "/") for each in (place, os.path.realpath(place))]
        if names[0].startswith("../"):
            raise UsageError(f"--changed: {printable(str(path))} is not in the repository", "leave it out, or audit it without --changed")
        return next((each for each in names if each in self._paths), names[0])


def _pairs(words: list[str]) -> Iterator[tuple[str, str]]:
    """Return old and new path of everything that differs: one path follows a status, two follow that of a rename."""
    rest = iter(words)
    for status in rest:
        old = next(rest)
        yield old, next(rest) if status[0] in "RC" else old


def _added(out: bytes) -> set[int]:
    """Return the numbers of the lines, from 1 and as git counts them, that a comparison adds."""
    hunks = [hunk for line in out.split(b"\n") if (hunk := _HUNK.match(line))]
    return {number for hunk in hunks for number in range(int(hunk[1]), int(hunk[1]) + int(hunk[2] or 1))}


def _in_lines(path: Path, added: set[int]) -> Collection[int]:
    """Return the same lines as an audit counts them: git takes a lone carriage return for text, and UTF-16 for bytes."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{printable(str(path))} cannot be read: {why(error)}", "let it be there, and readable") from error
    if data.startswith(_WIDE):
        return _ALL
    if not _LONE.search(data):
        return added
    found: set[int] = set()
    number = 1
    for index, line in enumerate(data.split(b"\n"), 1):
        more = len(_LONE.findall(line))
        if index in added:
            found.update(range(number, number + more + 1))
        number += more + 1
    return found


def _names(out: bytes) -> list[str]:
    return [os.fsdecode(each) for each in out.split(b"\0") if each]


def _start(root: Path, base: str) -> str:
    """Return the commit that the change starts from: where it left ``base``."""
    if not _NAME.fullmatch(base) or not base.isprintable():
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
