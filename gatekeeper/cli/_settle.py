"""Hold the text of a starter configuration against what it would find, before anybody relies on it."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import tomli

from gatekeeper.config import find
from gatekeeper.config.layouts import literal
from gatekeeper.config.load import load
from gatekeeper.config.starter import starter
from gatekeeper.errors import GatekeeperError
from gatekeeper.junit.find import search
from gatekeeper.junit.survey import FOREIGN

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gatekeeper.config.starter import Part

_ATTEMPTS = 3


def settle(parts: tuple[Part, ...], folder: Path) -> str:
    """Return the text that loads and finds exactly the files of the parts, or raise GatekeeperError."""
    for _ in range(_ATTEMPTS):
        text = starter(parts)
        pairs = list(zip(parts, _search(text, folder), strict=True))
        if all(_own(part, folder).keys() == _there(found, folder).keys() for part, found in pairs):
            return text
        parts = tuple(_mend(part, found, folder) for part, found in pairs)
    raise GatekeeperError(
        "no patterns were found that match exactly the reports found; nothing was written",
        "write gatekeeper.toml by hand, as docs/recipes.md shows; gatekeeper check FILE... reads reports without one",
    )


def _search(text: str, folder: Path) -> list[tuple[str, ...]]:
    """Return what each category of the text finds, in order."""
    root = find.repository_root(folder) or folder
    made = find.Found(source=folder / find.FILE, base=folder, table=tomli.loads(text), root=root)
    config = load(made, datetime.now(UTC).date())
    found = search(config)
    return [tuple(found[category.name].files) for category in config.categories]


def _own(part: Part, folder: Path) -> dict[str, str]:
    """Return the part's files as real paths, which are the same whatever links lead there, with the relative ones."""
    return {os.path.realpath(folder / path): path for path in part.files}


def _there(found: Iterable[str], folder: Path) -> dict[str, str]:
    return {os.path.realpath(path): os.path.relpath(path, folder).replace(os.sep, "/") for path in found}


def _mend(part: Part, found: Iterable[str], folder: Path) -> Part:
    """Return the part with patterns for the files that were missed and excludes for those that are not its own."""
    own, there = _own(part, folder), _there(found, folder)
    missed = [literal(path) for real, path in own.items() if real not in there]
    others = sorted({_exclude(path) for real, path in there.items() if real not in own})
    return replace(part, reports=tuple(dict.fromkeys((*part.reports, *missed, *others))))


def _exclude(path: str) -> str:
    foreign = next((part for part in path.split("/") if part in FOREIGN), None)
    return f"!**/{foreign}/**" if foreign else f"!{literal(path)}"
