"""Where evidence is: report files, and parts of witnessed runs among them or in their own folder."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from gatekeeper.evidence.inventory import path_beside
from gatekeeper.evidence.parts.places import INVENTORY, RUNS, category_of
from gatekeeper.junit.expand import is_part
from gatekeeper.junit.find import Found, named, search

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from gatekeeper.config.settings import Config
    from gatekeeper.evidence.parts.gather import Gathered
    from gatekeeper.evidence.parts.opened import Opened


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """The report files of every category, and the parts, None where there are none. ``strangers`` are no files of witnessed runs."""

    found: dict[str, Found]
    parts: Gathered | None = None
    strangers: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def opened(self) -> tuple[Opened, ...]:
        """Return the parts that hold together."""
        return tuple(self.parts.opened.values()) if self.parts else ()

    def paths(self) -> list[str]:
        """Return every file that is read."""
        parts = self.parts.places if self.parts else []
        files = [path for each in self.found.values() for path in each.files]
        return [*files, *map(str, parts), *(str(path_beside(part)) for part in parts)]


def of_parts(parts: Sequence[Path | Opened], config: Config) -> Evidence:
    """Return these parts, and nothing else."""
    from gatekeeper.evidence.parts.gather import gather  # noqa: PLC0415 - a gate without parts starts faster

    return Evidence(found={each.name: Found() for each in config.categories}, parts=gather(parts, config))


def of_names(reports: tuple[str, ...], config: Config, others: Collection[str], *, direct: bool) -> Evidence:
    """Return what the named files, folders and globs find."""
    made: list[Gathered] = []

    def sift(paths: list[str]) -> list[str]:
        parts = [path for path in dict.fromkeys(paths) if is_part(path)]
        parts += _lost(paths)
        if not parts:
            return paths
        from gatekeeper.evidence.parts.gather import gather  # noqa: PLC0415

        made.append(gather(map(Path, parts), config, others))
        return made[0].rest(paths)

    found = named(reports, config, direct=direct, sift=sift)
    return Evidence(found={each.name: found.get(each.name, Found()) for each in config.categories}, parts=made[0] if made else None)


def at_hand(config: Config) -> Evidence:
    """Return the parts in their own folder, by category; of a category without any what its patterns find.

    Beside parts the patterns find only what belongs to them, what was there before, and strangers.
    """
    found = search(config)
    places = _places(config)
    if not any(places.values()):
        return Evidence(found=found)
    from gatekeeper.evidence.parts.gather import Gathered, gather  # noqa: PLC0415

    whole = Gathered()
    strangers: dict[str, list[str]] = {}
    gathered = {name: gather(parts, config, category=name) for name, parts in places.items() if parts}
    for name, first in gathered.items():
        # What stands in the place of another report may be of another category's run.
        own = gather(places[name], config, category=name, beside=gathered.values()) if first.overwritten else first
        strangers[name] = _strangers(own, found[name], name)
        found[name] = Found()
        whole.add(own)
    return Evidence(found=found, parts=whole, strangers=strangers)


def _places(config: Config) -> dict[str, list[Path]]:
    """Return the parts of every category, by their names alone: what is damaged is missing there."""
    folder = config.base / RUNS
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        names = []
    here = Path.cwd()
    shown = Path(os.path.relpath(folder, here)) if names else folder
    parts = sorted({f"{name.removesuffix(INVENTORY).removesuffix('.json')}.json" for name in names if name.endswith((INVENTORY, ".json"))})
    return {each.name: [shown / part for part in parts if category_of(part) == each.name] for each in config.categories}


def _lost(paths: Sequence[str]) -> list[str]:
    """Return the parts that are gone, of which the reports and the inventory are left: a run that nobody tells of is none that passed."""
    folders = {str(folder) for path in {os.path.dirname(path) for path in paths} for folder in (Path(path), *Path(path).parents)}
    return sorted(f"{each}.json" for each in folders if os.path.isfile(f"{each}{INVENTORY}") and not os.path.lexists(f"{each}.json"))


def _strangers(parts: Gathered, found: Found, category: str) -> list[str]:
    stale = {path for each in parts.of(category) for path in each.part.witness.stale}
    return [shown for path, shown in found.files.items() if shown not in stale and not parts.knows(path)]
