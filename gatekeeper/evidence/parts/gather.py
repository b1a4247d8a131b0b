"""Take the parts of a run, one after the other: each is opened, refused with a reason, or no business of this judgement."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import file_digest, sha256
from typing import TYPE_CHECKING

from gatekeeper.evidence.inventory import path_beside
from gatekeeper.evidence.parts.opened import Opened
from gatekeeper.evidence.parts.read import ChangedError, bytes_of, open_part, part_of
from gatekeeper.evidence.witnesses import SKEW
from gatekeeper.junit.find import printable
from gatekeeper.junit.source import Refused
from gatekeeper.junit.want import KEEP
from gatekeeper.junit.wanted import differing, want_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from gatekeeper.config.settings import Config
    from gatekeeper.evidence.parts.part import Part
    from gatekeeper.junit.want import Want

EXPECTED = ".expected.txt.gz"
MOST_PARTS = 20_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """A part that is no evidence, and why. ``category`` is empty where nobody can say which one it is of."""

    path: Path
    reason: str
    category: str = ""


@dataclass(kw_only=True, slots=True)
class Gathered:
    """Every part that was found, by the digest of its bytes: the same part twice is one.

    ``overwritten`` says that one is refused because another report stands in the place of its own.
    """

    opened: dict[str, Opened] = field(default_factory=dict)
    refused: dict[str, Refusal] = field(default_factory=dict)
    places: list[Path] = field(default_factory=list)
    reports: set[str] = field(default_factory=set)
    sizes: set[int] = field(default_factory=set)
    overwritten: bool = False

    def of(self, category: str) -> list[Opened]:
        """Return the parts of a category."""
        return [each for each in self.opened.values() if each.part.category == category]

    def refusals(self, category: str) -> list[Refusal]:
        """Return what is refused in a category: of what cannot be read nobody knows where it is missing."""
        return [each for each in self.refused.values() if each.category in ("", category)]

    def add(self, other: Gathered) -> None:
        """Take what was found elsewhere, too."""
        self.opened |= other.opened
        self.refused |= other.refused
        self.places += other.places
        self.reports |= other.reports
        self.sizes |= other.sizes

    def rest(self, paths: Iterable[str]) -> list[str]:
        """Return the files that belong to no part: as itself, its inventory, a report of the same bytes, or one of what was refused."""
        own = {name for each in self.places for name in (str(each), str(path_beside(each)), f"{each.with_suffix('')}{EXPECTED}")}
        stems = tuple(f"{each.path.with_suffix('')}{os.sep}" for each in self.refused.values())
        named = ((path, os.path.normpath(path)) for path in paths)
        return [path for path, name in named if name not in own and not name.startswith(stems) and not self.knows(path)]

    def knows(self, path: str) -> bool:
        """Say whether a file is, byte for byte, a report that a part lists."""
        try:
            if not os.path.isfile(path) or os.stat(path).st_size not in self.sizes:
                return False
            with open(path, "rb") as file:
                return file_digest(file, "sha256").hexdigest() in self.reports
        except (OSError, ValueError):
            return False


def gather(
    parts: Iterable[Path | Opened],
    config: Config,
    others: Collection[str] = (),
    category: str = "",
    beside: Iterable[Gathered] = (),
) -> Gathered:
    """Read all of these parts.

    ``others`` are categories that are not judged now; what is damaged is missing in ``category``, or nobody knows where. The
    reports of the parts ``beside`` these are known too.
    """
    gathered = Gathered()
    for known in beside:
        gathered.reports |= known.reports
        gathered.sizes |= known.sizes
    kept: Counter[str] = Counter()
    again: list[Path] = []
    for each in parts:
        gathered.places.append(each.path if isinstance(each, Opened) else each)
        if len(gathered.places) > MOST_PARTS:
            gathered.refused["many"] = Refusal(path=gathered.places[-1], reason=f"there are more than {MOST_PARTS} parts")
            break
        if isinstance(each, Opened):
            gathered.opened[each.digest] = each
        elif _take(each, gathered, config, others, category, kept):
            again.append(each)
    # Now all reports are known that may have taken the place of others.
    for path in again:
        gathered.overwritten |= _take(path, gathered, config, others, category, kept)
    return gathered


def _take(path: Path, gathered: Gathered, config: Config, others: Collection[str], category: str, kept: Counter[str]) -> bool:
    """Open a part, or refuse it. Say whether that was for a report that is another one: another part may know it."""
    digest = str(path)
    try:
        data = bytes_of(path)
        digest = sha256(data).hexdigest()
        if digest in gathered.opened:
            return False
        part = part_of(data)
        _own(part, gathered)
        if part.category in others:
            return False
        _check(part, config, category)
        opened = open_part(path, data, part, config.base, lambda part: _want(part, config).selections, gathered.knows)
    except Refused as error:
        gathered.refused.setdefault(digest, Refusal(path=path, reason=error.message, category=category))
        return isinstance(error, ChangedError)
    gathered.refused.pop(digest, None)
    gathered.opened[digest] = _trimmed(opened, kept)
    return False


def _own(part: Part, gathered: Gathered) -> None:
    files = [row.file for row in part.readings if row.file.sha256]
    gathered.reports |= {file.sha256 for file in files}
    gathered.sizes |= {file.bytes for file in files}


def _check(part: Part, config: Config, category: str) -> None:
    """Refuse what was made for another gate or category, or with settings under which its reports would be read otherwise."""
    own = next((each for each in config.categories if each.name == part.category), None)
    if own is None or (category and part.category != category):
        raise Refused(f"it is of category {part.category}, which is not judged here")
    if part.gate != config.gate:
        raise Refused(f"it is of the gate {printable(part.gate)[:100] or 'without a name'}, not of this one")
    if part.witness.ended - datetime.now(UTC) > SKEW:
        raise Refused("its run ended in the future: correct the clock of the machine that ran it")
    other = differing(part.want, _want(part, config))
    if other:
        raise Refused(f"it was made with other settings ({other}): run the category again with this configuration")


def _want(part: Part, config: Config) -> Want:
    """Return what is asked of the reports of a part, in the environment that it names."""
    config = config.in_environment(part.category, part.witness.environment)
    return want_of(next(each for each in config.categories if each.name == part.category), config)


def _trimmed(opened: Opened, kept: Counter[str]) -> Opened:
    """Return the part with no more failures than a category may keep in all."""
    name, readings = opened.part.category, []
    for reading in opened.readings:
        failures = reading.failures[: max(0, KEEP - kept[name])]
        kept[name] += len(failures)
        readings.append(replace(reading, failures=failures))
    return replace(opened, readings=tuple(readings), part=_light(opened.part))


def _light(part: Part) -> Part:
    """Return the part without its rows, which were taken already: two hundred parts are held at once."""
    from msgspec.structs import replace as with_other  # noqa: PLC0415

    return with_other(part, readings=())
