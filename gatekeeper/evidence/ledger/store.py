"""The ledger: one immutable file for every record and every sign-off, whose name is the SHA-256 of its bytes."""

from __future__ import annotations

import os
import re
from hashlib import sha256
from typing import TYPE_CHECKING

from gatekeeper.config.find import FOLDER
from gatekeeper.errors import DeliveryError, RecordError, why
from gatekeeper.evidence.accept import MOST_BYTES, Accepted
from gatekeeper.evidence.canonical import canonical
from gatekeeper.evidence.cases import beside
from gatekeeper.evidence.ids import DIGEST, SHORT
from gatekeeper.evidence.inventory import path_beside
from gatekeeper.evidence.ledger import files, reading
from gatekeeper.evidence.ledger.files import DamagedError
from gatekeeper.evidence.ledger.head import Entry
from gatekeeper.evidence.ledger.linked import refuse_links, sound
from gatekeeper.evidence.ledger.months import RECORD, months, strangers
from gatekeeper.evidence.lines import MOST_PACKED
from gatekeeper.evidence.record import encode
from gatekeeper.junit.find import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gatekeeper.evidence.ledger.attestation import Attestation

SIGN_OFFS = "sign-offs"
MOST_SIGN_OFF = 64 << 10
_REMEDY = "let this user write the ledger, or name another one with --ledger"


class _MisplacedError(DamagedError):
    """A record stands where no record of its moment may."""


def ledger_folder(base: Path) -> Path:
    """Return where the ledger of a configuration's folder is."""
    return base / FOLDER / "ledger"


class Ledger:
    """A folder of records and sign-offs; links in it, or below ``base`` on the way to it, are not followed.

    ``damaged`` names what ``entries`` or ``attestations`` last left out, and ``misplaced`` those of the former whose place says nothing
    about when they were made; ``left_out`` says why the last ``put`` kept no inventory.
    """

    def __init__(self, folder: Path, base: Path | None = None) -> None:
        self.folder, self._base = folder, base
        self.damaged: tuple[str, ...] = ()
        self.misplaced: tuple[str, ...] = ()
        self.left_out = ""

    def put(self, accepted: Accepted) -> Path:
        """Keep a record and its inventory, and return where; what is there already stays. Raises DeliveryError."""
        try:
            data = bytes_of(accepted)
            path = self.place(reading.month(accepted.record.created)) / f"{accepted.digest}.json"
            self.left_out = _keep_inventory(accepted, path)
            if not files.put(path, [data]):
                files.read(path, accepted.digest, MOST_BYTES)
        except (OSError, ValueError, DamagedError) as error:
            raise self._undelivered(f"the record {accepted.digest[:SHORT]}", error) from error
        return path

    def sign(self, attestation: Attestation) -> Path:
        """Keep a sign-off, and return where. Raises DeliveryError."""
        data = canonical(attestation)
        digest = sha256(data).hexdigest()
        try:
            reading.attestation(data)
            path = self.place(SIGN_OFFS) / f"{digest}.json"
            if not files.put(path, [data]):
                files.read(path, digest, MOST_SIGN_OFF)
        except (OSError, DamagedError) as error:
            raise self._undelivered("the sign-off", error) from error
        return path

    def entries(self) -> tuple[Entry, ...]:
        """Return all records, the oldest first; what is none is left out and named in ``damaged``."""
        found, damaged, misplaced = [], [], [*strangers(sound(self.folder, self._base))]
        for name, month in months(sound(self.folder, self._base)):
            for path in files.regular(month, RECORD):
                try:
                    found.append(_entry(name, path))
                except _MisplacedError as error:
                    misplaced.append(self._named(path, error))
                except (OSError, DamagedError) as error:
                    damaged.append(self._named(path, error))
        self.damaged, self.misplaced = (*damaged, *misplaced), tuple(misplaced)
        return tuple(sorted(found, key=reading.order_of))

    def attestations(self, tree: str | None) -> tuple[Attestation, ...]:
        """Return the sign-offs that are bound to this tree, the newest last; to a tree that nobody knows there are none."""
        found, damaged = [], []
        for path in self.sign_offs():
            try:
                found.append(reading.attestation(files.read(path, path.stem, MOST_SIGN_OFF)))
            except (OSError, DamagedError) as error:
                damaged.append(self._named(path, error))
        self.damaged = tuple(damaged)
        return tuple(sorted((each for each in found if each.tree == tree), key=lambda each: (reading.instant(each.created), each.by)))

    def paths(self) -> Iterator[Path]:
        """Yield every file that a record of the ledger may be in, by its name alone; the newest month comes first."""
        for _, month in months(sound(self.folder, self._base)):
            yield from files.regular(month, RECORD)

    def sign_offs(self) -> Iterator[Path]:
        """Yield every file that a sign-off of the ledger may be in, by its name alone."""
        for folder in files.folders(sound(self.folder, self._base), re.compile(SIGN_OFFS)):
            yield from files.regular(folder, RECORD)

    def find(self, digest: str) -> Path | None:
        """Return where the record of this digest is, or None where it is not here."""
        if not re.fullmatch(DIGEST, digest):
            return None
        paths = (month / f"{digest}.json" for _, month in months(sound(self.folder, self._base)))
        return next((path for path in paths if path.is_file() and not path.is_symlink()), None)

    def load(self, digest: str) -> Accepted:
        """Return a record that holds together, or raise RecordError."""
        path = self.find(digest)
        if path is None:
            raise RecordError(f"the ledger holds no record {printable(digest[:64])}", "fetch the team's with gatekeeper ledger pull")
        return Accepted(record=reading.record(self.read(path), self._shown(path)), digest=digest, path=path)

    def read(self, path: Path) -> bytes:
        """Return the bytes of a record that have the digest which its name is, or raise RecordError."""
        try:
            return files.read(path, path.stem, MOST_BYTES)
        except (OSError, DamagedError) as error:
            message = f"{self._shown(path)} cannot be used: {why(error)}"
            raise RecordError(message, "remove it, and run gatekeeper ledger pull") from error

    def place(self, name: str) -> Path:
        """Make a folder of the ledger, and the note that git leaves the ledger alone; raises OSError."""
        refuse_links(self.folder, self._base)
        self.folder.mkdir(parents=True, exist_ok=True)
        files.put(self.folder / ".gitignore", [b"*\n"])
        place = self.folder
        for part in name.split("/"):
            place = place / part
            place.mkdir(exist_ok=True)
            refuse_links(place, self.folder)
        return place

    def _shown(self, path: Path) -> str:
        # A document may show it: where the team finds it, and not where it is on this machine.
        return printable(str(path.relative_to(self.folder.parent.parent)))

    def _named(self, path: Path, error: Exception) -> str:
        return printable(f"{path.relative_to(self.folder)}: {why(error)}")

    def _undelivered(self, what: str, error: Exception) -> DeliveryError:
        return DeliveryError(f"{what} cannot be put into the ledger {printable(str(self.folder))}: {why(error)}", _REMEDY)


def _entry(month: str, path: Path) -> Entry:
    digest = path.stem
    head = reading.head(files.read(path, digest, MOST_BYTES))
    if reading.month(head.created) != month:
        raise _MisplacedError("it stands in the folder of another month")
    return Entry(digest=digest, path=path, head=head)


def bytes_of(accepted: Accepted) -> bytes:
    """Return the bytes that the digest is of; of what another version wrote only its file has them. Raises OSError, DamagedError."""
    data = encode(accepted.record)
    if sha256(data).hexdigest() == accepted.digest:
        return data
    if accepted.path is None:
        raise DamagedError("its SHA-256 is not its name")
    return files.read(accepted.path, accepted.digest, MOST_BYTES)


def _keep_inventory(accepted: Accepted, path: Path) -> str:
    """Copy the inventory before its record takes its place, so that none is seen without it; return why there is none."""
    inventory, target = accepted.record.inventory, path_beside(path)
    if inventory is None or os.path.lexists(target):
        return ""
    if accepted.path is None:
        return "the record was not kept"
    reason = "it is not beside the record"
    for source in beside(accepted.path, inventory):
        try:
            files.put(target, files.blocks(source, inventory.sha256, MOST_PACKED), inventory.sha256)
        except FileNotFoundError:
            continue
        except DamagedError as error:
            reason = str(error)
        else:
            return ""
    return reason
