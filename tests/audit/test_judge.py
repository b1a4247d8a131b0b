"""A text is judged once, and what else decides is not forgotten over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.audit.claim import Kind
from gatekeeper.audit.judge import Judge
from gatekeeper.audit.source import read
from gatekeeper.audit.units import units
from gatekeeper.audit.walk import blocks
from gatekeeper.audit.words import Words

if TYPE_CHECKING:
    import pytest

    from gatekeeper.audit.unit import Unit


def made(text: str) -> list[Unit]:
    return [unit for block in blocks(read(text.encode(), "a.md")) for unit in units(block)]


def test_answers_the_same_text_once() -> None:
    judge = Judge(Words(), report=True)
    one, two = made("- Search: resolved\n- Search: resolved\n")
    assert judge.signals(one, "", features=False) is judge.signals(two, "", features=False)


def test_asks_again_under_another_heading_in_another_column_and_among_features() -> None:
    judge = Judge(Words(), report=True)
    (unit,) = made("- Parser: 54%\n")
    assert [len(judge.signals(unit, place, features=False)) for place in ("", "Test coverage")] == [0, 1]
    (mark,) = made("- \u2705 Search\n")
    assert [len(judge.signals(mark, "", features=features)) for features in (False, True)] == [1, 0]
    cells = [unit for unit in made("| Suite | Passed | Owner |\n|---|---|---|\n| unit tests | 12 | 12 |\n") if unit.text == "12"]
    assert [[signal.kind for signal in judge.signals(cell, "", features=False)] for cell in cells] == [[Kind.TEST_COUNT], []]


def test_forgets_when_there_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gatekeeper.audit.judge._MOST", 1)
    judge = Judge(Words(), report=True)
    one, two = made("- Search: resolved\n- Mail: broken\n")
    first = judge.signals(one, "", features=False)
    judge.signals(two, "", features=False)
    again = judge.signals(one, "", features=False)
    assert again == first
    assert again is not first


def test_below_a_heading_of_state_plain_words_assert_in_a_manual_too() -> None:
    judge = Judge(Words(), report=False)
    (unit,) = made("The search works.\n")
    places = ("", "Status", "3. Current state", "Where we are", "What\u2019s done", "Known issues", "Status codes")
    assert [len(judge.signals(unit, place, features=False)) for place in places] == [0, 1, 1, 1, 1, 1, 0]
