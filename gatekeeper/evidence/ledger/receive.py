"""From the branch into the ledger's folder. Whoever may push wrote it: each file is kept only if it is what its name says."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from gatekeeper.errors import why
from gatekeeper.evidence.accept import MOST_BYTES, Accepted
from gatekeeper.evidence.ledger import files, reading
from gatekeeper.evidence.ledger.files import DamagedError
from gatekeeper.evidence.ledger.send import WRONG, sound
from gatekeeper.evidence.ledger.store import MOST_SIGN_OFF, SIGN_OFFS
from gatekeeper.evidence.ledger.tree import INVENTORY, SIGN_OFF, copy_out, inventory_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gatekeeper.evidence.ledger.store import Ledger
    from gatekeeper.evidence.ledger.tree import Blob, Listing

_BATCH_BYTES = 64 << 20
_Item = dict[str, "Blob"]


def receive(ledger: Ledger, folder: Path, there: Listing) -> tuple[list[str], list[str]]:
    """Keep what is missing here; return the paths that are new, and what was left out, with the reason."""
    kept: list[str] = []
    left_out = [f"{path}: {problem}" for path, problem in there.misfits.items()]
    inventories = {inventory_of(path) for path in there.blobs}
    left_out += [f"{path}: its record is not there" for path in there.blobs if INVENTORY.fullmatch(path) and path not in inventories]
    for batch in _batches(_missing(ledger, there.blobs)):
        with TemporaryDirectory() as place:
            copy_out(folder, {path: blob for item in batch for path, blob in item.items()}, Path(place))
            for item in batch:
                name = next(iter(item))
                new = not os.path.lexists(ledger.folder / name)
                problem = _keep(ledger, Path(place), name, with_inventory=len(item) > 1)
                left_out += [f"{name}: {problem}"] if problem else []
                kept += [name] if new and os.path.lexists(ledger.folder / name) else []
    return kept, left_out


def _missing(ledger: Ledger, blobs: Mapping[str, Blob]) -> Iterator[_Item]:
    """Yield a sign-off, or a record with its inventory, of which something is not here."""
    for path, blob in blobs.items():
        if INVENTORY.fullmatch(path):
            continue
        beside = inventory_of(path)
        item = {path: blob} | ({beside: blobs[beside]} if beside in blobs else {})
        if not all(os.path.lexists(ledger.folder / each) for each in item):
            yield item


def _batches(items: Iterator[_Item]) -> Iterator[list[_Item]]:
    """Yield the items in lists that fill no disk."""
    batch: list[_Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += sum(blob.size for blob in item.values())
        if size > _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _keep(ledger: Ledger, place: Path, name: str, *, with_inventory: bool) -> str:
    """Keep one item that was copied out, and return what was wrong with it; raises DeliveryError where the ledger cannot be written."""
    staged = place / name
    try:
        if SIGN_OFF.fullmatch(name):
            data = files.read(staged, staged.stem, MOST_SIGN_OFF)
            reading.attestation(data)
            files.put(ledger.place(SIGN_OFFS) / staged.name, [data])
            return ""
        record = sound(files.read(staged, staged.stem, MOST_BYTES), name)
        ledger.put(Accepted(record=record, digest=staged.stem, path=staged))
        if with_inventory and (ledger.left_out or record.inventory is None):
            raise DamagedError(f"kept without its inventory: {ledger.left_out or 'the record has none'}")
    except WRONG as error:
        return why(error)
    return ""
