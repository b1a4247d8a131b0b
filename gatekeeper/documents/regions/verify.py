"""Look at every region of a file: whether it is what we wrote, from a record that is known, about what is checked out."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from gatekeeper.documents.regions.files import Files, read
from gatekeeper.documents.regions.find import Region, regions
from gatekeeper.documents.regions.marks import UNKNOWN
from gatekeeper.documents.regions.sheet import kind_of, open_sheet
from gatekeeper.documents.regions.sums import edited
from gatekeeper.documents.regions.whole import ends
from gatekeeper.errors import RecordError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from gatekeeper.config.document import Document
    from gatekeeper.config.settings import Config
    from gatekeeper.documents.regions.fresh import Distance
    from gatekeeper.evidence.ledger.store import Ledger
    from gatekeeper.evidence.record import Record

_RENDER = "run gatekeeper check and gatekeeper render"
_ANEW = "run gatekeeper render, which writes it anew"


class State(StrEnum):
    """What a region is; only the first is good."""

    FRESH = "fresh"
    STALE = "stale"
    DIRTY = "dirty"
    EDITED = "edited"
    UNKNOWN = "unknown"
    UNWRITTEN = "unwritten"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One region. ``digest`` and ``commit`` are of the record that spoke last; ``behind`` is None where that is no number."""

    path: str
    id: str
    state: State
    detail: str
    remedy: str = ""
    digest: str = ""
    commit: str = ""
    behind: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Verifier:
    """What regions are held against. ``most`` replaces the ``max_behind`` of every document."""

    config: Config
    files: Files
    ledger: Ledger
    distance: Callable[[Record], Distance]
    most: int | None = None

    def document(self, document: Document) -> Finding:
        """Return what a configured document is; raises RegionError where it cannot be read as one."""
        sheet = open_sheet(document, self.files, self.config.base)
        if sheet.region and sheet.region.written:
            return self._region(document.path, sheet.region, sheet.kind, document.max_behind)
        remedy = f"{_RENDER}: it is written for a verdict of {' or '.join(document.on)}"
        return Finding(path=document.path, id=document.id, state=State.UNWRITTEN, detail="never written", remedy=remedy)

    def file(self, path: Path, shown: str) -> Iterator[Finding]:
        """Yield what every region of any file is; configured documents in it are looked at as such."""
        real = os.path.realpath(path)
        own = [each for each in self.config.documents if os.path.realpath(self.config.base / each.path) == real]
        yield from map(self.document, own)
        text = None if any(each.region is None for each in own) else _marked(path, shown)
        for region in _regions(text, shown) if text else ():
            if region.begin.id not in {each.id for each in own}:
                yield self._region(shown, region, kind_of(shown), 0)

    def _region(self, path: str, region: Region, kind: str, most: int) -> Finding:
        begin = region.begin
        digest = begin.superseded or begin.evidence
        found = Finding(path=path, id=begin.id, state=State.UNWRITTEN, detail="never written", remedy=_RENDER, digest=digest)
        if not region.written:
            return found
        if edited(region, kind):
            return replace(found, state=State.EDITED, detail="it is not what gatekeeper wrote", remedy=_ANEW)
        try:
            below, record = (self.ledger.load(each).record for each in (begin.evidence, digest))
        except RecordError as error:
            return replace(found, state=State.UNKNOWN, detail=error.message, remedy=error.remedy)
        found = replace(found, commit=record.subject.commit or "")
        if begin.commit != (below.subject.commit or UNKNOWN):
            return replace(found, state=State.EDITED, detail="its marker names another commit than its record", remedy=_ANEW)
        if record.subject.dirty:
            return replace(found, state=State.DIRTY, detail="its record was made with local changes", remedy=f"commit them, and {_RENDER}")
        return self._placed(found, self.distance(record), most if self.most is None else self.most, newer=bool(begin.superseded))

    def _placed(self, found: Finding, distance: Distance, most: int, *, newer: bool) -> Finding:
        """Return the finding for a sound region by how far its record lies from what is checked out."""
        if distance.problem:
            return replace(found, state=State.UNKNOWN, detail=distance.problem, remedy=distance.remedy)
        about = f"{'superseded by ' if newer else ''}record {found.digest[:8]} of commit {found.commit[:7] or UNKNOWN}"
        if distance.behind is None:
            return replace(found, state=State.STALE, detail=f"{about}, which is not in the history of HEAD")
        late = f", {distance.behind} commit{'s' if distance.behind > 1 else ''} behind" if distance.behind else ""
        found = replace(found, detail=about + late, behind=distance.behind)
        return replace(found, state=State.STALE) if distance.behind > most else replace(found, state=State.FRESH, remedy="")


def _regions(text: str, shown: str) -> tuple[Region, ...]:
    if kind_of(shown) != "html":
        return regions(text, shown)
    found = ends(text, shown)
    return (found,) if found else ()


def _marked(path: Path, shown: str) -> str | None:
    """Return the text of a file that may hold markers; one that cannot, in whatever encoding, is none of ours."""
    try:
        with open(path, "rb") as file:
            if b"gatekeeper" not in file.read().lower():
                return None
    except OSError:
        pass  # said by what reads it
    return read(path, shown)
