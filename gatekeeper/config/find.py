"""Find the configuration: upwards from a folder to the root of the repository."""

from __future__ import annotations

import os.path
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gatekeeper.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = "gatekeeper.toml"
PROJECT = "pyproject.toml"
FOLDER = ".gatekeeper"  # beside it: the record, the ledger and nothing that anybody else writes


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A configuration file, its table, the folder that patterns are relative to, and the one they may not leave."""

    source: Path
    base: Path
    table: Any
    root: Path


def repository_root(start: Path) -> Path | None:
    """Return the nearest folder at or above ``start`` that holds ``.git``."""
    return next((folder for folder in (start, *start.parents) if (folder / ".git").exists()), None)


def find(start: Path) -> Found | None:
    """Look in every folder from ``start`` up to the repository's root; outside a repository only in ``start``."""
    root = repository_root(start) or start
    folder = start
    while True:
        found = _in_folder(folder)
        if found or folder == root:
            return found
        folder = folder.parent


def open_file(path: Path) -> Found:
    """Read the configuration that ``--config`` names."""
    path = path.parent.resolve() / path.name
    return found_in(path, _parse(path))


def found_in(path: Path, table: dict[str, Any]) -> Found:
    """Return the configuration that a file holds, wherever its text comes from."""
    if path.name == PROJECT:
        if not is_ours(table):
            raise ConfigError(f"{path} has no table [tool.gatekeeper]", "add it, or name another file with --config")
        table = table["tool"]["gatekeeper"]
    repository = repository_root(path.parent)
    base = path.parent
    if base.name == ".github":
        base = repository or base.parent
    return Found(source=path, base=base, table=table, root=repository or base)


def _in_folder(folder: Path) -> Found | None:
    # A broken link or a folder of that name is found too, to be refused when it is read: no silent default policy.
    paths = [path for path in (folder / FILE, folder / ".github" / FILE) if os.path.lexists(path)]
    project = folder / PROJECT
    if project.is_file() and _mentions_us(project) and is_ours(_parse(project)):
        paths.append(project)
    if len(paths) > 1:
        raise ConfigError(f"two configurations in one place: {paths[0]} and {paths[1]}", "keep one of them")
    return open_file(paths[0]) if paths else None


def is_ours(table: Mapping[str, Any]) -> bool:
    """Say whether a pyproject.toml holds a configuration."""
    tool = table.get("tool")
    return isinstance(tool, dict) and "gatekeeper" in tool


def _mentions_us(path: Path) -> bool:
    """Spare parsing every pyproject.toml that does not even hold the word."""
    try:
        return b"gatekeeper" in path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}", "correct its permissions") from error


def _parse(path: Path) -> dict[str, Any]:
    if not path.is_file():
        what = "is no regular file" if os.path.lexists(path) else "does not exist"
        raise ConfigError(f"the configuration {path} {what}", "name an existing file with --config, or remove what stands in its place")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}", "correct its permissions") from error
    return parse(data, path)


def parse(data: bytes, path: Path | str) -> dict[str, Any]:
    """Return the table of a TOML file, or raise ConfigError naming it."""
    import tomli  # noqa: PLC0415 - only a run with a configuration pays for it

    try:
        return tomli.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8: {error.reason} at byte {error.start}", "save it as UTF-8") from error
    except (ValueError, RecursionError) as error:
        # TOMLDecodeError is a ValueError; a number of thousands of digits is a bare one.
        raise ConfigError(f"{path} is not valid TOML: {error}", "correct the place that is named") from error
