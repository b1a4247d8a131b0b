from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import reports
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import Row, by_outcome, four, read, read_rows

from gatekeeper.junit import source, tally
from gatekeeper.model import CaseKind, Selection

if TYPE_CHECKING:
    from gatekeeper.junit.reading import Reading

RESULTS = ("failure", "error", "skipped", "rerunFailure", "flakyError", "properties")
ALL = Selection(tests=("*",))
SOME = Selection(tests=("c::a*", "c::b"), excused=("*b",))
ONE_CASE = st.builds(
    lambda name, tags: reports.case(name, *(reports.result(tag, "m") for tag in tags)),
    st.sampled_from(["a", "a1", "b", "", None, "x\ny", "x y"]),
    st.lists(st.sampled_from(RESULTS), max_size=2),
)
CASES = st.lists(ONE_CASE, min_size=1, max_size=60)


def repeat(*outcomes: str) -> list[str]:
    """Write the same test several times, with these outcomes."""
    tags = {"failed": "failure", "errored": "error", "skipped": "skipped"}
    return [reports.case("a", *([reports.result(tags[each], "m")] if each in tags else [])) for each in outcomes]


def test_the_same_id_twice_in_one_suite_is_one_test() -> None:
    reading = read(reports.report(*repeat("passed", "passed", "passed")))
    assert (reading.counts.cases, reading.counts.tests, reading.results, reading.file.counts.tests) == (3, 1, 3, 3)
    assert (reading.repeated.count, reading.repeated.first) == (2, ("c::a",))


@pytest.mark.parametrize("outcomes", [("passed", "failed"), ("failed", "passed"), ("skipped", "failed", "passed")])
def test_the_worst_result_of_a_test_counts(outcomes: tuple[str, ...]) -> None:
    assert four(read(reports.report(*repeat(*outcomes))).counts) == (0, 0, 1, 0)


def test_across_suites_ids_stand_on_their_own() -> None:
    inner = reports.suite(*repeat("passed"))
    assert read(reports.suites(inner, inner)).counts.tests == 2
    assert read(reports.suites(reports.suite(*repeat("passed"), inner))).counts.tests == 2


def test_nameless_cases_are_nobodys_namesake() -> None:
    reading, rows = read_rows(reports.report(reports.case(None), reports.case(""), reports.case(None)))
    assert reading.counts.tests == 3
    assert [row[1] for row in rows] == ["c::"] * 3


def test_a_case_without_a_class_is_named_after_its_suite() -> None:
    _, rows = read_rows(reports.report(reports.case("a", classname=None), reports.case("b", classname="")))
    assert [row[1] for row in rows] == ["s::a", "s::b"]


def test_reruns_forgive_a_test_that_passed_in_the_end() -> None:
    reading, rows = read_rows(reports.report(*repeat("failed", "errored", "passed")), reruns=True)
    assert (four(reading.counts), reading.counts.flaky, reading.flaky.first) == ((1, 0, 0, 0), 1, ("c::a",))
    assert reading.failures == ()
    assert rows == [("t", "c::a", "passed", 0.001, 3)]


def test_reruns_forgive_nothing_that_failed_in_the_end() -> None:
    reading = read(reports.report(*repeat("passed", "failed")), reruns=True)
    assert (four(reading.counts), reading.counts.flaky) == ((0, 0, 1, 0), 0)
    assert [case.id for case in reading.failures] == ["c::a"]


@pytest.mark.parametrize(
    ("declared", "name", "flaky"), [(1, "pytest", 1), (2, "pytest", 0), (None, "pytest", 0), (1, "other", 0), ("many", "pytest", 0)]
)
def test_bare_attempts_are_known_by_fewer_declared_tests(declared: object, name: str, flaky: int) -> None:
    reading = read(reports.report(*repeat("passed", "passed"), name=name, tests=declared))
    assert (reading.counts.passed, reading.counts.flaky) == (1, flaky)


@pytest.mark.parametrize("tag", ["flakyFailure", "flakyError", "rerunFailure", "rerunError"])
def test_a_pass_with_an_earlier_attempt_is_flaky(tag: str) -> None:
    reading = read(reports.report(reports.case("a", reports.result(tag, "m"))))
    assert (four(reading.counts), reading.counts.flaky) == ((1, 0, 0, 0), 1)


def test_a_failure_with_earlier_attempts_is_not_flaky_and_a_skipped_one_is_noted() -> None:
    reading = read(reports.report(reports.case("a", reports.result("failure"), reports.result("rerunFailure"))))
    assert (four(reading.counts), reading.counts.flaky) == ((0, 0, 1, 0), 0)
    reading = read(reports.report(reports.case("a", reports.result("rerunFailure"), reports.result("skipped"))))
    assert (reading.counts.skipped, reading.notes.first) == (1, ("c::a was skipped after attempts that failed",))


def test_tests_chosen_by_id_are_the_only_ones_counted() -> None:
    reading, rows = read_rows(reports.report(reports.passed(3), reports.failed("other")), tests=("c::t*",))
    assert (four(reading.counts), reading.results, reading.failures) == ((3, 0, 0, 0), 3, ())
    assert reading.file.counts.failed == 1
    assert [row[1] for row in rows] == ["c::t0", "c::t1", "c::t2"]


def test_collection_and_suite_errors_belong_to_every_category() -> None:
    broken = reports.case("m", reports.result("error", "collection failure"))
    reading = read(reports.report(reports.passed(1), broken, reports.result("error", "x")), tests=("nothing",))
    assert (four(reading.counts), reading.counts.collection_errors) == ((0, 0, 0, 2), 1)


def test_durations_are_summed_and_missing_ones_counted() -> None:
    cases = [reports.case("a", time="1.5"), reports.case("b", time=None), reports.case("c", time="NaN"), reports.case("d", time="1,000.5")]
    reading = read(reports.report(*cases))
    assert (reading.seconds, reading.timed, reading.untimed) == (1002.0, 2, 2)
    assert reading.notes.first == ("1 durations are unreadable, such as 'NaN'",)


def test_the_newest_and_the_oldest_timestamp_are_kept() -> None:
    report = reports.suites(*(reports.suite(timestamp=f"2024-05-0{day}T00:00:00Z") for day in (1, 3, 2)), reports.suite(timestamp="x"))
    newest, oldest = read(report).newest, read(report).oldest
    assert newest is not None
    assert oldest is not None
    assert (newest.day, oldest.day) == (3, 1)


def test_no_more_failures_are_kept_whole_than_asked_for() -> None:
    bad = [reports.failed(f"b{number}") for number in range(9)]
    reading = read(reports.report(*bad, reports.result("error")), keep=4)
    assert (len(reading.failures), reading.counts.failed, reading.counts.errored) == (4, 9, 1)


@given(CASES, CASES)
def test_any_mix_folds_to_the_worst_of_each_test(first: list[str], second: list[str]) -> None:
    expected = by_outcome([*worst_of(first), *worst_of(second)])
    reading, rows = read_rows(reports.suites(reports.suite(*first), reports.suite(*second)), selections=frozenset({ALL}))
    assert four(reading.counts) == expected
    assert four(reading.selected[ALL]) == expected
    assert by_outcome([row[2] for row in rows]) == expected
    assert sum(row[4] for row in rows) == reading.results == len(first) + len(second)
    assert reading.rows == len(rows)


def worst_of(cases: list[str]) -> list[str]:
    """Fold cases into tests the slow and simple way."""
    order = ["passed", "skipped", "failed", "errored"]
    tests: dict[object, str] = {}
    for number, text in enumerate(cases):
        found = max("<skipped" in text, 2 * ("<failure" in text), 3 * ("<error" in text))
        name = text.split('name="', 2)[2].split('"')[0] if text.count('name="') == 2 else ""
        key = name.replace("&#10;", " ") or number
        tests[key] = max(tests.get(key, "passed"), order[found], key=order.index)
    return list(tests.values())


@settings(max_examples=40)
@given(CASES, st.booleans(), st.sampled_from([None, 1, 99]), st.sampled_from(["s", "pytest"]), st.sampled_from([(), ("c::a*",)]))
def test_a_large_suite_gives_the_same_answers(
    cases: list[str], reruns: bool, declared: int | None, name: str, tests: tuple[str, ...]
) -> None:
    report = reports.report(*cases, reports.result("error", "torn down"), name=name, tests=declared)
    want: dict[str, Any] = {"reruns": reruns, "tests": tests, "selections": frozenset({ALL, SOME})}
    small = read_rows(report, **want)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tally, "_TOO_LARGE", 10)
        patch.setattr(source, "CHUNK", 64)
        large = read_rows(report, **want)
        bare = read(report, **want)
    assert answers(*large) == answers(*small)
    assert answers(bare, []) == answers(small[0], [])


def answers(reading: Reading, rows: list[Row]) -> object:
    """Return everything that must not depend on the size of a suite."""
    return (
        (reading.file, reading.counts, reading.results, reading.timed, reading.untimed),
        (reading.flaky.count, reading.repeated.count, reading.errors, reading.disagreements, reading.selected),
        round(reading.seconds, 6),
        sorted((case.id, case.outcome) for case in reading.failures if case.kind is CaseKind.TEST),
        sorted(rows, key=str),
    )


def test_names_that_are_printed_alike_are_one_test_with_and_without_rows() -> None:
    report = reports.report(reports.case("x\ny"), reports.case("x y"))
    assert read(report).counts.tests == read_rows(report)[0].counts.tests == 1


def test_a_flaky_test_is_named_once() -> None:
    once = reports.case("a", reports.result("flakyFailure"))
    assert read(reports.report(once, reports.case("a"), reports.case("a"))).flaky.count == 1
    assert read(reports.report(once, reports.failed("a"))).flaky.count == 0


def test_a_forgiven_test_hides_no_namesake_in_another_suite() -> None:
    bad, forgiven = reports.suite(*repeat("failed")), reports.suite(*repeat("failed", "passed"))
    for order in ((bad, forgiven), (forgiven, bad)):
        assert [case.id for case in read(reports.suites(*order), reruns=True).failures] == ["c::a"]


def test_a_skipped_test_without_a_duration_took_no_time() -> None:
    skipped = reports.case("later", reports.result("skipped"), time=None)
    assert read(reports.report(reports.case("a"), skipped)).untimed == 0
    assert read(reports.report(reports.case("a"), reports.case("b", time=None))).untimed == 1
