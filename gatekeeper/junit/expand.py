"""From a named file, folder or glob to files: reports, and parts of witnessed runs."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from gatekeeper.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

_MAGIC = frozenset("*?[")
_HEAD = 256
_PART, _RECORD = rb'\s*\{\s*"\$format"\s*:\s*"gatekeeper-part', rb'\s*\{\s*"categories"'


def expand(report: str) -> list[str]:
    """Return the files a named path stands for. An existing path is literal, whatever characters it has."""
    try:
        return _expanded(report)
    except RecursionError as error:
        raise UsageError(f"{report[:200]!r} holds folders that are nested too deep", "name the reports themselves") from error


def _expanded(report: str) -> list[str]:
    if os.path.isdir(report):
        return _folder(report)
    if os.path.lexists(report) or not is_magic(report):
        return [report]
    folder, last = os.path.split(report)
    if last == "**" and os.path.isdir(folder):
        return _folder(folder)
    found = glob_of(report, [], None)
    return [path for path in found if _is_ours(path)] if last in ("*", "**") else found


def is_part(path: str) -> bool:
    """Say whether a file is a part of a witnessed run, or was one: what an inventory stands beside, and that is no record."""
    if not path.lower().endswith(".json") or not os.path.isfile(path):
        return False
    try:
        with open(path, "rb") as file:
            head = file.read(_HEAD)
    except OSError:
        head = b""
    if re.match(_PART, head):
        return True
    return os.path.isfile(f"{path[: -len('.json')]}.cases.jsonl.gz") and not re.match(_RECORD, head)


def _is_ours(path: str) -> bool:
    """Say whether a file that nobody named by anything but its folder is a report or a part: logs and pages lie there too."""
    return path.lower().endswith(".xml") or is_part(path)


def is_magic(text: str) -> bool:
    """Say whether a text is a glob, unless a file is called so."""
    return not _MAGIC.isdisjoint(text)


def _folder(folder: str) -> list[str]:
    """Return every XML file and every part below a folder; what cannot be listed, or is a folder named like a report, is refused later.

    Linked folders come last and each folder is searched once, so that loops end and real paths are shown.
    """
    found: list[str] = []
    waiting, searched = [folder], set[str]()

    def unlisted(error: OSError) -> None:
        found.append(error.filename)

    while waiting:
        for where, folders, names in os.walk(waiting.pop(0), onerror=unlisted):
            real = os.path.realpath(where)
            if real in searched:
                folders.clear()
                continue
            searched.add(real)
            found += [path for name in (*folders, *names) if _is_ours(path := os.path.join(where, name))]
            waiting += [path for name in sorted(folders) if os.path.islink(path := os.path.join(where, name))]
    return sorted(found)


def glob_of(pattern: str, excluded: list[str], base: Path | None) -> list[str]:
    """Return what a pattern matches, sorted. Folders reached through links are not searched, so a loop ends.

    A folder is no report, but one that is named like a report is returned, to be refused.
    """
    from wcmatch.glob import glob  # noqa: PLC0415 - a run with named files does not pay for it

    matches = glob(pattern, flags=flags(), root_dir=base, exclude=excluded or None)
    return sorted(match for match in matches if match.lower().endswith(".xml") or not os.path.isdir(os.path.join(base or "", match)))


def flags() -> int:
    """Return what ``*`` and ``**`` mean to us."""
    from wcmatch.glob import GLOBSTAR, NODOTDIR  # noqa: PLC0415

    return GLOBSTAR | NODOTDIR
