"""Look through a tree for files that may be JUnit reports, in bounded time."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.errors import UsageError
from gatekeeper.junit.find import printable
from gatekeeper.junit.locate import INSTALLED
from gatekeeper.junit.source import Refused, open_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Other people's code and its reports, and what tools keep for themselves.
FOREIGN = INSTALLED | {".git", ".hg", ".svn", ".gatekeeper"}
MOST_ENTRIES = 500_000
_HEAD = 1 << 13


@dataclass(frozen=True, kw_only=True, slots=True)
class Survey:
    """Paths relative to the folder, with ``/``, sorted. ``skipped`` maps a path that cannot be listed to the reason."""

    files: tuple[str, ...]
    skipped: dict[str, str]


def survey(folder: str, known: Callable[[str], bool], most: int = MOST_ENTRIES) -> Survey:
    """Return the XML files that a runner is known to write there, and those that begin like a report.

    Links to folders are not followed; of several paths to one file the first counts. More than
    ``most`` entries are a UsageError: a search that stopped halfway would look like a whole one.
    """
    skipped: dict[str, str] = {}
    seen: set[str] = set()
    files = []
    for path in sorted(_xml(folder, skipped, most)):
        real = os.path.realpath(os.path.join(folder, path))
        if real not in seen and (known(path) or _begins_like_a_report(real)):
            seen.add(real)
            files.append(path)
    return Survey(files=tuple(files), skipped=skipped)


def _xml(folder: str, skipped: dict[str, str], most: int) -> Iterator[str]:
    def unlisted(error: OSError) -> None:
        skipped[os.path.relpath(error.filename, folder)] = f"the folder cannot be listed: {error.strerror}"

    number = 0
    for where, folders, names in os.walk(folder, onerror=unlisted):
        number += len(folders) + len(names)
        if number > most:
            raise UsageError(
                f"there are more than {most} files and folders below {printable(folder)}",
                "run gatekeeper init in the folder of one project, or write gatekeeper.toml by hand as docs/recipes.md shows",
            )
        folders[:] = sorted(name for name in folders if name not in FOREIGN)
        for name in names:
            if name.lower().endswith(".xml"):
                yield os.path.relpath(os.path.join(where, name), folder).replace(os.sep, "/")


def _begins_like_a_report(path: str) -> bool:
    """Look at the first bytes only; without the zeros of UTF-16 they read the same in every encoding."""
    try:
        with open_source(path) as source:
            head = bytes(next(source.chunks(), memoryview(b""))[:_HEAD])
    except Refused:
        return False
    return b"<testsuite" in head.replace(b"\0", b"") or b":testsuite" in head
