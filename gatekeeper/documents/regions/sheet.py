"""One document as it stands on disk, whatever kind of file it is: which region of the file is its own, and what to write for another.

In Markdown markers stand around a region, or around all of the file; in HTML they are the first and the last line. JSON has no
comments, and the badge service that reads ours refuses a key that it does not know, so that the markers of a JSON document stand in
a file beside it, which is committed with it: the ledger is not, and a clone could tell nothing about the document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gatekeeper.documents.regions.errors import MissingError, RegionError
from gatekeeper.documents.regions.find import BOM, Region, regions
from gatekeeper.documents.regions.marks import Begin, End
from gatekeeper.documents.regions.sums import checksum, edited
from gatekeeper.documents.regions.whole import Ends, ends
from gatekeeper.documents.templates import RenderError

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.config.document import Document
    from gatekeeper.documents.regions.files import Files

_LINE_END = re.compile(r"\r\n?|\n")
_NO_REGION = (
    "add <!-- gatekeeper:begin id={id} --> and <!-- gatekeeper:end id={id} --> where it is to stand, each alone on its line; "
    "in a list, a quote or fenced code they are text"
)
_PEOPLES = 'move it away, or write only a part of it: give the [[documents]] a region = "{id}"'
_BROKEN = "let the template write whole Markdown: what is begun in it must end in it"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A document's place. ``region`` is None where a whole file is not there yet; ``beside`` holds the markers of JSON."""

    document: Document
    place: Path
    beside: Path | None
    text: str
    region: Region | None

    @property
    def kind(self) -> str:
        """Return ``md``, ``html`` or ``json``."""
        return kind_of(self.document.path)

    @property
    def places(self) -> tuple[Path, ...]:
        """Return every file that it is written into."""
        return (self.place, self.beside) if self.beside else (self.place,)

    @property
    def edited(self) -> bool:
        """Say whether somebody else has written into it."""
        return self.region is not None and edited(self.region, self.kind)

    @property
    def body(self) -> str:
        """Return what stands between the markers, with line feeds."""
        return _LINE_END.sub("\n", self.region.inner).strip("\n") + "\n" if self.region else ""

    def put(self, files: Files, begin: Begin, body: str) -> None:
        """Note in ``files`` the document with another body, or raise RenderError where its own markers would not be found again."""
        ending = self.region.ending if self.region else "\n"
        body = _LINE_END.sub("\n", body).strip("\n")
        inner = f"{body}\n" if self.kind != "md" else f"\n{body}\n\n"
        self.place_inner(files, begin, inner.replace("\n", ending))

    def place_inner(self, files: Files, begin: Begin, inner: str) -> None:
        """Note in ``files`` the document with other characters between the lines of its markers."""
        ending = self.region.ending if self.region else "\n"
        end = str(End(id=begin.id, sum=checksum(begin, inner, self.kind)))
        if self.beside:
            files.put(self.beside, f"{begin}\n{end}\n")
            files.put(self.place, inner)
            return
        start, stop = (self.region.start, self.region.end) if self.region else (0, len(self.text))
        after = self.text[stop:] if self.region else ending
        text = f"{self.text[:start]}{begin}{ending}{inner}{end}{after}"
        found = self._again(text)
        if found is None or (found.begin, found.inner) != (begin, inner):
            raise RenderError(f"{self.document.path}: what the template gives would hide its own markers", _BROKEN)
        files.put(self.place, text)

    def _again(self, text: str) -> Region | None:
        """Return the region in a new text, or None where it would not be found there."""
        try:
            return next((each for each in _regions(self.document, text) if each.begin.id == self.document.id), None)
        except RegionError:
            return None


def kind_of(path: str) -> str:
    """Return the kind of a document by the ending of its path."""
    ending = path.rpartition(".")[2]
    return ending if ending in {"html", "json"} else "md"


def open_sheet(document: Document, files: Files, base: Path) -> Sheet:
    """Return the document as it stands, or raise RegionError where its place is not one that we may write."""
    place = files.locate(base / document.path, document.path)
    text = files.text(place, document.path)
    if kind_of(document.path) == "json":
        return _json(document, files, base, place, text)
    if document.region is None and not (text or "").strip(f"{BOM} \t\r\n"):
        return Sheet(document=document, place=place, beside=None, text="", region=None)
    if text is None:
        raise MissingError(f"{document.path} is not there, and region {document.id} of it is to be written", "write the file first")
    found = next((each for each in _regions(document, text) if each.begin.id == document.id), None)
    if found is None:
        raise MissingError(f"{document.path} has no region {document.id}", _NO_REGION.format(id=document.id))
    return Sheet(document=document, place=place, beside=None, text=text, region=found)


def _regions(document: Document, text: str) -> tuple[Region, ...]:
    """Return the regions of a file; of a whole file its only one, which must be all of it."""
    if document.region is not None:
        return regions(text, document.path)
    found = ends(text, document.path) if kind_of(document.path) == "html" else _only(regions(text, document.path), text)
    if isinstance(found, Region) and found.begin.id == document.id:
        return (found,)
    whose = f"is that of {found.begin.id}" if isinstance(found, Region) else "was not written by gatekeeper, or not all of it"
    raise MissingError(f"{document.path} {whose}; it is left as it is", _PEOPLES.format(id=document.id))


def _only(found: tuple[Region, ...], text: str) -> Region | None:
    if len(found) != 1:
        return None
    return found[0] if not (text[: found[0].start] + text[found[0].end :]).strip(f"{BOM} \t\r\n") else None


def _json(document: Document, files: Files, base: Path, place: Path, text: str | None) -> Sheet:
    """Return a JSON document with the markers that stand beside it."""
    shown = document.paths[-1]
    beside = files.locate(base / shown, shown)
    marks = files.text(beside, shown)
    if marks is None and text is None:
        return Sheet(document=document, place=place, beside=beside, text="", region=None)
    found: Ends = ends(marks, shown) if marks is not None else None
    if found is None or found.begin.id != document.id:
        raise MissingError(
            f"{document.path} was not written by gatekeeper: {shown} does not say so", "move it away, or choose another path"
        )
    ending = _LINE_END.search(text or "")
    region = replace(found, inner=text or "", ending=ending[0] if ending else "\n")
    return Sheet(document=document, place=place, beside=beside, text=text or "", region=region)
