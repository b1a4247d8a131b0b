from __future__ import annotations

import pytest
import runs

from gatekeeper.model import Outcome
from gatekeeper.rules.attempts import Attempts
from gatekeeper.rules.value import Count


@pytest.mark.parametrize(
    ("ci", "witnesses", "outcome", "said"),
    [
        (1, (), Outcome.PASSED, "attempt 1, at most 2 allowed"),
        (2, (), Outcome.PASSED, "attempt 2, at most 2 allowed"),
        (3, (), Outcome.FAILED, "attempt 3, at most 2 allowed"),
        (1, ((1, 1), (3, 1)), Outcome.FAILED, "attempt 3, at most 2 allowed"),
        (None, ((None, 3),), Outcome.FAILED, "attempt 3, at most 2 allowed"),
        (None, ((None, 1), (2, 1)), Outcome.PASSED, "attempt 2, at most 2 allowed"),
        (None, (), Outcome.INCONCLUSIVE, "nobody says how often it was tried"),
    ],
)
def test_the_greatest_number_decides(ci: int | None, witnesses: tuple[tuple[int | None, int], ...], outcome: Outcome, said: str) -> None:
    seen = tuple(runs.witness(attempt=attempt, times=times) for attempt, times in witnesses)
    finding = runs.ask(Attempts(max_attempts=Count(2)), runs.category(witnesses=seen), attempt=ci)
    assert (finding.outcome, finding.reason) == (outcome, said)


def test_zero_allows_nothing_and_none_asks_nothing() -> None:
    assert runs.ask(Attempts(max_attempts=Count(0)), runs.category(), attempt=1).outcome is Outcome.FAILED
    assert not Attempts().active
