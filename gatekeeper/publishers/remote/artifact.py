"""The record in the artifact of the default branch's own run. An artifact is a zip that somebody made: nothing is unpacked blindly."""

from __future__ import annotations

import io
import zlib
from itertools import islice
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from gatekeeper.errors import RecordError
from gatekeeper.evidence.accept import MOST_BYTES, Accepted, accept
from gatekeeper.evidence.inventory import path_beside
from gatekeeper.publishers.remote.closing import decisive
from gatekeeper.publishers.remote.site import Word

if TYPE_CHECKING:
    from pathlib import Path
    from zipfile import ZipInfo

    from gatekeeper.github.answers import Artifact
    from gatekeeper.publishers.remote.site import Site

_NAME = "record.json"
_MOST_PACKED = 512 << 20
_MOST_ENTRIES = 10_000
_MOST_ARTIFACTS = 1000  # GitHub lists the newest first


def find_record(site: Site, name: str, folder: Path) -> Word | None:
    """Return the newest record that decides and that a run of the default branch's head has left; None where there is none.

    Whatever is downloaded is put into ``folder``. Artifacts of other repositories, branches and commits are not even opened.
    """
    head = site.head()
    for number, each in enumerate(islice(site.connect().artifacts(name), _MOST_ARTIFACTS)):
        if each.expired or each.foreign or (each.branch, each.commit) != (head.branch, head.commit):
            continue
        try:
            found = _unpack(site, each, folder / str(number))
        except RecordError as error:
            site.tell(f"artifact {name} of run {each.run}: {error.message}")
            continue
        word = Word(record=found.record, digest=found.digest, path=found.path)
        if decisive(site, word):
            return word
        site.tell(f"artifact {name} of run {each.run}: its record is partial or not of the default branch's head")
    return None


def _unpack(site: Site, artifact: Artifact, folder: Path) -> Accepted:
    folder.mkdir(parents=True)
    try:
        with ZipFile(io.BytesIO(site.connect().download(artifact, _MOST_PACKED))) as packed:
            entry = _entry(packed)
            record = folder / _NAME
            record.write_bytes(_read(packed, entry, MOST_BYTES))
            beside = path_beside(record)
            inventory = entry.filename.removesuffix(_NAME) + beside.name
            if inventory in packed.namelist():
                beside.write_bytes(_read(packed, packed.getinfo(inventory), _MOST_PACKED))
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error) as error:
        raise RecordError(f"it cannot be unpacked: {error}") from error
    return accept(record, folder)


def _entry(packed: ZipFile) -> ZipInfo:
    """Return the one record in it; where there are several, nobody knows which is meant."""
    entries = packed.infolist()
    found = [each for each in entries if each.filename.rpartition("/")[2] == _NAME]
    if len(entries) > _MOST_ENTRIES:
        raise RecordError(f"it holds {len(entries)} files, {_MOST_ENTRIES} at most")
    if len(found) != 1:
        raise RecordError(f"it holds {len(found)} files called {_NAME}, not one")
    return found[0]


def _read(packed: ZipFile, entry: ZipInfo, most: int) -> bytes:
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise RecordError("it is packed as GitHub packs nothing")
    with packed.open(entry) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise RecordError(f"its {_NAME} or inventory has more than {most >> 20} MiB")
    return data
