"""From the bytes of a ledger's file to a value. Another version may have written it, and somebody else may have put it there."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from gatekeeper.errors import RecordError
from gatekeeper.evidence.accept import flat
from gatekeeper.evidence.consistent import SKEW, adds_up, contradiction
from gatekeeper.evidence.ledger.attestation import Attestation
from gatekeeper.evidence.ledger.files import DamagedError
from gatekeeper.evidence.ledger.head import Head
from gatekeeper.evidence.record import decode, encode

if TYPE_CHECKING:
    from gatekeeper.evidence.ledger.head import Entry
    from gatekeeper.evidence.record import Record, RunRow

_HEADS = msgspec.json.Decoder(Head)
_REMEDY = "remove the file from the ledger, and fetch it again with gatekeeper ledger pull"
_WRONG = (ValueError, RecursionError)  # the errors of msgspec and json are ValueErrors


def instant(text: str) -> datetime:
    """Return a moment in UTC; raises ValueError for what is none."""
    try:
        made = datetime.fromisoformat(text)
        if made.tzinfo is None:
            raise ValueError("a time without its offset")
        return made.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("no time that there is") from error


def minute(text: str) -> str:
    """Return a moment as people read it, in UTC: ``2026-01-31 12:30``; raises ValueError."""
    return instant(text).isoformat(" ", "minutes")[:16]


def month(text: str) -> str:
    """Return the folder of a moment: ``YYYY/MM`` in UTC."""
    made = instant(text)
    return f"{made.year:04}/{made.month:02}"


def order(created: str, run: RunRow | None) -> tuple[datetime, int, str, int, str]:
    """Return what older records have less of: the moment, then the run and its attempt, whose numbers grow."""
    number, attempt = (run.id or "", run.attempt or "") if run else ("", "")
    return instant(created), len(number), number, len(attempt), attempt


def order_of(entry: Entry) -> tuple[object, ...]:
    """Return what the entries of a ledger are sorted by."""
    return *order(entry.head.created, entry.head.run), entry.digest


def head(data: bytes) -> Head:
    """Return the part that lists need; raises DamagedError for what is no record."""
    try:
        made = _HEADS.decode(data)
        created = instant(made.created)
    except _WRONG as error:
        raise DamagedError("it is no record") from error
    if created > datetime.now(UTC) + SKEW:
        raise DamagedError("it was created in the future")
    if not all(adds_up(each.counts) for each in made.categories):
        raise DamagedError("its counts do not add up")
    return made


def record(data: bytes, shown: str) -> Record:
    """Return a record that holds together, or raise RecordError."""
    try:
        made = decode(data)
        if not flat(made):
            raise ValueError("a setting is none")
        if encode(made) != data:
            _once(data)  # of a key that stands there twice, each reader believes another one
    except _WRONG as error:
        raise RecordError(f"{shown} is no evidence record: {error}", _REMEDY) from error
    problem = contradiction(made, datetime.now(UTC))
    if problem:
        raise RecordError(f"{shown}: {problem}", _REMEDY)
    return made


def attestation(data: bytes) -> Attestation:
    """Return a sign-off; raises DamagedError for what is none."""
    try:
        made = msgspec.json.decode(data, type=Attestation)
        instant(made.created)
        _once(data)
    except _WRONG as error:
        raise DamagedError("it is no sign-off") from error
    return made


def _once(data: bytes) -> None:
    """Raise ValueError where a key stands twice in one object."""

    def look(pairs: list[tuple[str, Any]]) -> None:
        if len({key for key, _ in pairs}) != len(pairs):
            raise ValueError("a key stands there twice")

    json.loads(data, object_pairs_hook=look)
