from __future__ import annotations

import pytest
from audits import asked

from gatekeeper.audit.figure import Measure
from gatekeeper.audit.tally import Tally, tally


def _tally(sentence: str) -> Tally:
    return tally([each.figure for each in asked(sentence)], sentence.lower(), ())


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("51 passed, 7 failed of 61 tests", "51 passed + 7 failed is 58, not 61"),
        ("51 of 61 tests passed, 7 failed", "51 passed + 7 failed is 58, not 61"),
        ("51 of 61 tests passed, 10 failed", ""),
        ("51 passed, 7 failed, 3 skipped of 61 tests", ""),
        ("58 passed, 3 failed, 2 skipped of 61 tests", ""),  # some leave the skipped ones out
        ("51 passed, 7 failed", ""),
        ("51 of 61 tests passed", ""),
    ],
)
def test_passed_and_failed_are_all_of_them(sentence: str, wrong: str) -> None:
    assert "; ".join(_tally(sentence).wrong()) == wrong


@pytest.mark.parametrize(
    ("sentence", "pair"),
    [
        ("17 passed, 20 failed tests", (17, 37)),
        ("17 passed, 20 failed, 4 errors in the tests", (17, 41)),
        ("51 of 61 tests passed", (51, 61)),
        ("7 of 61 tests failed", (54, 61)),
        ("51 tests passed", None),
    ],
)
def test_a_rate_is_of_what_passed_and_what_should_have(sentence: str, pair: tuple[int, int] | None) -> None:
    assert _tally(sentence).pair == pair


def test_skipped_tests_are_part_of_a_whole_or_not() -> None:
    assert _tally("244 of 255 tests passed, 4 skipped").pairs == ((244, 255), (244, 251))


def test_some_leave_errors_out_of_a_rate() -> None:
    assert Tally(counts={Measure.PASSED: 5, Measure.FAILED: 12, Measure.ERRORED: 4}).pairs == ((5, 21), (5, 17))


def test_a_row_counts_by_its_columns() -> None:
    row = tally([], "| error | 4 | 2 | 2 |", ("suite", "total", "passed", "failed"))
    assert (row.counts, row.whole) == ({Measure.TESTS: 4, Measure.PASSED: 2, Measure.FAILED: 2}, 4)


def test_two_numbers_of_one_measure_add_up_to_nothing() -> None:
    assert _tally("51 tests passed, then 52 tests passed").counts == {}
