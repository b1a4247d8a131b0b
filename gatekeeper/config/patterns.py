"""Patterns of report files: relative, and never out of the repository."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gatekeeper.config.decode import Decoder
    from gatekeeper.config.find import Found

_MAGIC = "*?["
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def check_patterns(decoder: Decoder, path: str, patterns: Sequence[str], found: Found) -> None:
    """Raise ConfigError for a pattern that could not find reports, or that finds files of somebody else."""
    for number, pattern in enumerate(patterns):
        _check(decoder, f"{path}[{number}]", pattern, found)
    if all(pattern.startswith("!") for pattern in patterns):
        raise decoder.error(path, "there are only excludes", "add a pattern without ! that finds the reports")


def check_inside(decoder: Decoder, path: str, patterns: Sequence[str], found: Found) -> None:
    """Raise ConfigError for a pattern of documents that is none, or that leaves the repository."""
    for number, pattern in enumerate(patterns):
        where = f"{path}[{number}]"
        if pattern.startswith("!") or "\\" in pattern or _CONTROL.search(pattern):
            raise decoder.error(where, f'the pattern "{pattern}" holds a !, a backslash or a control character', "write it without")
        if _leaves(pattern, found):
            raise decoder.error(where, f'the pattern "{pattern}" leaves the repository', f"write it relative to {found.base}")


def _check(decoder: Decoder, path: str, pattern: str, found: Found) -> None:
    bare = pattern.removeprefix("!")
    if not bare.strip():
        raise decoder.error(path, "the pattern is empty", "write what to exclude behind the !")
    if _CONTROL.search(bare):
        raise decoder.error(path, "the pattern holds a control character", "write ? where a file name holds one")
    if "\\" in bare:
        # It would escape the next character, and so hide a .. from the look at the path.
        raise decoder.error(path, f'the pattern "{pattern}" holds a backslash', "write / between folders, on every system")
    if _leaves(bare, found):
        raise decoder.error(
            path, f'the pattern "{pattern}" leaves the repository', f"write it relative to {found.base}, inside {found.root}"
        )
    if bare.endswith("/") or (found.base / bare).is_dir():
        folder = bare.rstrip("/")
        raise decoder.error(path, f'the pattern "{pattern}" is a folder', f'write "{"!" * (bare != pattern)}{folder}/**/*.xml"')


def _leaves(bare: str, found: Found) -> bool:
    parts = bare.split("/")
    wild = next((number for number, part in enumerate(parts) if any(each in part for each in _MAGIC)), len(parts))
    if posixpath.isabs(bare) or ".." in parts[wild:]:
        return True
    place = posixpath.normpath(posixpath.join(found.base.as_posix(), bare))
    root = found.root.as_posix().rstrip("/")
    return place != root and not place.startswith(f"{root}/")
