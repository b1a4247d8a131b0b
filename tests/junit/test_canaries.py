from __future__ import annotations

from unittest import mock

import reports
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import four, read, read_rows

from gatekeeper.junit import canaries, tally
from gatekeeper.model import Counts, Selection

CANARY = ("*::canary*",)
OTHERS = [reports.case("a"), reports.failed("b"), reports.skipped("c"), reports.case("a"), reports.errored("d")]
BIRDS = [
    reports.failed("canary1"),
    reports.case("canary2"),
    reports.skipped("canary3"),
    reports.errored("canary1"),
    reports.case("canary1"),
]


def test_a_canary_is_in_no_count_and_no_list() -> None:
    report = reports.report(reports.passed(3), reports.failed("canary"), reports.failed("bad"), tests=5, failures=2)
    reading, rows = read_rows(report, canary=CANARY, selections=frozenset({Selection(tests=("*",))}))
    assert (four(reading.counts), reading.counts.cases, reading.results) == ((3, 0, 1, 0), 4, 4)
    assert [case.id for case in reading.failures] == ["c::bad"]
    assert [row[1] for row in rows] == ["c::t0", "c::t1", "c::t2", "c::bad"]
    assert four(reading.selected[Selection(tests=("*",))]) == (3, 0, 1, 0)
    assert (reading.timed, reading.disagreements.count) == (4, 0)
    assert reading.canaries == {"*::canary*": Counts(cases=1, failed=1)}


def test_the_file_counts_its_elements_canaries_included() -> None:
    reading = read(reports.report(*OTHERS, *BIRDS), canary=CANARY)
    assert reading.file.counts.cases == reading.counts.cases + reading.canaries["*::canary*"].cases == 10


def test_every_pattern_counts_on_its_own_and_one_without_a_test_is_there() -> None:
    reading = read(reports.report(*BIRDS), canary=("*canary1", "*canary*", "*nothing*"))
    assert [four(each) for each in reading.canaries.values()] == [(0, 0, 0, 1), (1, 1, 0, 1), (0, 0, 0, 0)]
    assert four(reading.counts) == (0, 0, 0, 0)


def test_a_canary_that_passed_in_the_end_has_passed() -> None:
    report = reports.report(reports.failed("canary"), reports.case("canary"))
    assert four(read(report, canary=CANARY, reruns=True).canaries[CANARY[0]]) == (1, 0, 0, 0)
    assert four(read(report, canary=CANARY).canaries[CANARY[0]]) == (0, 0, 1, 0)


def test_what_could_not_be_collected_is_no_canary() -> None:
    broken = reports.case("canary", reports.result("error", "collection failure"))
    reading = read(reports.report(reports.passed(1), broken), canary=CANARY)
    assert (reading.counts.collection_errors, reading.canaries[CANARY[0]].tests, len(reading.failures)) == (1, 0, 1)


def test_a_canary_need_not_belong_to_the_tests_of_the_category() -> None:
    reading = read(reports.report(reports.case("a"), reports.case("b"), reports.failed("canary")), canary=CANARY, tests=("c::a",))
    assert (four(reading.counts), four(reading.canaries[CANARY[0]])) == ((1, 0, 0, 0), (0, 0, 1, 0))


@settings(max_examples=40)
@given(st.lists(st.sampled_from(OTHERS), max_size=12), st.lists(st.sampled_from(BIRDS), max_size=12), st.randoms(use_true_random=False))
def test_with_canaries_everything_else_is_as_if_they_were_not_there(others: list[str], birds: list[str], random: object) -> None:
    mixed = [*others, *birds]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    kept = [each for each in mixed if "canary" not in each]
    reading, rows = read_rows(reports.report(*mixed), canary=CANARY)
    bare, bare_rows = read_rows(reports.report(*kept))
    assert (reading.counts, reading.failures, reading.repeated, rows) == (bare.counts, bare.failures, bare.repeated, bare_rows)
    with mock.patch.object(tally, "_TOO_LARGE", 3), mock.patch("gatekeeper.junit.source.CHUNK", 64):
        large, large_rows = read_rows(reports.report(*mixed), canary=CANARY)
    assert (large.counts, large.canaries, large_rows) == (reading.counts, reading.canaries, rows)


def test_very_many_canaries_are_counted_without_being_remembered() -> None:
    with mock.patch.object(canaries, "_MOST", 2):
        report = reports.report(*[reports.failed(f"canary{number}") for number in range(5)], reports.failed("canary1"))
        assert read(report, canary=CANARY).canaries[CANARY[0]].failed == 5
