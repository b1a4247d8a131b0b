"""Look at every region of a file: whether it is what we wrote, from a record that is known, about what is checked out."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from gatekeeper.documents.regions.errors import MissingError
from gatekeeper.documents.regions.files import Files, read
from gatekeeper.documents.regions.find import Region, regions
from gatekeeper.documents.regions.marks import UNKNOWN
from gatekeeper.documents.regions.sheet import kind_of, open_sheet
from gatekeeper.documents.regions.sums import edited
from gatekeeper.documents.regions.whole import ends
from gatekeeper.errors import RecordError
from gatekeeper.evidence.ids import named_record
from gatekeeper.junit.find import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from gatekeeper.config.document import Document
    from gatekeeper.config.settings import Config
    from gatekeeper.documents.regions.fresh import Distance
    from gatekeeper.documents.regions.outdated import Later
    from gatekeeper.evidence.ledger.store import Ledger
    from gatekeeper.evidence.record import Record

_RENDER = "run gatekeeper check and gatekeeper render"
_MOST_CHANGES = 3
_UNSAID = "git did not say whether there were local changes when its record was made"
_ANEW = "run gatekeeper render, which writes it anew"


class State(StrEnum):
    """What a region is; only the first is good."""

    FRESH = "fresh"
    STALE = "stale"
    OUTDATED = "outdated"
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
    """What regions are held against. ``later`` says what a newer record makes of one; ``most`` replaces every ``max_behind``.

    ``changes`` are the files that differ from HEAD now.
    """

    config: Config
    files: Files
    ledger: Ledger
    distance: Callable[[Record], Distance]
    later: Callable[[Record], Later | None]
    changes: Callable[[], tuple[str, ...]] = tuple
    most: int | None = None

    def document(self, document: Document) -> Finding:
        """Return what a configured document is; raises RegionError where it cannot be read as one."""
        unwritten = Finding(path=document.path, id=document.id, state=State.UNWRITTEN, detail="never written")
        try:
            sheet = open_sheet(document, self.files, self.config.base)
        except MissingError as error:
            return replace(unwritten, detail=error.message, remedy=error.remedy)
        if sheet.region and sheet.region.written:
            return self._region(document.path, sheet.region, sheet.kind, document.max_behind)
        return replace(unwritten, remedy=f"{_RENDER}: it is written for a verdict of {' or '.join(document.on)}")

    def file(self, path: Path, shown: str) -> Iterator[Finding]:
        """Yield what every region of any file is; configured documents in it are looked at as such."""
        real = os.path.realpath(path)
        own = [each for each in self.config.documents if os.path.realpath(self.config.base / each.path) == real]
        yield from map(self.document, own)
        text = None if any(each.region is None for each in own) else _marked(path, shown)
        for region in _regions(text, shown) if text else ():
            if region.begin.id not in {each.id for each in own}:
                yield self._elsewhere(self._region(shown, region, kind_of(shown), 0))

    def _elsewhere(self, found: Finding) -> Finding:
        """Return the finding for a region that is no document here: what was copied from one is written by no render."""
        owner = next((each.path for each in self.config.documents if each.id == found.id), None)
        if owner is None or found.state is State.UNWRITTEN:
            return found
        remedy = f"remove it from {found.path}, or let a [[documents]] of its own write it"
        return replace(found, state=State.UNKNOWN, detail=f"belongs to {owner}", remedy=remedy, behind=None)

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
        unclean = _unclean(record, self.changes)
        if unclean:
            detail, first = unclean
            return replace(found, state=State.DIRTY, detail=detail, remedy=f"{first}, and {_RENDER}")
        placed = self._placed(found, self.distance(record), most if self.most is None else self.most, newer=bool(begin.superseded))
        return self._held(placed, record) if placed.state is State.FRESH else placed

    def _held(self, fresh: Finding, record: Record) -> Finding:
        """Return the finding for a region that nothing but a later record can speak against."""
        other = self.later(record)
        if other is None:
            return fresh
        return replace(fresh, state=State.OUTDATED if other.known else State.UNKNOWN, detail=other.detail, remedy=other.remedy)

    def _placed(self, found: Finding, distance: Distance, most: int, *, newer: bool) -> Finding:
        """Return the finding for a sound region by how far its record lies from what is checked out."""
        if distance.problem:
            return replace(found, state=State.UNKNOWN, detail=distance.problem, remedy=distance.remedy)
        about = f"{'superseded by ' if newer else ''}{named_record(found.digest, found.commit)}"
        if distance.behind is None:
            return replace(found, state=State.STALE, detail=f"{about}, which is not in the history of HEAD")
        late = f", {distance.behind} commit{'s' if distance.behind > 1 else ''} behind" if distance.behind else ""
        found = replace(found, detail=about + late, behind=distance.behind)
        return replace(found, state=State.STALE) if distance.behind > most else replace(found, state=State.FRESH, remedy="")


def _unclean(record: Record, changes: Callable[[], tuple[str, ...]]) -> tuple[str, str] | None:
    """Return why a record may be about no commit, and what to do first: which files differed is not in it, but they may still do."""
    subject = record.subject
    if subject.dirty is None and (subject.commit or subject.tree):
        return _UNSAID, "let git be found where the gate runs"
    if not subject.dirty:
        return None
    now = changes()
    return "its record was made with local changes" + (f"; changed here now: {shortened(now)}" if now else ""), "commit them"


def shortened(paths: tuple[str, ...]) -> str:
    """Return the first few of some paths, and how many more there are."""
    more = len(paths) - _MOST_CHANGES
    return ", ".join(map(printable, paths[:_MOST_CHANGES])) + (f" and {more} more" if more > 0 else "")


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
