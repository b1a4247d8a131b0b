from __future__ import annotations

import pytest
import reports
from readings import four, read


@pytest.mark.parametrize("tag", ["Failure", "Error", "failed", "errored", "FAILED"])
def test_a_child_of_a_case_that_only_resembles_a_result_is_a_disagreement(tag: str) -> None:
    reading = read(reports.report(reports.case("a", reports.result(tag, "m")), reports.case("b")))
    assert four(reading.counts) == (2, 0, 0, 0)
    assert reading.disagreements.first == (f"c::a holds a {tag} that is no result by that name",)


def test_a_prefix_hides_nothing() -> None:
    assert read('<testsuite xmlns:j="u"><testcase name="a"><j:failed/></testcase></testsuite>').disagreements.count == 1


def test_other_children_are_no_results() -> None:
    children = [reports.result(tag) for tag in ("properties", "failures", "flakyFailure", "attachments", "skipped")]
    assert read(reports.report(reports.case("a", *children))).disagreements.count == 0


def test_a_case_that_is_known_to_have_failed_hides_nothing() -> None:
    assert read(reports.report(reports.case("a", reports.result("failure"), reports.result("Failure")))).disagreements.count == 0


@pytest.mark.parametrize("tag", ["failure", "error", "Failure"])
def test_a_result_outside_any_case_and_too_deep_for_the_suite_is_a_disagreement(tag: str) -> None:
    reading = read(reports.report(f"<results>{reports.result(tag)}</results>", reports.case()))
    assert four(reading.counts) == (1, 0, 0, 0)
    assert reading.disagreements.first == (f"suite s holds a {tag} that is no result of its own",)


def test_what_lies_inside_a_suites_own_result_is_no_news() -> None:
    report = reports.report("<error><results><failure/></results></error>", reports.case())
    for keep in (0, 5):
        assert read(report, keep=keep).disagreements.count == 0
