"""What a document is to hold after a record: its text, a notice above the earlier one, or what it held before."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from gatekeeper.documents.notice import about, superseded
from gatekeeper.documents.page import page
from gatekeeper.documents.regions.marks import UNKNOWN, Begin
from gatekeeper.documents.regions.sheet import Sheet, open_sheet
from gatekeeper.documents.regions.sums import checksum
from gatekeeper.documents.regions.withdrawn import withdrawn
from gatekeeper.documents.templates import RenderError
from gatekeeper.errors import GatekeeperError, RecordError
from gatekeeper.evidence.consistent import SKEW
from gatekeeper.evidence.git import changed
from gatekeeper.evidence.ledger.reading import instant, order
from gatekeeper.model import REFUSED, worst

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.config.document import Document, Release
    from gatekeeper.documents.regions.files import Files
    from gatekeeper.documents.story import Story
    from gatekeeper.evidence.ledger.store import Ledger
    from gatekeeper.evidence.record import Record


class Act(StrEnum):
    """What becomes of a document."""

    WRITTEN = "written"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    SILENT = "not written"
    OLDER = "left alone"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What becomes of one document; ``places`` is where it stands, ``error`` why its text could not be made."""

    document: Document
    act: Act
    places: tuple[Path, ...] = ()
    error: GatekeeperError | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Planner:
    """Plans documents after one record. ``base`` is the configuration's folder; nothing is written, only noted in ``files``.

    ``pages`` is every file that a document is written into, from the repository's root.
    """

    story: Story
    ledger: Ledger
    files: Files
    base: Path
    release: Release | None = None
    pages: frozenset[str] = frozenset()

    @property
    def record(self) -> Record:
        """Return the record that speaks."""
        return self.story.record

    def plan(self, document: Document) -> Plan:
        """Return what becomes of a document; one that cannot be used is left as it is, with the error."""
        try:
            sheet = open_sheet(document, self.files, self.base)
        except GatekeeperError as error:
            return Plan(document=document, act=Act.FAILED, error=error)
        if sheet.region and self._ahead(sheet.region.begin):
            return Plan(document=document, act=Act.OLDER, places=sheet.places)
        if spoken(self.record) not in document.on:
            return self._take_back(sheet, None)
        try:
            return self._settle(sheet, page(document, self.story, (self.base,), self.release), Act.WRITTEN)
        except GatekeeperError as error:
            return self._take_back(sheet, error)

    def _settle(self, sheet: Sheet, body: str, act: Act) -> Plan:
        """Note a new text, unless what is there says the same already."""
        begin = self._begin(sheet.document)
        same = sheet.region is not None and not sheet.edited and sheet.region.sum == checksum(begin, body, sheet.kind)
        if not same:
            sheet.put(self.files, begin, body)
        return Plan(document=sheet.document, act=Act.UNCHANGED if same else act, places=sheet.places)

    def _take_back(self, sheet: Sheet, error: GatekeeperError | None) -> Plan:
        """Let nothing stay that an earlier record said, as if it still held; where nothing was ever said, nothing is."""
        made = Plan(document=sheet.document, act=Act.SILENT, places=sheet.places, error=error)
        region = sheet.region
        if region is None or not region.written:
            return made
        if sheet.document.keep:
            return replace(made, act=Act.KEPT)
        sound, own = not sheet.edited, region.begin.evidence == self.story.digest
        if sound and (region.begin.superseded == self.story.digest or (own and error)):
            return replace(made, act=Act.UNCHANGED)
        # Whatever somebody else has written into it is nothing that a notice could say a run of.
        if sound and sheet.kind == "md" and not own:
            with suppress(RenderError):
                begin = replace(region.begin, superseded=self.story.digest)
                sheet.place_inner(self.files, begin, superseded(region.inner, self.record, self._described(region.begin)))
                return replace(made, act=Act.SUPERSEDED)
        body = withdrawn(sheet.kind, self.record, sheet.document.on, failed=error is not None)
        return replace(self._settle(sheet, body, Act.WITHDRAWN), error=error)

    def _begin(self, document: Document) -> Begin:
        return Begin(id=document.id, evidence=self.story.digest, commit=self.record.subject.commit or UNKNOWN)

    def _described(self, begin: Begin) -> str:
        """Return what the text below describes, as the ledger or the marker knows it."""
        earlier = self._earlier(begin.evidence)
        run = earlier.run.id if earlier and earlier.run else None
        return about(run, begin.commit)

    def _ahead(self, begin: Begin) -> bool:
        """Say whether a newer record has spoken; one that is not in the ledger, or of the same moment, is not known to be newer."""
        mine = order(self.record.created, self.record.run)
        known = [each for each in map(self._earlier, (begin.evidence, begin.superseded)) if each]
        return any(order(each.created, each.run) > mine and not self._doubts(each) for each in known)

    def _doubts(self, newer: Record) -> bool:
        """Say whether a newer record may be so by its clock alone, and said something better about the same files."""
        close = instant(newer.created) - instant(self.record.created) <= SKEW
        return close and worst([newer.verdict, self.record.verdict]) is not newer.verdict and self._is_about_the_same(newer)

    def _is_about_the_same(self, newer: Record) -> bool:
        """Say whether two records are about one tree, or about trees that differ in pages alone."""
        here, there = self.record.subject.tree, newer.subject.tree
        if here is None or there is None:
            return False
        paths = () if here == there else changed(self.base, there, here)
        return paths is not None and self.pages.issuperset(paths)

    def _earlier(self, digest: str) -> Record | None:
        if not digest or digest == self.story.digest:
            return None
        try:
            return self.ledger.load(digest).record
        except RecordError:
            return None


def spoken(record: Record) -> str:
    """Return the word that ``on`` has for the record's verdict."""
    return "refused" if record.verdict in REFUSED else record.verdict.lower()
