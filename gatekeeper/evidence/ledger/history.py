"""What came before a record: the line it stands in, the newest of a branch, and how long its failures have been there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from gatekeeper.errors import RecordError
from gatekeeper.evidence.ledger import reading
from gatekeeper.model import REFUSED, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from gatekeeper.evidence.ledger.head import Entry, Head
    from gatekeeper.evidence.ledger.store import Ledger
    from gatekeeper.evidence.record import Record

MOST = 100  # records that a streak is followed through


class _Cause(msgspec.Struct):
    cause: str = ""


class _Failures(msgspec.Struct):
    failures: list[_Cause]


def line(entries: Iterable[Entry], record: Record) -> tuple[Entry, ...]:
    """Return the whole records of the same gate and ref that are older than this one, the oldest first."""
    place = _place(record)
    return tuple(each for each in entries if of_line(each.head, record.policy.name, record.subject.ref) and _place(each.head) < place)


def of_line(head: Head, gate: str, ref: str | None) -> bool:
    """Say whether a record is whole, and of this gate and ref."""
    return not head.partial and (head.policy.name, head.subject.ref) == (gate, ref)


def latest(entries: Sequence[Entry], gate: str, branch: str) -> Entry | None:
    """Return the newest whole record of a gate and a branch, ``main`` or ``refs/heads/main``."""
    ref = full(branch)
    return next((each for each in reversed(entries) if of_line(each.head, gate, ref)), None)


def full(branch: str) -> str:
    """Return a branch as records name it."""
    return branch if branch.startswith("refs/") else f"refs/heads/{branch}"


def accepted(past: Sequence[Entry]) -> Entry | None:
    """Return the newest record that passed."""
    return next((each for each in reversed(past) if each.head.verdict is Verdict.PASSED), None)


def streaks(ledger: Ledger, past: Sequence[Entry], record: Record) -> dict[str, int]:
    """Return in how many records in a row each cause of the failures stands, this one included.

    Records without evidence say nothing of any test: they neither end a row nor make it longer. One that cannot be read ends all.
    """
    found = {each.cause: 1 for each in record.failures if each.cause}
    going = set(found)
    for entry in _telling(past):
        going &= _causes(ledger, entry)
        if not going:
            break
        for cause in going:
            found[cause] += 1
    return found


def _telling(past: Sequence[Entry]) -> list[Entry]:
    """Return the newest records that have evidence, the newest first."""
    return [each for each in reversed(past) if each.head.verdict not in REFUSED][:MOST]


def _causes(ledger: Ledger, entry: Entry) -> set[str]:
    try:
        return {each.cause for each in msgspec.json.decode(ledger.read(entry.path), type=_Failures).failures}
    except (RecordError, ValueError, RecursionError):
        return set()


def _place(of: Record | Head) -> tuple[datetime, int, str, int, str]:
    return reading.order(of.created, of.run)
