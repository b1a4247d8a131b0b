"""How far what was judged lies from what is checked out: files that no test depends on make nothing stale."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from gatekeeper.config.find import repository_root
from gatekeeper.evidence.git import behind, changed, head, is_id, run, untold
from gatekeeper.junit.find import is_report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gatekeeper.config.settings import Config
    from gatekeeper.evidence.record import Record

_HISTORY = "fetch the whole history: git fetch --unshallow, or fetch-depth: 0 in the checkout step"
_OURS = ".gatekeeper/"


@dataclass(frozen=True, kw_only=True, slots=True)
class Distance:
    """``behind`` is 0 where nothing that counts differs, or the number of commits, or None where git does not know it.

    ``problem`` says why nothing can be said at all.
    """

    behind: int | None = None
    problem: str = ""
    remedy: str = ""


def distances(config: Config) -> Callable[[Record], Distance]:
    """Return what measures a record against HEAD; each commit and tree is asked about once."""
    root = repository_root(config.base.absolute()) or config.base
    at = head(config.base)
    written = [path for each in config.documents for path in each.paths]
    ours = {os.path.relpath(config.base / path, root).replace(os.sep, "/") for path in written}
    own = (_OURS, f"{os.path.relpath(config.base, root).replace(os.sep, '/')}/{_OURS}")

    def counts(path: str) -> bool:
        """Say whether a path that changed may have changed what the tests say."""
        return not (path.startswith(own) or path in ours or is_report(str(root / path), config))

    @cache
    def measure(commit: str | None, tree: str | None) -> Distance:
        if at is None:
            return Distance(problem="there is no commit here to compare with", remedy="run it in a git repository with a commit")
        if not (is_id(tree) or is_id(commit)):
            return Distance(problem="its record names no commit", remedy="run gatekeeper check in the repository")
        paths = _changed(config.base, commit, tree, at[1])
        if paths is None:
            return Distance(problem=f"commit {(commit or '')[:7]} {untold(config.base, commit or '')}", remedy=_HISTORY)
        return Distance(behind=_behind(config.base, commit, counts) if any(map(counts, paths)) else 0)

    return lambda record: measure(record.subject.commit, record.subject.tree)


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
