"""Which report files were there before a command ran, so that a stale one is never taken for a new one."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from gatekeeper.junit.find import printable, search

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from gatekeeper.config.settings import Config

_MOST_BYTES = 16 << 20  # digests of more than this, over all files, would cost more time than they are worth
_PIECE = 1 << 18


@dataclass(frozen=True, slots=True)
class Mark:
    """What the system says of a file: the same as before where nobody has written it since."""

    device: int
    inode: int
    size: int
    modified: int
    changed: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Snapshot:
    """The files by their real paths, and the digests of those that were small enough."""

    marks: Mapping[str, Mark]
    digests: Mapping[str, str]
    moved: frozenset[tuple[int, ...]]

    def has(self, path: str) -> bool:
        """Say whether a file is one that was there before and has not been written since, wherever it stands now."""
        real = os.path.realpath(path)
        now, before = _mark(real), self.marks.get(real)
        if now is None or before is None:
            return now is not None and _moved(now) in self.moved
        if real in self.digests:  # a new name or other rights change the last of the times, and nothing else
            return _moved(now) == _moved(before) and _digest(real) == self.digests[real]
        return now == before


def snapshot(config: Config) -> Snapshot:
    """Return what the patterns of the configuration find now."""
    marks, digests, left = {}, {}, _MOST_BYTES
    for real in {os.path.realpath(path) for path in _found(config)}:
        mark = _mark(real)
        if mark is None:
            continue
        marks[real] = mark
        left -= mark.size
        digest = _digest(real) if left >= 0 else None
        if digest:
            digests[real] = digest
    return Snapshot(marks=marks, digests=digests, moved=frozenset(map(_moved, marks.values())))


def collect(config: Config, out: Path, before: Snapshot) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the reports of a run, each path with the one that is shown, and what was there before and left as it was."""
    here = os.getcwd()
    found = {**{path: printable(os.path.relpath(path, here)) for path in _below(out)}, **_found(config)}
    files: dict[str, str] = {}
    stale: dict[str, str] = {}
    for path in found:
        (stale if before.has(path) else files).setdefault(os.path.realpath(path), path)
    return {path: found[path] for path in files.values()}, tuple(sorted(found[path] for path in stale.values()))


def _found(config: Config) -> Mapping[str, str]:
    return {path: shown for found in search(config).values() for path, shown in found.files.items()}


def _below(out: Path) -> Iterator[str]:
    """Yield every XML file in the command's folder, and every folder that cannot be listed, which the reader refuses.

    Folders that are links lead elsewhere and are not searched.
    """
    waiting = [str(out)]
    while waiting:
        where = waiting.pop()
        try:
            with os.scandir(where) as found:
                entries = sorted(found, key=lambda each: each.name)
        except OSError:
            if where != str(out):
                yield where
            continue
        waiting += [each.path for each in reversed(entries) if each.is_dir(follow_symlinks=False)]
        yield from (each.path for each in entries if each.name.lower().endswith(".xml") and not os.path.isdir(each.path))


def _mark(path: str) -> Mark | None:
    """Return the mark of a regular file; what is none, or not there, is told by the reader."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return Mark(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def _moved(mark: Mark) -> tuple[int, ...]:
    """Return what stays the same of a file that is only renamed or linked."""
    return (mark.device, mark.inode, mark.size, mark.modified)


def _digest(path: str) -> str | None:
    digest = sha256()
    try:
        with open(path, "rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except OSError:
        return None
    return digest.hexdigest()
