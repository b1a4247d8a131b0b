"""Whether a later record says something else about what a region speaks of: a page may be unchanged, and still not be true any more."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from gatekeeper.errors import RecordError
from gatekeeper.evidence.ids import SHORT
from gatekeeper.evidence.ledger.reading import order
from gatekeeper.evidence.ledger.unjudged import JUDGE, is_of, unjudged
from gatekeeper.evidence.ledger.unread import REMOVE, unread
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gatekeeper.evidence.ledger.head import Entry, Head
    from gatekeeper.evidence.ledger.store import Ledger
    from gatekeeper.evidence.record import Record

OUTDATED = "run gatekeeper render; with --ref BRANCH it takes the newest record of the ledger"


@dataclass(frozen=True, kw_only=True, slots=True)
class Later:
    """Why a record does not hold any more, or where ``known`` is False, why nobody can tell."""

    detail: str
    remedy: str = OUTDATED
    known: bool = True


def later(ledger: Ledger, at: tuple[str, str] | None = None) -> Callable[[Record], Later | None]:
    """Return what says why a record does not hold any more; the ledger is read when that is first asked.

    ``at`` is the commit that is checked out and its tree: a page about an earlier commit may be fresh, and speaks of this one too.
    """

    @cache
    def entries() -> tuple[Entry, ...]:
        return ledger.entries()

    def ask(record: Record) -> Later | None:
        found = [each for each in entries() if is_of(each.head, record, at)]
        newest = next((each for each in reversed(found) if not each.head.partial and _place(each.head) > _place(record)), None)
        try:
            said = _said(ledger, found, record, newest)
        except RecordError as error:
            return Later(detail=error.message, remedy=error.remedy, known=False)
        hidden = unread(ledger, newest.head.created if newest else record.created)
        if said or not hidden:
            return said
        return Later(detail=f"the ledger has what could be a newer record: {hidden}", remedy=REMOVE, known=False)

    return ask


def refuse_unjudged(ledger: Ledger, record: Record) -> None:
    """Raise RecordError for a record that passed because a rule which had failed was not asked again."""
    if record.verdict is not Verdict.PASSED or record.subject.dirty:
        return
    against = unjudged(ledger, [each for each in ledger.entries() if is_of(each.head, record)], record)
    if against:
        raise RecordError(f"nothing is written: {against.verdict}: {against.words}", JUDGE)


def _said(ledger: Ledger, found: Sequence[Entry], record: Record, newest: Entry | None) -> Later | None:
    """Return what the newest record says otherwise, or an earlier one that it does not answer."""
    verdict = newest.head.verdict if newest else record.verdict
    if verdict is Verdict.PASSED:
        against = unjudged(ledger, found, ledger.load(newest.digest).record if newest else record)
        if against:
            return None if against.verdict is record.verdict else Later(detail=f"{against.verdict}: {against.words}", remedy=JUDGE)
    if newest is None or verdict is record.verdict:
        return None
    return Later(detail=f"record {newest.digest[:SHORT]} of {_same(newest.head, record)} is {verdict}")


def _same(head: Head, record: Record) -> str:
    subject = head.subject
    if subject.commit is not None and subject.commit == record.subject.commit:
        return "the same commit"
    return "the same tree" if subject.tree == record.subject.tree else "what is checked out"


def _place(of: Record | Head) -> tuple[object, ...]:
    return order(of.created, of.run)
