from __future__ import annotations

from typing import TYPE_CHECKING

from ledgers import accepted, ledger, made
from records import category, counts, rule

from gatekeeper.documents.story import tell
from gatekeeper.documents.views.categories import category_lines
from gatekeeper.documents.vocabulary import Word
from gatekeeper.model import Outcome, Verdict

if TYPE_CHECKING:
    from pathlib import Path


def test_collection_errors_give_two_rates_and_the_judged_one_counts_them() -> None:
    red = counts(passed=5, failed=12, errored=4, collection_errors=4)
    row = category_lines(made(0, Verdict.FAILED, categories=[category(verdict=Verdict.FAILED, counts=red)]), None).rows[0]
    assert (row.ran, row.rate, row.weighed, row.word) == ("29.4%", "23.8%", 21, Word.FAILED)


def test_where_nothing_could_be_imported_no_rate_ran() -> None:
    row = category_lines(made(categories=[category(counts=counts(errored=4, collection_errors=4))]), None).rows[0]
    assert (row.ran, row.rate) == ("none", "0.0%")


def test_what_was_refused_or_absent_has_no_numbers() -> None:
    rows = [category("a", Verdict.INVALID, blocking=False), category("b", None, absent="not today"), category("c", Verdict.NO_EVIDENCE)]
    found = category_lines(made(categories=rows), None).rows
    assert [(each.word, each.counts, each.absent) for each in found] == [
        (Word.INVALID, None, ""),
        (Word.UNVERIFIED, None, "not today"),
        (Word.NO_EVIDENCE, None, ""),
    ]


def test_a_category_that_passed_by_a_waiver_says_so() -> None:
    record = made(categories=[category(), category("e2e")], rules=[rule(verdict=Verdict.PASSED, outcome=Outcome.WAIVED)])
    assert [each.waived for each in category_lines(record, None).rows] == [True, False]


def test_was_is_what_an_earlier_record_had_where_it_differs(tmp_path: Path) -> None:
    before = [category(counts=counts(passed=2, failed=1)), category("same"), category("bad", Verdict.INVALID)]
    now = made(5, categories=[category(), category("same"), category("bad"), category("new")])
    story = tell(accepted(now), ledger(tmp_path, made(0, Verdict.FAILED, categories=before)))
    assert [each.was for each in category_lines(now, story.previous).rows] == ["2 of 3", "", "", ""]
