"""What of the gate itself a pull request edits: its configuration, and workflows that speak of it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from gatekeeper.config.basis import Basis, Change, Kind
from gatekeeper.evidence.git import ask, changed, run
from gatekeeper.evidence.ids import is_id
from gatekeeper.junit.find import printable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from gatekeeper.evidence.at_commit import At

_FOLDERS = (".github/workflows/", ".github/actions/")
_FILES = ("action.yml", "action.yaml")
_WORD = "gatekeeper"


def edits(base: At, own: Collection[Path]) -> Basis | None:
    """Return which files of the gate differ between a base branch and HEAD; None for none of them, or where git cannot tell."""
    since = _merge_base(base)
    paths = changed(base.root, since, _head(base)) or ()
    names = {each.relative_to(base.root).as_posix() for each in own if each.is_relative_to(base.root)}
    found = [_edited("configuration", path) for path in paths if path in names]
    found += [_edited("workflow", path) for path in _speaking(base, since, [path for path in paths if _runs(path)])]
    return Basis(kind="pull-request", ref=base.ref, commit=since, changes=tuple(found)) if found else None


def _merge_base(base: At) -> str:
    """Return where the two lines part; a shallow clone does not know that, and the base itself has to do."""
    found = (ask(base.root, "merge-base", base.commit, "HEAD") or "").strip()
    return found if is_id(found) else base.commit


def _head(base: At) -> str:
    return (ask(base.root, "rev-parse", "--verify", "--quiet", "HEAD") or "").strip()


def _runs(path: str) -> bool:
    return path in _FILES or path.startswith(_FOLDERS)


def _speaking(base: At, since: str, paths: list[str]) -> Iterator[str]:
    """Yield the files that name the gate, in the old version or in the new one."""
    if not paths:
        return
    found: set[str] = set()
    for commit in (since, _head(base)):
        asked = (
            "--literal-pathspecs",
            "grep",
            "--no-color",
            "--fixed-strings",
            "--ignore-case",
            "--files-with-matches",
            "-z",
            "--full-name",
        )
        answer = run(base.root, *asked, "-a", "-e", _WORD, commit, "--", *paths)
        found |= {each.partition(":")[2] for each in os.fsdecode(answer.out).split("\0")}
    yield from (path for path in paths if path in found)


def _edited(what: str, path: str) -> Change:
    return Change(change=Kind.EDITED, setting=what, head=printable(path))
