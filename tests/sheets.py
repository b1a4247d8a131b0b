"""Documents on disk, and what becomes of them after a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ledgers

from gatekeeper.config.document import Document
from gatekeeper.documents.regions.files import Files
from gatekeeper.documents.regions.find import regions
from gatekeeper.documents.regions.plan import Act, Plan, Planner
from gatekeeper.documents.regions.write import write
from gatekeeper.documents.story import tell
from gatekeeper.evidence.ledger.store import Ledger, ledger_folder

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.documents.regions.find import Region
    from gatekeeper.evidence.record import Record

OWN = "## {{ record.verdict }}\n\n{% for each in record.categories %}\n* {{ each.name | code }}: {{ each.pass_rate.text }}\n{% endfor %}\n"
EMPTY = "<!-- gatekeeper:begin id=status -->\n<!-- gatekeeper:end id=status -->"
README = f"# Widgets\n\n{EMPTY}\n\nPeople's *own* text\n"
EVERY = ("passed", "failed", "incomplete", "stale", "refused")


def region_of(path: str = "README.md", **more: Any) -> Document:
    """Return a document that is the region ``status`` of a file."""
    return Document(**{"path": path, "name": "status", "region": "status", "template": "own.md.j2", **more})


def whole(path: str = "STATUS.md", **more: Any) -> Document:
    """Return a document that is a file as a whole."""
    return Document(**{"path": path, "name": "status", "template": "own.md.j2", **more})


def put(path: Path, text: str) -> Path:
    """Write a text as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return path


def planned(base: Path, record: Record, *documents: Document) -> tuple[Files, list[Plan]]:
    """Return what would become of documents after a record, which is put into the ledger."""
    if not (base / "own.md.j2").exists():
        put(base / "own.md.j2", OWN)
    accepted, ledger, files = ledgers.accepted(record), Ledger(ledger_folder(base)), Files(root=base)
    ledger.put(accepted)
    planner = Planner(story=tell(accepted, ledger), ledger=ledger, files=files, base=base, pages=frozenset({"STATUS.md"}))
    return files, [planner.plan(each) for each in documents]


def rendered(base: Path, record: Record, *documents: Document) -> list[Act]:
    """Write documents after a record, and return what became of them; errors are raised."""
    files, plans = planned(base, record, *documents)
    for place, before, text in files.changed():
        write(place, before, text, place.name)
    for each in plans:
        if each.error:
            raise each.error
    return [each.act for each in plans]


def there(base: Path, path: str = "README.md") -> Region:
    """Return the only region of a file."""
    found = regions((base / path).read_bytes().decode(), path)
    assert len(found) == 1
    return found[0]
