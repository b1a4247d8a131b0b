"""From report files to the categories of a starter configuration that finds exactly these files."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.config.default import default_config
from gatekeeper.config.layouts import is_sample, known, layout_of, literal
from gatekeeper.config.starter import Part
from gatekeeper.junit.collect import collect
from gatekeeper.junit.find import Found, printable
from gatekeeper.junit.pool import Task, read_all
from gatekeeper.junit.survey import survey
from gatekeeper.junit.want import Want
from gatekeeper.model import FileStatus, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from gatekeeper.config.layouts import Layout
    from gatekeeper.junit.reading import Reading

_MANY = 3
_STARTS = ("", "TEST-", "junit-")


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What was found: the categories to be, and the files left out with the reason."""

    parts: tuple[Part, ...]
    left_out: Mapping[str, str]


def draft(folder: Path, progress: Callable[[int], None] | None) -> Draft:
    """Read every report below the folder and put it into a category."""
    seen = survey(str(folder), known)
    tasks = [Task(path=str(folder / path), shown=path, want=Want(category="", keep=0)) for path in seen.files]
    readings = dict(zip(seen.files, read_all(tasks, progress), strict=True))
    left_out = {path: reason for path, reading in readings.items() if (reason := _why_left_out(path, reading))}
    groups: dict[Layout, list[str]] = {}
    for path, reading in readings.items():
        if path not in left_out:
            groups.setdefault(layout_of(path, reading.file.dialect), []).append(path)
    named = zip(_names(list(groups)), groups.items(), strict=True)
    parts = tuple(_part(name, layout, paths, readings, folder) for name, (layout, paths) in named)
    return Draft(parts=parts, left_out={**seen.skipped, **left_out})


def _why_left_out(path: str, reading: Reading) -> str:
    """Leave out what is no report of a run; a broken report where a runner writes is evidence of a broken run."""
    if known(path):
        return ""
    if reading.file.status is FileStatus.REFUSED and reading.file.problem is not Problem.NO_CASES:
        return reading.file.reason
    return "it lies among test data; add it by hand if it is a report of a run" if is_sample(path) else ""


def _names(layouts: list[Layout]) -> Iterator[str]:
    """Yield a name for every layout, different from all others whatever the case of the letters."""
    wanted = Counter(layout.name.casefold() for layout in layouts)
    taken: set[str] = set()
    for layout in layouts:
        name = layout.name if wanted[layout.name.casefold()] == 1 else f"{layout.name}-{layout.variant or layout.runner}"
        number, base = 1, name
        while name.casefold() in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(name.casefold())
        yield name


def _part(name: str, layout: Layout, paths: list[str], readings: Mapping[str, Reading], folder: Path) -> Part:
    reports = (layout.pattern,) if layout.pattern else tuple(_patterns(paths, folder))
    found = Found(files={str(folder / path): printable(path) for path in paths})
    config = default_config(folder, {}).categories[0]
    category, counted = collect(config, found, [readings[path] for path in paths], 0, folder)
    return Part(
        name=name,
        runner=layout.runner,
        reports=reports,
        files=tuple(paths),
        counted=len(counted) - sum(each.file.status is FileStatus.REFUSED for each in counted),
        executed=category.counts.executed,
        skipped=category.counts.skipped,
    )


def _patterns(paths: list[str], folder: Path) -> Iterator[str]:
    """Yield patterns for the reports: folder by folder, as one where nothing else is matched by it."""
    by_folder: dict[str, set[str]] = {}
    for path in paths:
        parent, _, name = path.rpartition("/")
        by_folder.setdefault(parent, set()).add(name)
    for parent, names in by_folder.items():
        inside = f"{literal(parent)}/" if parent else ""
        # In the folder of the project itself other XML files come and go.
        starts = [each for each in _STARTS if (parent or each) and len(names) >= _MANY]
        start = next((each for each in starts if names == _named(folder / parent, each)), None)
        if start is None:
            yield from (literal(f"{parent}/{name}" if parent else name) for name in sorted(names))
        else:
            yield f"{inside}{start}*.xml"


def _named(folder: Path, start: str) -> set[str]:
    return {name for name in os.listdir(folder) if name.startswith(start) and name.endswith(".xml") and not name.startswith(".")}
