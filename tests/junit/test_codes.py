from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.junit import codes
from gatekeeper.model import CaseKind, CaseOutcome

ALL = st.integers(0, 31)


def test_the_numbers_are_ordered_like_the_outcomes() -> None:
    assert [codes.OUTCOMES[each] for each in (codes.PASSED, codes.SKIPPED, codes.FAILED, codes.ERRORED)] == list(CaseOutcome)


@given(ALL, ALL)
def test_merging_keeps_the_worst_outcome_and_every_flag(one: int, other: int) -> None:
    merged = codes.merge(one, other)
    assert merged & codes.OUTCOME == max(one & codes.OUTCOME, other & codes.OUTCOME)
    assert merged & ~codes.OUTCOME == (one | other) & ~codes.OUTCOME


@given(st.lists(ALL, min_size=1))
def test_without_reruns_the_worst_wins(several: list[int]) -> None:
    whole = codes.fold(several, reruns=False, bare_attempts=False)
    assert whole & codes.OUTCOME == max(code & codes.OUTCOME for code in several)


@given(st.lists(ALL, min_size=1))
def test_reruns_forgive_only_what_passed_at_the_end(several: list[int]) -> None:
    whole = codes.fold(several, reruns=True, bare_attempts=False)
    broken = max(code & codes.OUTCOME for code in several) >= codes.FAILED
    if broken and several[-1] & codes.OUTCOME == codes.PASSED:
        assert whole == codes.FLAKY
    else:
        assert whole == codes.fold(several, reruns=False, bare_attempts=False)


@pytest.mark.parametrize(
    ("several", "expected"),
    [
        ([codes.PASSED, codes.PASSED], codes.PASSED | codes.FLAKY),
        ([codes.PASSED], codes.PASSED),
        ([codes.PASSED, codes.FAILED], codes.FAILED),
        ([codes.PASSED, codes.SKIPPED], codes.SKIPPED),
    ],
)
def test_bare_attempts_make_a_repeated_pass_flaky_and_nothing_better(several: list[int], expected: int) -> None:
    assert codes.fold(several, reruns=False, bare_attempts=True) == expected


def test_a_collection_error_is_named_before_a_suite_error() -> None:
    assert codes.kind(codes.ERRORED | codes.COLLECTION | codes.SUITE) is CaseKind.COLLECTION
    assert codes.kind(codes.ERRORED | codes.SUITE) is CaseKind.SUITE
    assert codes.kind(codes.FAILED) is CaseKind.TEST
