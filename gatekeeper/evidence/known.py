"""Report files that the ledger knows already, byte for byte. The oldest record says what a file was made for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from gatekeeper.errors import GatekeeperError
from gatekeeper.evidence.accept import MOST_BYTES
from gatekeeper.evidence.ids import is_id, named_record
from gatekeeper.evidence.ledger import files
from gatekeeper.evidence.ledger.files import DamagedError
from gatekeeper.evidence.ledger.linked import sound
from gatekeeper.evidence.ledger.months import strangers
from gatekeeper.evidence.ledger.reading import instant
from gatekeeper.evidence.ledger.store import Ledger, ledger_folder
from gatekeeper.evidence.ledger.unread import REMOVE
from gatekeeper.evidence.record import RunRow, Subject
from gatekeeper.junit.find import printable
from gatekeeper.junit.totals import Gathered
from gatekeeper.model import FileStatus, Known
from gatekeeper.model import Subject as Here

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime
    from pathlib import Path

    from gatekeeper.config.settings import Config
    from gatekeeper.model import Category, Run


class _File(msgspec.Struct):
    sha256: str | None


class _Row(msgspec.Struct):
    """What of a record says which files it knows, and what they were made for."""

    subject: Subject
    files: list[_File]
    run: RunRow | None
    created: str


_CLONE = "check in the clone that has the commit"
_ROWS = msgspec.json.Decoder(_Row)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Origin:
    """The oldest record that knows a file."""

    at: datetime
    digest: str
    row: _Row


def with_known(run: Run, config: Config, environ: Mapping[str, str]) -> Run:
    """Return the run with what the ledger knows of the files of every category that asks for it: those with rule ``fresh``."""
    asking = {each.name for each in config.categories if each.setting("fresh")}
    wanted = {file.sha256 for each in run.categories if each.name in asking for file in each.files if file.sha256}
    try:
        origins = _origins(config.base, wanted)
    except GatekeeperError as error:
        missing = Known(missing=error.message, remedy=error.remedy)
        return replace(run, categories=tuple(replace(each, known=missing) if each.name in asking else each for each in run.categories))
    own = (environ.get("GITHUB_RUN_ID"), environ.get("GITHUB_RUN_ATTEMPT") or None)
    made = (replace(each, known=_known(each, origins, run.subject, own)) if each.name in asking else each for each in run.categories)
    return replace(run, categories=tuple(made))


class _UnreadError(GatekeeperError):
    """A file of the ledger could be the record that knows a report."""


def _origins(base: Path, wanted: Collection[str]) -> dict[str, _Origin]:
    """Return the oldest record of the ledger for every wanted digest that one knows."""
    folder, found = ledger_folder(base), dict[str, _Origin]()
    ledger = Ledger(folder, base)
    stranger = next(strangers(sound(folder, base)), "")
    if stranger:
        raise _UnreadError(f"the ledger cannot be read whole: {stranger}", REMOVE)
    for path in ledger.paths():
        row, at = _read(path, folder)
        for digest in {each.sha256 for each in row.files if each.sha256 in wanted}:
            origin = _Origin(at=at, digest=path.stem, row=row)
            if digest and (digest not in found or _before(origin, found[digest])):
                found[digest] = origin
    return found


def _before(one: _Origin, other: _Origin) -> bool:
    return (one.at, one.digest) < (other.at, other.digest)


def _read(path: Path, folder: Path) -> tuple[_Row, datetime]:
    try:
        row = _ROWS.decode(files.read(path, path.stem, MOST_BYTES))
        return row, instant(row.created)
    except (OSError, DamagedError, ValueError, RecursionError) as error:
        shown = printable(str(path.relative_to(folder)))
        raise _UnreadError(f"the ledger cannot be read whole: {shown} is damaged", REMOVE) from error


def _known(category: Category, origins: Mapping[str, _Origin], here: Here, own: tuple[str | None, str | None]) -> Known:
    """Say of each file that counts whether it was made for another tree, or for this one by an earlier run."""
    elsewhere, reused, untold = Gathered(), Gathered(), Gathered()
    for file in category.files:
        origin = origins.get(file.sha256 or "")
        if file.status is not FileStatus.COUNTED or origin is None or _is_own(origin.row.run, own):
            continue
        same = _is_same(origin.row.subject, here)
        commit = origin.row.subject.commit
        record = named_record(origin.digest, commit if is_id(commit) else None)
        words = f"{file.path}: {record}, {origin.at.date().isoformat()}"
        (untold if same is None else reused if same else elsewhere).add(words)
    missing = f"of which tree they are is not known: {untold.sample()}" if untold.count else ""
    return Known(elsewhere=elsewhere.sample(), reused=reused.sample(), missing=missing, remedy=_CLONE if missing else "")


def _is_own(run: RunRow | None, own: tuple[str | None, str | None]) -> bool:
    return run is not None and run.id is not None and (run.id, run.attempt) == own


def _is_same(there: Subject, here: Here) -> bool | None:
    """Say whether two subjects are one tree; with local changes a tree is none. None where nobody knows."""
    if there.dirty or here.dirty:
        return False
    if here.tree and there.tree:
        return here.tree == there.tree
    return here.commit == there.commit if here.commit and there.commit else None
