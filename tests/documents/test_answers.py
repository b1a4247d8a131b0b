from __future__ import annotations

from msgspec import structs
from records import category, counts, record, rule

from gatekeeper.documents.answers import advisory_categories, not_good, waived_categories
from gatekeeper.model import Outcome, Verdict

NONE = Verdict.NO_EVIDENCE


def test_good_answers_are_left_out() -> None:
    bad = rule()
    assert not_good(record(rules=[rule(verdict=Verdict.PASSED), bad])) == [bad]


def test_the_run_does_not_repeat_a_category() -> None:
    own = rule("tests-executed", "unit", NONE)
    assert not_good(record(NONE, rules=[own, rule("tests-executed", None, NONE)])) == [own]


def test_the_run_speaks_where_no_category_does() -> None:
    answers = [rule("max-age", "unit"), rule("tests-executed", None, NONE)]
    assert not_good(record(NONE, rules=answers)) == answers


def test_the_run_speaks_where_only_an_advisory_category_does() -> None:
    answers = [rule("tests-executed", "unit", NONE), rule("tests-executed", None, NONE)]
    assert not_good(record(NONE, categories=[category(blocking=False)], rules=answers)) == answers


def test_no_rate_of_nothing_is_not_said_twice() -> None:
    empty = category(counts=counts())
    executed, rate = rule("tests-executed", "unit", NONE), rule("pass-rate", "unit", NONE)
    assert not_good(record(NONE, categories=[empty], rules=[rate, executed])) == [executed]
    assert not_good(record(NONE, categories=[empty], rules=[rate])) == [rate]


def test_a_rate_below_the_threshold_is_always_said() -> None:
    answers = [rule("pass-rate"), rule("tests-executed", "unit", NONE)]
    assert not_good(record(NONE, rules=answers)) == answers


def test_advisory_categories() -> None:
    assert advisory_categories(record(categories=[category("a"), category("b", blocking=False)])) == {"b"}


def test_the_categories_that_rest_on_a_waiver() -> None:
    waived = [structs.replace(rule(category=each), outcome=Outcome.WAIVED) for each in ("unit", None)]
    assert waived_categories(record(rules=[*waived, rule(category="e2e")])) == {"unit", None}
