"""From a story to a page in its folder, with the record and its inventory beside it for who wants to look for himself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.config.document import Document
from gatekeeper.documents.report.folder import INVENTORY, PAGE, RECORD
from gatekeeper.documents.report.view import Download, Report
from gatekeeper.documents.templates import render
from gatekeeper.documents.views.context import context
from gatekeeper.errors import RecordError
from gatekeeper.evidence.cases import beside
from gatekeeper.evidence.ledger import files
from gatekeeper.evidence.ledger.files import DamagedError
from gatekeeper.evidence.ledger.store import bytes_of
from gatekeeper.evidence.lines import MOST_PACKED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gatekeeper.config.settings import Config
    from gatekeeper.config.targets import Criterion
    from gatekeeper.documents.report.folder import Folder
    from gatekeeper.documents.story import Story

TEMPLATE = "report.html.j2"


def deliver(story: Story, config: Config, folder: Folder) -> None:
    """Write the page and what stands beside it, the page last; raises RecordError and DeliveryError."""
    record, inventory = _bytes(story), _inventory(story)
    downloads = [Download(name=RECORD, what="Download", sha256=story.digest)]
    if inventory and story.record.inventory:
        downloads.append(Download(name=INVENTORY, what="Inventory", sha256=story.record.inventory.sha256))
    text = page(story, config, downloads)
    folder.prepare()
    folder.write(RECORD, [record])
    if inventory:
        folder.write(INVENTORY, _checked(story, inventory))
    else:
        folder.remove(INVENTORY)
    folder.write(PAGE, [text.encode()])


def page(story: Story, config: Config, downloads: list[Download]) -> str:
    """Return the page as HTML."""
    document = Document(path=PAGE, name="report", template=TEMPLATE, criteria=_criteria(config))
    more = context(document, story, config.release) | {"report": Report(story, downloads)}
    return render(TEMPLATE, story.record, **more)


def _criteria(config: Config) -> tuple[Criterion, ...]:
    """Return what a release and the documents ask for, each of it once."""
    asked = [*config.release.criteria, *(each for document in config.documents for each in document.criteria)]
    return tuple({(each.text, each.group, str(each.measure)): each for each in asked}.values())


def _bytes(story: Story) -> bytes:
    try:
        return bytes_of(story.told)
    except (OSError, DamagedError) as error:
        raise RecordError("the record has changed since it was read", "make the page again") from error


def _inventory(story: Story) -> Path | None:
    """Return where the inventory of the record is, or None where there is none that can be read."""
    if story.path is None or story.record.inventory is None:
        return None
    return next((each for each in beside(story.path, story.record.inventory) if _reads(each, story.record.inventory.sha256)), None)


def _reads(path: Path, digest: str) -> bool:
    try:
        next(files.blocks(path, digest, MOST_PACKED), None)
    except (OSError, DamagedError):
        return False
    return True


def _checked(story: Story, path: Path) -> Iterator[bytes]:
    """Yield the inventory; it is digested again before the first byte is copied."""
    if story.record.inventory:
        try:
            yield from files.blocks(path, story.record.inventory.sha256, MOST_PACKED)
        except DamagedError as error:
            raise RecordError(f"the inventory has changed since it was read: {error}", "make the page again") from error
