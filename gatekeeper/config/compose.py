"""From the tables about documents and releases to what is written: every name in them must exist."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from gatekeeper.config.criterion import given, make_criteria, slug
from gatekeeper.config.document import Document, Phase, Release
from gatekeeper.config.find import FOLDER

if TYPE_CHECKING:
    from collections.abc import Collection

    from gatekeeper.config.decode import Decoder
    from gatekeeper.config.document_tables import DocumentTable, PhaseTable, ReleaseTable
    from gatekeeper.config.find import Found

_ODD = re.compile(r"[\\\x00-\x1f\x7f]")
_ENDINGS = (".md", ".markdown", ".html", ".json")
_OURS = (FOLDER, ".git")
_EXAMPLES = {"json": "badge.json.j2", "html": "report.html.j2", "md": "status.md.j2"}


class Compose:
    """Turns the tables of one configuration file into documents and a release, or raises ConfigError naming the key."""

    def __init__(self, decoder: Decoder, categories: Collection[str], found: Found) -> None:
        self._decoder = decoder
        self._categories = categories
        self._found = found

    def documents(self, tables: tuple[DocumentTable, ...]) -> tuple[Document, ...]:
        """Return the documents; no two of them have one name, or one place."""
        made = tuple(self._document(f"documents[{number}]", table) for number, table in enumerate(tables))
        names: dict[str, int] = {}
        places: dict[tuple[str, str | None], int] = {}
        for number, each in enumerate(made):
            whole = (each.path, None)
            if each.name.casefold() in names:
                problem = f"{each.name} is the name of documents[{names[each.name.casefold()]}] already"
                raise self._decoder.error(f"documents[{number}].name", problem, "give each [[documents]] a name of its own")
            taken = places.get(whole, places.get((each.path, each.region)))
            if taken is not None or (each.region is None and any(path == each.path for path, _ in places)):
                raise self._decoder.error(
                    f"documents[{number}].path", f"{each.path} is written twice", "give each of them a region of its own in the file"
                )
            names[each.name.casefold()] = places[each.path, each.region] = number
        return made

    def release(self, table: ReleaseTable) -> Release:
        """Return what a release needs."""
        require = given(table.require) or ()
        for number, name in enumerate(require):
            self._decoder.one_of(f"release.require[{number}]", "category", name, self._categories)
        criteria = make_criteria(self._decoder, "release", table.criteria, self._categories)
        return Release(require=require, max_age=given(table.max_age), criteria=criteria)

    def _document(self, path: str, table: DocumentTable) -> Document:
        place = self._place(f"{path}.path", table.path)
        region = given(table.region)
        if region and not place.endswith((".md", ".markdown")):
            raise self._decoder.error(f"{path}.region", "only Markdown has regions", "remove region to write the whole file")
        if _language(place) != _language(table.template.casefold().removesuffix(".j2")):
            remedy = f"name a template such as {_EXAMPLES[_language(place)]}"
            raise self._decoder.error(f"{path}.template", f"{table.template} is not written for a file like {place}", remedy)
        name = given(table.name) or slug(posixpath.splitext(place)[0] + (f"-{region}" if region else "")) or "document"
        return Document(
            path=place,
            name=name,
            template=table.template,
            region=region,
            on=tuple(dict.fromkeys(table.on)),
            keep=table.on_other == "keep",
            max_behind=table.max_behind,
            criteria=make_criteria(self._decoder, path, table.criteria, self._categories),
            phases=tuple(map(_phase, table.phases)),
            problem=given(table.problem) or "",
            stated=dict(table.stated),
        )

    def _place(self, path: str, written: str) -> str:
        """Return the path in its shortest form; it stays inside the repository and is no file of ours or git's."""
        root, base = self._found.root.as_posix(), self._found.base.as_posix()
        place = posixpath.normpath(written)
        whole = posixpath.normpath(posixpath.join(base, place))
        if _ODD.search(written) or posixpath.isabs(written) or ".." in written.split("/") or not whole.startswith(f"{root.rstrip('/')}/"):
            raise self._decoder.error(path, f"{written!r} leaves the repository or is no path", f"write it relative to {base}, without ..")
        if {part.casefold() for part in place.split("/")} & set(_OURS):
            raise self._decoder.error(path, "documents do not stand among git's files or the records", "choose another folder")
        if not place.endswith(_ENDINGS):
            raise self._decoder.error(path, f"a document ends in {', '.join(_ENDINGS)}", "choose one of these endings")
        return place


def _language(name: str) -> str:
    """Return what a file is written in, by its ending: Markdown unless it says otherwise."""
    ending = posixpath.splitext(name)[1].removeprefix(".")
    return ending if ending in _EXAMPLES else "md"


def _phase(table: PhaseTable) -> Phase:
    return Phase(title=table.title, priority=given(table.priority) or "", due=given(table.due) or "", steps=given(table.steps) or ())
