"""The files of the ledger's branch: listed, and copied out of git's object store."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

from gatekeeper.errors import DeliveryError
from gatekeeper.evidence.accept import MOST_BYTES
from gatekeeper.evidence.git import run
from gatekeeper.evidence.ids import DIGEST
from gatekeeper.evidence.ledger.months import MONTH, YEAR
from gatekeeper.evidence.ledger.store import MOST_SIGN_OFF, SIGN_OFFS
from gatekeeper.evidence.lines import MOST_PACKED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_MONTH = f"{YEAR}/(?:{MONTH})"
RECORD = re.compile(rf"({_MONTH}/{DIGEST})\.json")
INVENTORY = re.compile(rf"({_MONTH}/{DIGEST})\.cases\.jsonl\.gz")
SIGN_OFF = re.compile(rf"{SIGN_OFFS}/({DIGEST})\.json")
_MOST = {RECORD: MOST_BYTES, INVENTORY: MOST_PACKED, SIGN_OFF: MOST_SIGN_OFF}
_OF_A_LEDGER = re.compile(rf"(?:{_MONTH}|{SIGN_OFFS})/[^/]+")
_SECONDS = 600
_REMEDY = "see why git cannot use its objects; git fsck looks for damage"


@dataclass(frozen=True, kw_only=True, slots=True)
class Blob:
    """One file of the branch."""

    id: str
    size: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """The files of the branch by path: those that fit by name, kind and size, and why each other one does not."""

    blobs: Mapping[str, Blob]
    misfits: Mapping[str, str]

    @property
    def foreign(self) -> str:
        """Return the first path that stands where no ledger has anything, or an empty text."""
        return next((path for path in self.misfits if not _OF_A_LEDGER.fullmatch(path)), "")


def inventory_of(record: str) -> str:
    """Return the path of a record's inventory on the branch."""
    return f"{record.removesuffix('.json')}.cases.jsonl.gz"


def listing(folder: Path, commit: str | None) -> Listing:
    """List the files of a commit; no commit has none."""
    if commit is None:
        return Listing(blobs={}, misfits={})
    answer = run(folder, "ls-tree", "-r", "-z", "--long", "--full-tree", f"{commit}^{{tree}}", seconds=_SECONDS)
    if answer.code != 0:
        raise DeliveryError(f"git cannot list the ledger's branch: {answer.complaint}", _REMEDY)
    blobs, misfits = {}, {}
    for line in filter(None, answer.out.split(b"\0")):
        facts, _, name = line.partition(b"\t")
        mode, kind, made, size = facts.decode("ascii").split()
        path = os.fsdecode(name)
        problem = _problem(path, mode, kind, size)
        if problem:
            misfits[path] = problem
        elif path != "README.md":
            blobs[path] = Blob(id=made, size=int(size))
    return Listing(blobs=blobs, misfits=misfits)


def _problem(path: str, mode: str, kind: str, size: str) -> str:
    if kind != "blob" or mode not in ("100644", "100755"):
        return "it is no regular file"
    if path == "README.md":
        return ""
    most = next((most for pattern, most in _MOST.items() if pattern.fullmatch(path)), None)
    if most is None:
        return "no file of a ledger is called that"
    return f"it has {size} bytes, {most} at most" if int(size) > most else ""


def copy_out(folder: Path, wanted: Mapping[str, Blob], place: Path) -> None:
    """Copy files of the branch into a folder, under their paths."""
    with TemporaryFile() as asked, TemporaryFile() as told:
        asked.write("".join(f"{blob.id}\n" for blob in wanted.values()).encode())
        asked.seek(0)
        answer = run(folder, "cat-file", "--batch", stdin=asked, stdout=told, seconds=_SECONDS)
        told.seek(0)
        for path, blob in wanted.items():
            if answer.code != 0 or told.readline() != f"{blob.id} blob {blob.size}\n".encode():
                raise DeliveryError(f"git cannot read {path} of the ledger's branch: {answer.complaint}", _REMEDY)
            os.makedirs(place / path.rpartition("/")[0], exist_ok=True)
            with open(place / path, "xb") as file:
                _copy(told, file, blob.size)
            told.read(1)


def _copy(source: IO[bytes], target: IO[bytes], size: int) -> None:
    while size and (block := source.read(min(size, 1 << 20))):
        target.write(block)
        size -= len(block)
