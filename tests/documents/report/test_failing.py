from __future__ import annotations

from typing import TYPE_CHECKING

from ledgers import accepted, made
from records import category, counts, failure

from gatekeeper.documents.report.failing import failing
from gatekeeper.documents.story import Story, tell
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from gatekeeper.evidence import record as rows


def _story(*failures: rows.FailureRow, failed: int = 0) -> Story:
    numbers = counts(passed=1, failed=max(failed, len(failures)))
    return tell(accepted(made(0, Verdict.FAILED, categories=[category(counts=numbers)], failures=list(failures))), None)


def test_every_test_stands_under_its_cause() -> None:
    found = failing(_story(failure("a", cause="1"), failure("b", cause="2", message="other"), failure("c", cause="1")))
    assert [(each.title, [row.id for row in each.tests.rows]) for each in found.causes.rows] == [
        ("assert 1 == 2", ["a", "c"]),
        ("other", ["b"]),
    ]


def test_a_message_is_shown_whole_where_the_title_is_not_all_of_it() -> None:
    long, lines = "x" * 400, "first\nsecond"
    found = failing(_story(failure("a", cause="1", message=long), failure("b", cause="2", message=lines), failure("c", cause="3")))
    assert [(len(each.title), each.message) for each in found.causes.rows] == [(160, long), (12, lines), (13, "")]


def test_failures_that_the_record_does_not_keep_are_counted() -> None:
    found = failing(_story(failure("a"), failed=30))
    assert (found.kept, found.all, found.more) == (1, 30, True)
    assert not failing(_story(failure("a"))).more


def test_tests_of_one_cause_are_bounded() -> None:
    found = failing(_story(*(failure(str(number)) for number in range(250))))
    assert (found.causes.rows[0].tests.shown, found.causes.rows[0].tests.hidden) == (200, 50)
