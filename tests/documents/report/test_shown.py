from __future__ import annotations

import hostile
import pytest
from records import category, counts, record, rule

from gatekeeper.documents.report.listing import Listing
from gatekeeper.documents.report.shown import bar, duration, figures, listed, outcomes, rules, slowest
from gatekeeper.documents.views.categories import category_lines
from gatekeeper.model import CaseOutcome, Outcome, Verdict


def test_the_first_figures_are_the_sums_of_the_categories() -> None:
    made = record(
        categories=[category(counts=counts(passed=5, failed=12, errored=4, collection_errors=4)), category("b", milliseconds=None)]
    )
    assert [(each.name, each.number, each.kind) for each in figures(made)] == [
        ("Pass rate", "33.3%", ""),
        ("Passed", "8 of 24", ""),
        ("Failed", "12", "failed"),
        ("Errored", "4", "errored"),
        ("Skipped", "0", ""),
        ("Executed", "20", ""),
        ("Time", "1.500s", ""),
    ]


def test_no_denominator_is_no_rate_and_no_time_is_no_figure() -> None:
    made = record(categories=[category(counts=counts(skipped=1), milliseconds=None)])
    assert next((each.name, each.number) for each in figures(made)) == ("Pass rate", "none")
    assert "Time" not in [each.name for each in figures(made)]


def test_every_answer_stands_in_one_place() -> None:
    bad, echo = rule(), rule(category=None)
    waived, good = rule("max-flaky", verdict=Verdict.PASSED, outcome=Outcome.WAIVED), rule("counts-agree", verdict=Verdict.PASSED)
    unsure = rule("min-executed", verdict=Verdict.INCOMPLETE, outcome=Outcome.INCONCLUSIVE)
    found = rules(record(Verdict.FAILED, rules=[good, bad, echo, waived, unsure], categories=[category(verdict=Verdict.FAILED)]))
    assert (found.bad, found.waived, found.good, found.echoes) == ((bad, unsure), (waived,), (good,), (echo,))


def test_a_category_without_numbers_has_no_bar() -> None:
    lines = category_lines(record(categories=[category(), category("b", None, absent="not here", counts=counts())]), None).rows
    assert [bool(bar(each)) for each in lines] == [True, False]


@pytest.mark.parametrize(
    ("seconds", "text"), [(None, "-"), (0.0, "0.000s"), (5.106, "5.106s"), (59.9994, "59.999s"), (130.6, "2m 10.6s"), (3600, "60m 00.0s")]
)
def test_times_are_for_reading(seconds: float | None, text: str) -> None:
    assert duration(seconds) == text


@pytest.mark.parametrize("text", hostile.NAMES.values(), ids=list(hostile.NAMES))
def test_a_test_is_escaped_and_bounded(text: str) -> None:
    row = listed([(text, text, CaseOutcome.FAILED, None, 1)])[0]
    for each in (row.category, row.id):
        assert not set("<>\"'\n\r\x85\u2028\u202e\u200b\x9b") & set(each)
        assert len(each) < 2000


def test_the_slowest_have_bars_against_the_first() -> None:
    rows = [("u", name, CaseOutcome.PASSED, seconds, 1) for name, seconds in (("a", 4.0), ("b", 1.0))]
    assert ['width="100.00"' in each.bar or 'width="25.00"' in each.bar for each in slowest(rows)] == [True, True]
    assert slowest([]) == ()


def test_outcomes_that_are_not_there_are_not_offered() -> None:
    assert outcomes(Listing(outcomes={CaseOutcome.PASSED: 3, CaseOutcome.FAILED: 1})) == ((CaseOutcome.FAILED, 1), (CaseOutcome.PASSED, 3))
