from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from ledgers import accepted, made
from records import category, counts, failure, rule
from stories import told

from gatekeeper.documents.story import tell
from gatekeeper.documents.views.causes import causes, ordinal
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from pathlib import Path


_WORDS = {1: "first", 3: "third", 10: "tenth", 11: "11th", 12: "12th", 13: "13th", 21: "21st", 22: "22nd", 103: "103rd", 111: "111th"}


@pytest.mark.parametrize(("number", "word"), _WORDS.items())
def test_ordinal(number: int, word: str) -> None:
    assert ordinal(number) == word


def test_a_cause_says_for_how_many_runs_in_a_row(tmp_path: Path) -> None:
    found = {each.cause[0]: each for each in causes(told("failed", tmp_path)[0]).lines.rows}
    assert {name: each.streak for name, each in found.items()} == {"a": "second run in a row", "b": "first run", "c": "first run"}
    first = found["a"]
    assert (first.what, first.place, first.count, first.categories) == ("AssertionError: assert 812 == 37", "shop/cart.py:7", 2, "unit")


def test_without_earlier_records_nothing_is_said_about_a_streak(tmp_path: Path) -> None:
    assert {each.streak for each in causes(told("alone", tmp_path)[0]).lines.rows} == {""}


def test_failures_that_the_record_does_not_keep_are_counted() -> None:
    red = category(verdict=Verdict.FAILED, counts=counts(failed=500))
    found = causes(tell(accepted(made(0, Verdict.FAILED, categories=[red], rules=[rule()], failures=[failure("a", message="")])), None))
    assert (found.kept, found.all, found.lines.rows[0].what) == (1, 500, "no message")


@pytest.mark.parametrize(
    ("kind", "message", "what"),
    [
        ("AssertionError", "assert 1 == 2", "AssertionError: assert 1 == 2"),
        ("AssertionError", "AssertionError: assert 1 == 2", "AssertionError: assert 1 == 2"),
        ("java.lang.IllegalStateException", "IllegalStateException: closed", "IllegalStateException: closed"),
        ("AssertionError", "", "AssertionError"),
        ("", "boom", "boom"),
    ],
)
def test_the_exception_is_named_once(kind: str, message: str, what: str) -> None:
    red = category(verdict=Verdict.FAILED, counts=counts(failed=1))
    record = made(0, Verdict.FAILED, categories=[red], rules=[rule()], failures=[failure("a", type=kind, message=message)])
    assert causes(tell(accepted(record), None)).lines.rows[0].what == what
