"""Each number is a claim of the kind that the words around it say, or none."""

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
    ("text", "kind"),
    [
        ("Coverage: 54%", Kind.COVERAGE),
        ("54% of the lines are covered", Kind.COVERAGE),
        ("54% of the tests fail", Kind.PASS_RATE),
        ("Uptime: 99.9%", Kind.PERFORMANCE),
        ("Load time reduced by 40%", Kind.PERFORMANCE),
        ("The import is 80% complete", Kind.HEALTH),
        ("Storage: 100% \u2705", Kind.HEALTH),
        ("Quality score: 9/10", Kind.HEALTH),
        ("12 tests passed", Kind.TEST_COUNT),
        ("8/10 tests passed", Kind.TEST_COUNT),
        ("Pass rate: 54% - the coverage is unknown", Kind.PASS_RATE),
        ("The coverage is unknown - pass rate of 54%", Kind.PASS_RATE),
        ("Latency is 40 ms", Kind.PERFORMANCE),
        ("It draws 60 fps", Kind.PERFORMANCE),
        ("It reaches 91% accuracy", Kind.PERFORMANCE),
        ("17 of 20 items done", Kind.HEALTH),
        ("7 tests are now red", Kind.TEST_COUNT),
    ],
)
def test_tells_the_kind_by_the_words_around(text: str, kind: Kind) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Target coverage: 54%",
        "Coverage must reach 54%",
        "Coverage \u2265 54%",
        "A pass rate of 54% is required when tests run",
        "a pass rate threshold of 54%",
        "54% of the business value",
        "54% of users",
        "20% discount",
        "57% total reduction",
        "It takes 3 hours",
        "Coverage was 54%",
        "If 12 tests pass",
        "12 tests should pass",
    ],
)
def test_leaves_targets_wishes_and_other_things_alone(text: str) -> None:
    assert kinds(text) == []


def test_hears_the_heading_where_the_line_does_not_tell() -> None:
    assert kinds("- Parser: 54%") == []
    assert kinds("- Parser: 54%", "Test coverage") == [Kind.COVERAGE]


def test_counts_a_lonely_number_by_its_column() -> None:
    assert kinds("| Suite | Passed |\n|---|---|\n| Unit | 12 |\n", "Test results") == [Kind.TEST_COUNT]
    assert kinds("| Suite | Owners |\n|---|---|\n| Unit | 12 |\n", "Test results") == []


def test_reads_so_many_numbers_of_a_sentence_and_no_more() -> None:
    assert len(kinds("coverage " + "5% " * 100)) == 20
