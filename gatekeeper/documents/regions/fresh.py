"""How far what was judged lies from what is checked out: pages, records and the very reports that were judged make nothing stale."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from gatekeeper.config.find import FOLDER, repository_root
from gatekeeper.evidence.git import behind, changed, head, run, untold
from gatekeeper.evidence.ids import SHORT_COMMIT, is_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gatekeeper.config.settings import Config
    from gatekeeper.evidence.record import Record

_HISTORY = "fetch the whole history: git fetch --unshallow, or fetch-depth: 0 in the checkout step"
_OURS = f"{FOLDER}/"


@dataclass(frozen=True, kw_only=True, slots=True)
class Distance:
    """``behind`` is 0 where nothing that counts differs, or the number of commits, or None where git does not know it.

    ``problem`` says why nothing can be said at all.
    """

    behind: int | None = None
    problem: str = ""
    remedy: str = ""


def distances(config: Config) -> Callable[[Record], Distance]:
    """Return what measures a record against HEAD; each subject is asked about once."""
    root = repository_root(config.base.absolute()) or config.base
    at = head(config.base)
    ours = pages(config)
    own = (_OURS, f"{_below(root, config.base)}/{_OURS}")

    def is_written(path: str) -> bool:
        return path.startswith(own) or path in ours

    @cache
    def measure(commit: str | None, tree: str | None, reports: frozenset[tuple[str, str]]) -> Distance:
        if at is None:
            return Distance(problem="there is no commit here to compare with", remedy="run it in a git repository with a commit")
        if not (is_id(tree) or is_id(commit)):
            return Distance(problem="its record names no commit", remedy="run gatekeeper check in the repository")
        paths = _changed(config.base, commit, tree, at[1])
        if paths is None:
            return Distance(problem=f"commit {(commit or '')[:SHORT_COMMIT]} {untold(config.base, commit or '')}", remedy=_HISTORY)
        differ = set(paths)
        same = {path for path, digest in reports if path in differ and _digest(config.base, path) == digest}

        def counts(path: str) -> bool:
            """Say whether a path that changed may have changed what the tests say."""
            return not (is_written(path) or path in same)

        return Distance(behind=_behind(config.base, commit, counts) if any(map(counts, paths)) else 0)

    def ask(record: Record) -> Distance:
        reports = frozenset((_below(root, config.base / each.path), each.sha256) for each in record.files if each.sha256)
        return measure(record.subject.commit, record.subject.tree, reports)

    return ask


def pages(config: Config) -> frozenset[str]:
    """Return every file that a document is written into, from the repository's root."""
    root = repository_root(config.base.absolute()) or config.base
    return frozenset(_below(root, config.base / path) for each in config.documents for path in each.paths)


def _below(root: Path, path: Path) -> str:
    return os.path.relpath(path, root).replace(os.sep, "/")


def _digest(folder: Path, path: str) -> str | None:
    """Return the digest of a file as it stands in HEAD: a report that the record was made from may be committed with the page."""
    found = run(folder, "cat-file", "blob", f"HEAD:{path}")
    return sha256(found.out).hexdigest() if found.code == 0 else None


def _changed(folder: Path, commit: str | None, tree: str | None, here: str) -> tuple[str, ...] | None:
    """Return which paths differ: by the tree, which a rewritten history keeps, or else by the commit."""
    if tree == here:
        return ()
    for each in (tree, commit):
        paths = changed(folder, each, here) if each else None
        if paths is not None:
            return paths
    return None


def _behind(folder: Path, commit: str | None, counts: Callable[[str], bool]) -> int | None:
    """Return how many commits changed what counts, or None where the commit is HEAD itself or of another history."""
    every = behind(folder, commit) if commit else None
    if not every:
        return None
    # Of a merge only what none of its parents has.
    fixed = ("-c", "-z", "--name-only", "--no-renames", "--no-ext-diff", "--ignore-submodules=none", "--format=%x01")
    listed = run(folder, "log", *fixed, f"{commit}..HEAD", "--")
    if listed.code != 0:
        return every
    commits = [each.split("\0") for each in os.fsdecode(listed.out).split("\1")]
    return max(1, sum(any(counts(path.lstrip("\n")) for path in paths if path.strip("\n")) for paths in commits))
