"""Commits that others have left behind: a run of one that is started again is newer by its clock alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from gatekeeper.config.find import repository_root
from gatekeeper.errors import RecordError
from gatekeeper.evidence.git import run
from gatekeeper.evidence.ids import is_id
from gatekeeper.evidence.ledger.head import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


Newest = Callable[[Sequence[Entry]], Entry | None]


def newest(folder: Path) -> Newest:
    """Return what chooses of records, the oldest first, the newest whose commit does not come before that of another one."""

    @cache
    def left(commits: frozenset[str]) -> frozenset[str]:
        return overtaken(folder, commits)

    def choose(entries: Sequence[Entry]) -> Entry | None:
        behind = left(frozenset(each.head.subject.commit or "" for each in entries))
        return next((each for each in reversed(entries) if each.head.subject.commit not in behind), None)

    return choose


def overtaken(folder: Path, commits: frozenset[str]) -> frozenset[str]:
    """Return which of these commits come before another one of them. What git does not know, as in a shallow clone, is none.

    Raises RecordError where git fails in a repository.
    """
    named = sorted(filter(is_id, commits))
    if len(named) < 2 or repository_root(folder.absolute()) is None:  # noqa: PLR2004 - none comes before itself
        return frozenset()
    known = _listed(folder, named, "--no-walk")
    # What is reached from none of their parents; the walk ends at the oldest of them.
    last = _listed(folder, [each for name in known for each in (name, f"^{name}^@")])
    return known - last


def _listed(folder: Path, revisions: Iterable[str], *options: str) -> frozenset[str]:
    with TemporaryFile() as file:
        file.write("".join(f"{each}\n" for each in revisions).encode())
        file.seek(0)
        answer = run(folder, "rev-list", *options, "--ignore-missing", "--stdin", stdin=file)
    if answer.code != 0:
        raise RecordError(f"git cannot tell which commit came first: {answer.complaint}", "make git work in this folder")
    return frozenset(answer.out.decode("ascii", "replace").split())
