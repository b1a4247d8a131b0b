"""From parts to what a category is made of: their readings beside those of report files, and the runs that were seen."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gatekeeper.junit.find import printable
from gatekeeper.junit.reading import Reading
from gatekeeper.model import File, FileStatus, Problem

if TYPE_CHECKING:
    from gatekeeper.evidence.parts.gather import Gathered
    from gatekeeper.evidence.parts.opened import Opened
    from gatekeeper.model.witness import Witness

_NAMED = "what is listed by "
_STRANGER = "is not of the witnessed run beside it: remove it, or let gatekeeper run collect it"


@dataclass(frozen=True, kw_only=True, slots=True)
class Merged:
    """What the parts of one category bring: ``patterns`` says of each part how many report files it lists."""

    readings: tuple[Reading, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    patterns: tuple[tuple[str, int], ...] = ()


def merged(gathered: Gathered, category: str, strangers: list[str]) -> Merged:
    """Return what the parts of a category bring, in the order of their shards."""
    parts = sorted(gathered.of(category), key=_order)
    readings = [reading for part in parts for reading in _readings(part)]
    refused = [_refused(printable(str(each.path)), each.reason) for each in gathered.refusals(category)]
    strange = [_refused(path, _STRANGER) for path in strangers]
    return Merged(
        readings=(*readings, *refused, *strange),
        witnesses=tuple(replace(part.part.witness, unsuccessful=_unsuccessful(part)) for part in parts),
        patterns=tuple((f"{_NAMED}{printable(str(part.path))}", len(part.readings)) for part in parts),
    )


def _unsuccessful(part: Opened) -> int:
    """Return how many failures the runner saw: canaries and other tests too, but no attempt of a test that passed in the end."""
    return sum(map(_seen_failing, part.readings))


def _seen_failing(reading: Reading) -> int:
    canaries = sum(each.unsuccessful for each in reading.canaries.values())
    return reading.counts.unsuccessful or canaries or (0 if reading.flaky.count else reading.file.counts.unsuccessful)


def _order(part: Opened) -> tuple[int, str, str]:
    shard = part.part.witness.shard
    name = shard.name if shard else ""
    return (int(name) if name.isdecimal() else 0, name, str(part.path))


def _readings(part: Opened) -> list[Reading]:
    return [replace(each, file=replace(each.file, path=_shown(part, each.file.path), witnessed=True)) for each in part.readings]


def _shown(part: Opened, path: str) -> str:
    """Return how a report is called: by where it is in the part's own folder, else below the part, so that no two have one name."""
    if path.startswith(f"{printable(part.path.stem)}/") and ".." not in path.split("/"):
        return printable(os.path.join(part.path.parent, path))
    names = [each for each in path.split("/") if each not in ("", ".", "..")]
    return "/".join([printable(str(part.path)), *names])


def _refused(path: str, reason: str) -> Reading:
    return Reading(file=File(path=path, status=FileStatus.REFUSED, problem=Problem.UNREADABLE, reason=reason))
