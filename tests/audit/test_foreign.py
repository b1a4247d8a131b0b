"""Numbers that look like results and are of something else are no claims; the same words about tests are."""

from __future__ import annotations

import pytest

from gatekeeper.audit.claim import Kind
from gatekeeper.audit.figures import figures
from gatekeeper.audit.source import read
from gatekeeper.audit.units import units
from gatekeeper.audit.walk import blocks


def kinds(text: str, place: str = "") -> list[Kind]:
    return [signal.kind for block in blocks(read(text.encode(), "a.md")) for unit in units(block) for signal in figures(unit, place)]


@pytest.mark.parametrize(
    ("text", "about_tests"),
    [
        ("About 34% of the requests failed with 502", "About 34% of the tests failed with 502"),
        ("41% of the first visitors finished the tour", "41% of the first modules are finished"),
        ("The score was trained on 80% of the data, validated on 10%", "The score is validated, 10%"),
        ("Badge: green over 90%, passing", "Passing: over 90%"),
        ("The pass rate shown as 101%", "The pass rate is 101%"),
        ("The confidence is a number; below 50% we ask again", "The confidence is a number: below 50%"),
        ("A potion restores 30% health", "The system is at 30% health"),
        ("Has 25% armour, rests below 50% health", "It is 80% complete, and adds 10% a week"),
        ("Has 25% armour, rests below 50% health", "Has 25% coverage"),
        ("The group goes on with 1 failed node", "The group goes on with 1 failed test"),
        ("The optimizer does 3 passes", "The tests: 3 passes"),
        ("A function with 4 errors", "The test run: 4 errors"),
        ("A progress bar, 20% wider", "Progress: 20%"),
        ("Syntax in 4 errors", "Syntax errors: 4"),
        ("Last week 30% of the checks failed", "Since last week 30% of the checks fail"),
        ("Memory is capped at 80% of the failed task", "Memory is at 80%"),
    ],
)
def test_leaves_numbers_of_other_things_alone(text: str, about_tests: str) -> None:
    assert kinds(text) == []
    assert kinds(about_tests) != []


@pytest.mark.parametrize("heading", ["Fixed", "Bug fixes", "\U0001f41b Fixes"])
def test_failures_below_fixed_are_those_that_there_were(heading: str) -> None:
    assert kinds("- 14 tests failed on one platform", heading) == []
    assert kinds("- 14 tests passed on one platform", heading) == [Kind.TEST_COUNT]
    assert kinds("- 14 tests failed on one platform", "Fixed-point code") == [Kind.TEST_COUNT]
