"""The words for what happened to a test, to a rule, and to the run."""

from __future__ import annotations

from enum import StrEnum


class CaseOutcome(StrEnum):
    """What happened to one test. Declared from best to worst."""

    PASSED = "passed"
    SKIPPED = "skipped"
    FAILED = "failed"
    ERRORED = "errored"


class CaseKind(StrEnum):
    """Where a case came from: a test, a failed collection or import, or a suite as a whole."""

    TEST = "test"
    COLLECTION = "collection"
    SUITE = "suite"


class Outcome(StrEnum):
    """The answer to one rule."""

    PASSED = "passed"
    FAILED = "failed"
    INCONCLUSIVE = "inconclusive"
    WAIVED = "waived"


class Verdict(StrEnum):
    """The decision. Declared from best to worst, which is the order the worst is taken in."""

    PASSED = "PASSED"
    FAILED = "FAILED"
    INCOMPLETE = "INCOMPLETE"
    STALE = "STALE"
    NO_EVIDENCE = "NO_EVIDENCE"
    INVALID = "INVALID"

    @property
    def exit_code(self) -> int:
        """0 passed, 1 sound evidence below policy, 3 no usable evidence."""
        return {Verdict.PASSED: 0, Verdict.FAILED: 1}.get(self, 3)


# There is nothing to take a number from.
REFUSED = (Verdict.NO_EVIDENCE, Verdict.INVALID)
_SEVERITY = {verdict: rank for rank, verdict in enumerate(Verdict)}


def worst(verdicts: list[Verdict]) -> Verdict:
    """Return the worst of the verdicts; none at all is PASSED, so callers check for that first."""
    return max(verdicts, key=_SEVERITY.__getitem__, default=Verdict.PASSED)
