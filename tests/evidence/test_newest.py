"""Which of several records counts as the newest."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import accepted, made, run

from gatekeeper.evidence.newest import newest_first
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from gatekeeper.evidence.accept import Accepted

_PLACES = st.tuples(st.integers(0, 40), st.sampled_from([Verdict.PASSED, Verdict.FAILED]), st.integers(1, 3), st.integers(1, 3))


def _red(found: Accepted) -> int:
    return int(found.record.verdict is not Verdict.PASSED)


def _of(minutes: float, verdict: Verdict = Verdict.PASSED, number: int | None = None, attempt: int = 1) -> Accepted:
    return accepted(made(minutes, verdict, run=run(number, attempt) if number else None))


def _is_order(*records: Accepted) -> bool:
    return all(list(newest_first(each, _red)) == list(records) for each in permutations(records))


def test_of_what_lies_apart_the_clock_decides() -> None:
    assert _is_order(_of(50, number=2), _of(30, Verdict.FAILED, number=1), _of(10, number=3))
    assert _is_order(_of(50), _of(30, Verdict.FAILED), _of(10))
    assert list(newest_first([], _red)) == []


def test_of_different_runs_within_ten_minutes_the_worse_counts_as_the_newer() -> None:
    assert _is_order(_of(0, Verdict.FAILED, 1), _of(10, number=2))
    assert _is_order(_of(10.1, number=2), _of(0, Verdict.FAILED, 1))
    assert _is_order(_of(0, Verdict.FAILED), _of(10, number=2))
    assert _is_order(_of(10, number=2), _of(5, number=1))


def test_outside_ci_the_clock_decides() -> None:
    assert _is_order(_of(1), _of(0, Verdict.FAILED))
    assert _is_order(_of(0, Verdict.FAILED), _of(0))


def test_within_a_run_the_attempt_decides() -> None:
    assert _is_order(_of(0, number=1, attempt=10), _of(40, Verdict.FAILED, 1, 9), _of(20, Verdict.FAILED, 1, 2))


def test_of_one_attempt_the_worst_is_the_newest_whichever_leg_of_a_matrix_wrote_last() -> None:
    assert _is_order(_of(0, Verdict.FAILED, 1), _of(5, number=1))
    assert _is_order(_of(0, Verdict.FAILED, 1), _of(50, number=1), _of(5, number=1))
    assert _is_order(_of(1, number=1, attempt=2), _of(0, Verdict.FAILED, 1), _of(50, number=1))
    assert _is_order(_of(0, Verdict.FAILED, 1), _of(5, number=1), _of(4, number=2))


def test_an_attempt_is_not_earlier_than_the_one_before_it() -> None:
    late, slow, other = _of(40, number=1), _of(0, Verdict.FAILED, 1, 2), _of(20, number=2)
    assert _is_order(slow, late, other)


@settings(max_examples=40, deadline=None)
@given(st.lists(_PLACES, max_size=7, unique=True))
def test_nothing_is_lost_and_no_green_stands_before_a_red_that_may_be_newer(places: list[tuple[int, Verdict, int, int]]) -> None:
    records = [_of(*each) for each in places]
    ordered = list(newest_first(records, _red))
    assert sorted(each.digest for each in ordered) == sorted(each.digest for each in records)
    if ordered and not _red(ordered[0]):
        newest = max(minutes for minutes, *_ in places)
        last = {
            number: max((each[3], each[1] is Verdict.FAILED, each[0]) for each in places if each[2] == number) for *_, number, _ in places
        }
        assert not any(red and minutes >= newest - 10 for _, red, minutes in last.values())
