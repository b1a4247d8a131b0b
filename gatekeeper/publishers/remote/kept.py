"""The record of the default branch in the ledger. What stands there says of itself what it is about; the repository has to agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.errors import RecordError
from gatekeeper.evidence.ids import SHORT
from gatekeeper.publishers.remote.closing import decisive
from gatekeeper.publishers.remote.site import Word

if TYPE_CHECKING:
    from gatekeeper.evidence.ledger.head import Entry
    from gatekeeper.evidence.ledger.store import Ledger
    from gatekeeper.publishers.remote.site import Site


def find_kept(site: Site, ledger: Ledger) -> Word | None:
    """Return the newest record that decides and is of the default branch's head; None where there is none."""
    for entry in reversed(ledger.entries()):
        word = _word(site, ledger, entry) if _may_be(site, entry) else None
        if word and decisive(site, word):
            return word
    return None


def _may_be(site: Site, entry: Entry) -> bool:
    """Say whether it is worth asking the repository: a ledger holds thousands, and of most it would be asked about a commit."""
    subject, head = entry.head.subject, site.head()
    return not entry.head.partial and (subject.commit == head.commit or subject.tree == head.tree)


def _word(site: Site, ledger: Ledger, entry: Entry) -> Word | None:
    try:
        found = ledger.load(entry.digest)
    except RecordError as error:
        site.tell(f"record {entry.digest[:SHORT]} of the ledger: {error.message}")
        return None
    return Word(record=found.record, digest=found.digest, path=found.path)
