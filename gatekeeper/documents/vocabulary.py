"""The closed vocabulary: the only words that a document has for a state."""

from __future__ import annotations

from enum import StrEnum


class Word(StrEnum):
    """The verdicts, and what can be said about a criterion beside passed and failed."""

    PASSED = "PASSED"
    FAILED = "FAILED"
    INCOMPLETE = "INCOMPLETE"
    STALE = "STALE"
    INVALID = "INVALID"
    NO_EVIDENCE = "NO_EVIDENCE"
    UNVERIFIED = "UNVERIFIED"
    WAIVED = "WAIVED"
    ATTESTED = "ATTESTED"

    @property
    def holds(self) -> bool:
        """Say whether nothing is missing where this is said."""
        return self in (Word.PASSED, Word.WAIVED, Word.ATTESTED)
