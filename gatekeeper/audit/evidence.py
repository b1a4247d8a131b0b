"""What claims are held against: the record about what is checked out, and the records before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.evidence.ids import named_record
from gatekeeper.model import REFUSED, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gatekeeper.evidence.cases import Globs, Tally
    from gatekeeper.evidence.ledger.head import Entry
    from gatekeeper.evidence.record import CountsRow, Record

    Ask = Callable[[tuple[Globs, ...]], Mapping[Globs, Tally]]

_NAMES = ("tests", "passed", "failed", "errored", "skipped", "executed", "collection_errors")


def _nothing(_: tuple[Globs, ...]) -> Mapping[Globs, Tally]:
    """Answer where nobody kept how each test ended."""
    return {}


@dataclass(frozen=True, kw_only=True, slots=True)
class Sums:
    """How many, over one category or all of them; ``weighed`` is what the pass rate divides by."""

    tests: int = 0
    passed: int = 0
    failed: int = 0
    errored: int = 0
    skipped: int = 0
    executed: int = 0
    collection_errors: int = 0

    @property
    def weighed(self) -> int:
        """Return passed, failed and errored."""
        return self.passed + self.failed + self.errored

    @classmethod
    def of(cls, rows: list[CountsRow]) -> Sums:
        """Return the sums of these rows."""
        return cls(**{name: sum(getattr(row, name) for row in rows) for name in _NAMES})


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One category of a record; ``threshold`` is as written, and unknown for records of the ledger."""

    name: str
    verdict: Verdict | None
    counts: CountsRow
    threshold: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Snapshot:
    """What one record says. ``about`` names it; ``tests`` answers globs over test ids where an inventory is beside it."""

    about: str
    created: str
    verdict: Verdict
    partial: bool
    parts: Mapping[str, Part]
    dirty: bool = False
    tests: Ask = _nothing

    @property
    def refused(self) -> bool:
        """Say whether it has no numbers at all."""
        return self.verdict in REFUSED

    def sums(self, category: str | None) -> Sums | None:
        """Return the numbers of a category, or of the whole run; None where the record has none to give."""
        if self.refused or (category is None and self.partial):
            return None
        parts = list(self.parts.values()) if category is None else [self.parts[category]] if category in self.parts else []
        return Sums.of([each.counts for each in parts]) if parts else None

    def judged(self, category: str | None) -> Verdict | None:
        """Return the verdict on a category or on the whole run; None where there is none."""
        if category is None:
            return None if self.partial else self.verdict
        return self.parts[category].verdict if category in self.parts else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """The record at hand, or why there is none, and the others, the newest first. ``questions`` are about tests that documents name."""

    now: Snapshot | None = None
    problem: str = "there is no record"
    past: tuple[Snapshot, ...] = ()
    questions: tuple[Globs, ...] = ()

    @property
    def categories(self) -> frozenset[str]:
        """Return every category that any record has."""
        every = (self.now, *self.past) if self.now else self.past
        return frozenset(name for each in every for name in each.parts)


def of_record(record: Record, digest: str, tests: Ask = _nothing) -> Snapshot:
    """Return what a record says."""
    parts = {
        each.name: Part(name=each.name, verdict=each.verdict, counts=each.counts, threshold=each.threshold) for each in record.categories
    }
    return Snapshot(
        about=_about(digest, record.subject.commit, record.created),
        created=record.created,
        verdict=record.verdict,
        partial=record.partial,
        parts=parts,
        dirty=bool(record.subject.dirty),
        tests=tests,
    )


def of_entry(entry: Entry, tests: Ask = _nothing) -> Snapshot:
    """Return what a record of the ledger says."""
    head = entry.head
    parts = {each.name: Part(name=each.name, verdict=each.verdict, counts=each.counts) for each in head.categories}
    about = _about(entry.digest, head.subject.commit, head.created)
    return Snapshot(about=about, created=head.created, verdict=head.verdict, partial=head.partial, parts=parts, tests=tests)


def _about(digest: str, commit: str | None, created: str) -> str:
    return f"{named_record(digest, commit)}, made {created[:10]}"
