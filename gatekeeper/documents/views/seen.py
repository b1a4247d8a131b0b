"""A record as a document names it: its run, commit, moment, digest and verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.documents.vocabulary import Word
from gatekeeper.evidence.ids import SHORT
from gatekeeper.model import REFUSED, Verdict

if TYPE_CHECKING:
    from gatekeeper.evidence.ledger.head import CategoryHead, Entry, Head
    from gatekeeper.evidence.record import CategoryRow, Record, RunRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """One record. The filter ``run_link`` prints its run; what is unknown is an empty text."""

    run: RunRow | None
    verdict: Word
    commit: str
    created: str
    digest: str
    short: str
    dirty: bool = False

    @property
    def refused(self) -> bool:
        """Say whether it brings no numbers."""
        return Verdict(self.verdict) in REFUSED


def seen(entry: Entry) -> Seen:
    """Return what to print of a record in the ledger."""
    return _seen(entry.head, entry.digest)


def seen_record(record: Record, digest: str) -> Seen:
    """Return what to print of a whole record."""
    return _seen(record, digest)


def counted(category: CategoryRow | CategoryHead) -> bool:
    """Say whether a category has numbers: one that is absent, or whose evidence was refused, has none."""
    return category.absent is None and category.verdict is not None and category.verdict not in REFUSED


def _seen(head: Record | Head, digest: str) -> Seen:
    return Seen(
        run=head.run,
        verdict=Word(head.verdict),
        commit=(head.subject.commit or "")[:SHORT],
        created=head.created,
        digest=digest,
        short=digest[:SHORT],
        dirty=bool(head.subject.dirty),
    )
