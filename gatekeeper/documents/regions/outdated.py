"""Whether a later record says something else about what a region speaks of: a page may be unchanged, and still not be true any more."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gatekeeper.evidence.ids import SHORT
from gatekeeper.evidence.ledger.reading import order

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatekeeper.evidence.ledger.head import Entry, Head
    from gatekeeper.evidence.ledger.store import Ledger
    from gatekeeper.evidence.record import Record

OUTDATED = "run gatekeeper render; with --ref BRANCH it takes the newest record of the ledger"


def later(ledger: Ledger) -> Callable[[Record], str]:
    """Return what says why a record does not hold any more, or nothing; the ledger is read when that is first asked."""

    @cache
    def entries() -> tuple[Entry, ...]:
        return ledger.entries()

    def ask(record: Record) -> str:
        newest = next((each for each in reversed(entries()) if _is_of(each.head, record)), None)
        if newest is None or newest.head.verdict is record.verdict or _place(newest.head) <= _place(record):
            return ""
        same = "commit" if newest.head.subject.commit == record.subject.commit else "tree"
        return f"record {newest.digest[:SHORT]} of the same {same} is {newest.head.verdict}"

    return ask


def _is_of(head: Head, record: Record) -> bool:
    """Say whether a record is whole, and of the same gate and the same commit or tree; one with local changes is about neither."""
    if head.partial or head.subject.dirty or head.policy.name != record.policy.name:
        return False
    here, there = record.subject, head.subject
    return (here.commit is not None and there.commit == here.commit) or (here.tree is not None and there.tree == here.tree)


def _place(of: Record | Head) -> tuple[object, ...]:
    return order(of.created, of.run)
