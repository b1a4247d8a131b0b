"""One small integer per result while reading: the outcome in two bits, ordered from best to worst, and flags."""

from __future__ import annotations

from gatekeeper.model import CaseKind, CaseOutcome

PASSED, SKIPPED, FAILED, ERRORED = range(4)
OUTCOME = 3
FLAKY = 4
COLLECTION = 8
SUITE = 16

OUTCOMES = (CaseOutcome.PASSED, CaseOutcome.SKIPPED, CaseOutcome.FAILED, CaseOutcome.ERRORED)
_REPEATED_PASSES = 2


def merge(code: int, other: int) -> int:
    """Return both results of one case as one: the worst outcome, all flags."""
    return max(code & OUTCOME, other & OUTCOME) | ((code | other) & ~OUTCOME)


def fold(codes: list[int], *, reruns: bool, bare_attempts: bool) -> int:
    """Return the one result of a test that was reported several times, in order.

    The worst wins, unless the category says that attempts are reported and the last one passed, or
    the runner is known to write earlier attempts as cases that look passed.
    """
    whole = 0
    for code in codes:
        whole = merge(whole, code)
    broken = whole & OUTCOME >= FAILED
    if reruns and broken and codes[-1] & OUTCOME == PASSED:
        return FLAKY
    if bare_attempts and whole & OUTCOME == PASSED and len(codes) >= _REPEATED_PASSES:
        return whole | FLAKY
    return whole


def flaky(code: int) -> bool:
    """Say whether a code stands for a test that passed in the end, after failing first."""
    return bool(code & FLAKY) and code & OUTCOME == PASSED


def kind(code: int) -> CaseKind:
    """Return what sort of case a code stands for."""
    if code & COLLECTION:
        return CaseKind.COLLECTION
    return CaseKind.SUITE if code & SUITE else CaseKind.TEST
