"""From the ledger's folder into a commit: every file that the branch lacks, if it is what its name says."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from gatekeeper.errors import RecordError, why
from gatekeeper.evidence.accept import MOST_BYTES
from gatekeeper.evidence.inventory import path_beside
from gatekeeper.evidence.ledger import files, reading
from gatekeeper.evidence.ledger.files import DamagedError
from gatekeeper.evidence.ledger.store import MOST_SIGN_OFF
from gatekeeper.evidence.ledger.tree import SIGN_OFF, inventory_of
from gatekeeper.evidence.lines import MOST_PACKED

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from gatekeeper.evidence.ledger.commit import Commit
    from gatekeeper.evidence.ledger.store import Ledger
    from gatekeeper.evidence.ledger.tree import Listing
    from gatekeeper.evidence.record import Record

WRONG = (OSError, DamagedError, RecordError)


def send(commit: Commit, ledger: Ledger, there: Listing) -> list[str]:
    """Add what the branch lacks, and return what was left out, with the reason."""
    taken = there.blobs.keys() | there.misfits.keys()
    left_out = []
    for path in (*ledger.paths(), *ledger.sign_offs()):
        name = path.relative_to(ledger.folder).as_posix()
        try:
            if SIGN_OFF.fullmatch(name):
                _sign_off(commit, path, name, taken)
            else:
                _record(commit, path, name, taken)
        except WRONG as error:
            left_out.append(f"{name}: {why(error)}")
    return left_out


def _sign_off(commit: Commit, path: Path, name: str, taken: Collection[str]) -> None:
    if name not in taken:
        data = files.read(path, path.stem, MOST_SIGN_OFF)
        reading.attestation(data)
        commit.add(name, len(data), [data])


def _record(commit: Commit, path: Path, name: str, taken: Collection[str]) -> None:
    """Add a record, and then its inventory: a record goes without one that is not its own."""
    beside = path_beside(path)
    with_inventory = inventory_of(name) not in taken and os.path.lexists(beside)
    if name in taken and not with_inventory:
        return
    data = files.read(path, path.stem, MOST_BYTES)
    record = sound(data, name)
    if name not in taken:
        commit.add(name, len(data), [data])
    if with_inventory:
        if record.inventory is None:
            raise DamagedError("it has no inventory, and one stands beside it")
        blocks = files.blocks(beside, record.inventory.sha256, MOST_PACKED)
        if not commit.add(inventory_of(name), os.lstat(beside).st_size, blocks):
            raise DamagedError("its inventory changed while it was read")


def sound(data: bytes, name: str) -> Record:
    """Return the record that stands at a path of a ledger, or raise RecordError or DamagedError."""
    record = reading.record(data, name)
    if reading.month(record.created) != name.rpartition("/")[0]:
        raise DamagedError("it stands in the folder of another month")
    return record
