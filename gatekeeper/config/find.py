"""Find the configuration: upwards from a folder to the root of the repository."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gatekeeper.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

FILE = "gatekeeper.toml"
_REMEDY = "keep one of them"


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A configuration file, its table, and the folder that patterns are relative to."""

    source: Path
    base: Path
    table: dict[str, Any]
    root: Path


def repository_root(start: Path) -> Path | None:
    """Return the nearest folder at or above ``start`` that holds ``.git``."""
    return next((folder for folder in (start, *start.parents) if (folder / ".git").exists()), None)


def find(start: Path) -> Found | None:
    """Look in every folder from ``start`` up to the repository's root; outside a repository only in ``start``."""
    root = repository_root(start) or start
    folder = start
    while True:
        found = _in_folder(folder, root)
        if found or folder == root:
            return found
        folder = folder.parent


def open_file(path: Path) -> Found:
    """Read the configuration that ``--config`` names."""
    path = path.absolute()
    root = repository_root(path.parent) or path.parent
    table = _parse(path)
    if path.name == "pyproject.toml":
        tool = table.get("tool", {})
        if "gatekeeper" not in tool:
            raise ConfigError(f"{path} has no table [tool.gatekeeper]", "add it, or name another file with --config")
        table = tool["gatekeeper"]
    return Found(source=path, base=_base(path), table=table, root=root)


def _base(path: Path) -> Path:
    return path.parent.parent if path.parent.name == ".github" else path.parent


def _in_folder(folder: Path, root: Path) -> Found | None:
    paths = [path for path in (folder / FILE, folder / ".github" / FILE) if path.is_file()]
    project = folder / "pyproject.toml"
    if project.is_file() and _mentions_us(project) and "gatekeeper" in _parse(project).get("tool", {}):
        paths.append(project)
    if len(paths) > 1:
        raise ConfigError(f"two configurations in one place: {paths[0]} and {paths[1]}", _REMEDY)
    if not paths:
        return None
    found = open_file(paths[0])
    return Found(source=found.source, base=found.base, table=found.table, root=root)


def _mentions_us(path: Path) -> bool:
    """Spare parsing every pyproject.toml that does not even hold the word."""
    try:
        return b"gatekeeper" in path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}", "correct its permissions") from error


def _parse(path: Path) -> dict[str, Any]:
    import tomli  # noqa: PLC0415 - only a run with a configuration pays for it

    try:
        return tomli.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}", "name an existing file with --config") from error
    except (tomli.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}", "correct the line that is named") from error
