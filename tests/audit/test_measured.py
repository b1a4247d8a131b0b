from __future__ import annotations

import pytest
from audits import asked

from gatekeeper.audit.evidence import Sums
from gatekeeper.audit.measured import holds, shown, swapped

_SUMS = Sums(tests=63, passed=51, failed=8, errored=2, skipped=2, executed=60, collection_errors=1)


@pytest.mark.parametrize(
    ("sentence", "true"),
    [
        ("51 of 61 tests passed.", True),
        ("51 of 60 tests passed.", True),  # without the one that could not be collected
        ("51 of 62 tests passed.", False),
        ("52 of 61 tests passed.", False),
        ("83.6% of the tests pass.", True),
        ("84% of the tests pass.", True),
        ("90% of the tests pass.", False),
        ("16.3% of the tests fail.", True),
        ("Over 80% of the tests pass.", True),
        ("Over 90% of the tests pass.", False),
        ("8 tests failed.", True),
        ("10 tests failed.", True),  # errors are failures
        ("9 tests failed.", False),
        ("2 tests were skipped.", True),
        ("63 tests in total: all of the suite passed", True),
        ("All 51 tests pass.", False),
        ("51 tests pass.", True),
        ("50+ tests passing", True),
        ("52+ tests passing", False),
    ],
)
def test_a_figure_is_true_of_the_numbers_or_not(sentence: str, true: bool) -> None:
    found = asked(sentence)
    assert found
    assert all(holds(each.figure, _SUMS) for each in found) is true


def test_no_denominator_is_no_rate() -> None:
    assert not any(holds(each.figure, Sums()) for each in asked("100% of the tests pass."))


def test_the_failure_rate_is_known_for_what_it_is() -> None:
    sums = Sums(tests=37, passed=17, failed=20, executed=37)
    assert [swapped(each.figure, sums) for each in asked("Pass rate: 54%")] == [True]
    assert [swapped(each.figure, sums) for each in asked("Failure rate of the tests: 54%")] == [False]
    assert [swapped(each.figure, sums) for each in asked("Pass rate: 46%")] == [False]


def test_what_the_record_says_is_said_in_the_same_measure() -> None:
    words = {
        sentence: shown(asked(sentence)[0].figure, _SUMS) for sentence in ("Pass rate: 92%", "9 tests failed.", "4 tests were skipped.")
    }
    assert list(words.values()) == [
        "51 of 61 tests passed (83.6%), 2 skipped",
        "8 failed, 2 errored of 61 tests",
        "2 of 63 tests were skipped",
    ]
