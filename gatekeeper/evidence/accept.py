"""Take a record that somebody hands over. It may come from anybody's pull request: nothing of it is believed unread."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import file_digest, sha256
from typing import TYPE_CHECKING

from gatekeeper.errors import RecordError, why
from gatekeeper.evidence.answers import in_force, is_witnessed, unanswered, wanted
from gatekeeper.evidence.consistent import contradiction
from gatekeeper.evidence.record import decode, encode
from gatekeeper.junit.find import printable

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.evidence.record import FileRow, Record

MOST_BYTES = 64 << 20
_AGAIN = "run gatekeeper check again, with this version of it; a record is never edited"


@dataclass(frozen=True, kw_only=True, slots=True)
class Accepted:
    """A record that holds together, the digest of its bytes, and where it stands, if it was kept."""

    record: Record
    digest: str
    path: Path | None


def accept(path: Path, base: Path) -> Accepted:
    """Read a record, or raise RecordError. Reports that are there, relative to ``base``, must be the ones it was made from."""
    data = _bytes(path)
    shown = printable(str(path))
    try:
        record = decode(data)
        # Of a key that stands there twice, each reader believes another one.
        written = flat(record) and encode(record) == data
    except (ValueError, RecursionError) as error:
        raise RecordError(
            f"{shown} is no evidence record: {error}", "run gatekeeper check again, or name its record with --record"
        ) from error
    problem = "" if written else "it is not as gatekeeper check writes it"
    problem = problem or contradiction(record, datetime.now(UTC)) or _unanswered(record) or _changed(record, base)
    if problem:
        raise RecordError(f"{shown}: {problem}", _AGAIN)
    return Accepted(record=record, digest=sha256(data).hexdigest(), path=path)


def _bytes(path: Path) -> bytes:
    """Return what the file holds; a pipe would be waited for, and a large file is none of ours."""
    shown = printable(str(path))
    try:
        if not path.is_file():
            raise RecordError(f"there is no record {shown}", "run gatekeeper check first, or name the record with --record")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise RecordError(f"{shown} cannot be read: {why(error)}", "let this user read the record") from error
    if len(data) > MOST_BYTES:
        raise RecordError(f"{shown} has more than {MOST_BYTES >> 20} MiB", "name the record that gatekeeper check wrote")
    return data


def flat(record: Record) -> bool:
    """Say whether the settings are what a setting can be: written out, what is nested deeply takes a thousand times its room."""
    tables = (record.policy.run, *record.policy.categories.values())
    values = (value for settings in tables for value in settings.values())
    return all(
        all(isinstance(each, str) for each in value) if isinstance(value, list) else isinstance(value, (bool, int, str)) for value in values
    )


def _unanswered(record: Record) -> str:
    """Return which rule of the settings that the record shows gives no answer; another version has other rules, and writes otherwise."""
    settings = record.policy.categories
    shown = (
        (in_force(settings[row.name], witnessed=is_witnessed(record, row.name)), row) for row in record.categories if row.name in settings
    )
    return unanswered({place for rules, row in shown for place in wanted(rules, row)}, record.rules)


def _changed(record: Record, base: Path) -> str:
    """Return which report is not what the record says; reports that are not here say nothing."""
    for row in record.files:
        path = _inside(row, base)
        if path is not None and _differs(path, row):
            return f"the report {printable(row.path)} is not the one that the record was made from"
    return ""


def _inside(row: FileRow, base: Path) -> Path | None:
    if row.sha256 is None or os.path.isabs(row.path) or ".." in row.path.split("/"):
        return None
    try:
        path = base / row.path
        return path if path.is_file() else None
    except (OSError, ValueError):
        return None


def _differs(path: Path, row: FileRow) -> bool:
    try:
        if path.stat().st_size != row.bytes:
            return True
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest() != row.sha256
    except OSError:
        return True
