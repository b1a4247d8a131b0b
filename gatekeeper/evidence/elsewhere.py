"""Policies from elsewhere: configurations on another commit, and shared files. Read, and nothing of them is executed."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from gatekeeper.config.find import found_in, parse
from gatekeeper.config.load import load
from gatekeeper.config.shared import Shared, make_shared
from gatekeeper.errors import ConfigError, why
from gatekeeper.junit.find import printable

if TYPE_CHECKING:
    from datetime import date

    from gatekeeper.config.settings import Config
    from gatekeeper.evidence.at_commit import At

_JUDGED = ("gate", "categories", "waivers", "guard")
_ASKING = b"policy_ref"
_REPAIR = "repair it there first: until then nobody can say which policy is in force"


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """A configuration on another commit; ``config`` is None where there is none."""

    at: At
    path: Path | None = None
    sha256: str | None = None
    config: Config | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedFile:
    """A shared policy, and where it was read."""

    path: Path
    written: str
    sha256: str
    shared: Shared


def where(at: At, source: Path | None, folder: Path) -> Path | None:
    """Return the configuration on a commit: the one that was named, or the one that would be found from a folder."""
    return source if source and at.holds([source]) else at.find(folder)


def asks(at: At, path: Path | None) -> str:
    """Return the policy_ref that a configuration there gives; raises ConfigError where it gives one that nobody can read."""
    data = at.blob(path) if path else None
    if path is None or data is None:
        return ""
    try:
        given = found_in(path, parse(data, at.named(path))).table.get("gate", {}).get("policy_ref", "")
    except ConfigError as error:
        problem = error.message
    except AttributeError:
        problem = f"{at.named(path)}: a table is missing around policy_ref"
    else:
        if isinstance(given, str):
            return given
        problem = f"{at.named(path)}: gate.policy_ref is no text"
    if _ASKING in data:
        raise ConfigError(f"on {printable(at.ref)}: {problem}", _REPAIR)
    return ""


def place(at: At, path: Path | None, today: date) -> Placed:
    """Return the configuration at a path on a commit; raises ConfigError where it is not sound."""
    if path is None:
        return Placed(at=at)
    data = at.read(path)
    try:
        found = found_in(path, parse(data, at.named(path)))
        table = found.table
        if isinstance(table, dict):  # what is published is decided here alone, and not there
            found = replace(found, table={key: table[key] for key in _JUDGED if key in table})
        config = load(found, today)
    except ConfigError as error:
        raise ConfigError(f"on {printable(at.ref)}: {error.message}", _REPAIR) from error
    return Placed(at=at, path=path, sha256=sha256(data).hexdigest(), config=config)


def extended(config: Config) -> Path | None:
    """Return where the shared policy of a configuration is, if it extends one."""
    return Path(os.path.normpath(config.base / config.extends)) if config.extends else None


def shared_file(config: Config, today: date, at: At | None = None) -> SharedFile:
    """Return the shared policy that a configuration extends. On a commit, a file of the repository is read there too."""
    path = extended(config) or config.base
    data = at.read(path) if at and path.is_relative_to(at.root) else _read(path, config)
    source = Path(printable(str(path)))
    return SharedFile(
        path=path,
        written=printable(config.extends),
        sha256=sha256(data).hexdigest(),
        shared=make_shared(source, parse(data, source), today),
    )


def _read(path: Path, config: Config) -> bytes:
    try:
        if not path.is_file():
            raise ConfigError(
                f"{config.source}: gate.extends: there is no file {printable(str(path))}",
                "check the shared policy out there, then try again",
            )
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(
            f"{config.source}: gate.extends: {printable(str(path))} cannot be read: {why(error)}", "make it readable"
        ) from error
