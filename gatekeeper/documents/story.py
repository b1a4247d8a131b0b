"""Everything that documents tell from: a record, what the ledger holds of earlier ones, and what follows from both.

What costs is computed when it is first asked for: a badge compares no inventories.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from gatekeeper.documents.groups import groups
from gatekeeper.documents.measured import Facts
from gatekeeper.errors import GatekeeperError
from gatekeeper.evidence.cases import Missing, ask
from gatekeeper.evidence.ledger.compare import compare
from gatekeeper.evidence.ledger.history import accepted, line, streaks

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from gatekeeper.documents.groups import Group
    from gatekeeper.evidence.accept import Accepted
    from gatekeeper.evidence.cases import Globs
    from gatekeeper.evidence.ledger.attestation import Attestation
    from gatekeeper.evidence.ledger.comparison import Comparison
    from gatekeeper.evidence.ledger.head import Entry
    from gatekeeper.evidence.ledger.store import Ledger
    from gatekeeper.evidence.record import Record

NO_BASELINE = "no accepted record of this gate and ref is in the ledger"


class Story:
    """One record among earlier ones. Without a ledger, or with an empty one, there are no earlier ones, and that is said."""

    def __init__(self, told: Accepted, ledger: Ledger | None, counts: Callable[[Attestation], bool]) -> None:
        self.told = told
        self._ledger = ledger
        self._counts = counts
        self._compared: dict[str, Comparison | Missing] = {}

    @property
    def record(self) -> Record:
        """Return the record that is told about."""
        return self.told.record

    @property
    def digest(self) -> str:
        """Return the SHA-256 of its bytes."""
        return self.told.digest

    @property
    def path(self) -> Path | None:
        """Return where it stands, if it was kept."""
        return self.told.path

    @cached_property
    def past(self) -> tuple[Entry, ...]:
        """Return the whole records of the same gate and ref before this one, oldest first."""
        return line(self._ledger.entries(), self.record) if self._ledger else ()

    @property
    def previous(self) -> Entry | None:
        """Return the newest of them."""
        return self.past[-1] if self.past else None

    @property
    def accepted(self) -> Entry | None:
        """Return the newest of them that PASSED."""
        return accepted(self.past)

    @property
    def fullest(self) -> Entry | None:
        """Return of these two the one that executed more tests: a run that was cut short says little about what was planned."""
        both = [each for each in (self.previous, self.accepted) if each]
        return max(both, key=_executed, default=None)

    @property
    def cycle(self) -> int:
        """Return which record of its line this is, counting from 1."""
        return len(self.past) + 1

    def since(self, entry: Entry | None) -> Comparison | Missing:
        """Return what changed since an earlier record, or why that cannot be said."""
        if entry is None:
            return Missing(reason=NO_BASELINE)
        if entry.digest not in self._compared:
            old = self.load(entry)
            self._compared[entry.digest] = old if isinstance(old, Missing) else compare(old, self.told)
        return self._compared[entry.digest]

    def load(self, entry: Entry) -> Accepted | Missing:
        """Return an earlier record whole, or why it cannot be used."""
        if self._ledger is None:
            return Missing(reason=NO_BASELINE)
        try:
            return self._ledger.load(entry.digest)
        except GatekeeperError as error:
            return Missing(reason=error.message)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Return the failures that the record keeps, by cause."""
        return groups(self.record.failures, streaks(self._ledger, self.past, self.record) if self._ledger else {})

    @cached_property
    def attestations(self) -> tuple[Attestation, ...]:
        """Return the sign-offs of the record's tree that count, newest last. Files that differ from the commit are not that tree."""
        subject = self.record.subject
        if self._ledger is None or subject.tree is None or subject.dirty:
            return ()
        return tuple(each for each in self._ledger.attestations(subject.tree) if self._counts(each))

    def facts(self, questions: Collection[Globs]) -> Facts:
        """Return what criteria are measured by."""
        return Facts(record=self.record, cases=ask(self.path, self.record.inventory, questions))


def tell(told: Accepted, ledger: Ledger | None, counts: Callable[[Attestation], bool] = lambda _: True) -> Story:
    """Return the story of a record; ``counts`` says which sign-offs do (documents/sign_offs.py knows how a configuration has it)."""
    return Story(told, ledger, counts)


def _executed(entry: Entry) -> int:
    return sum(each.counts.executed for each in entry.head.categories)
