"""The lists of words agree with each other and with what reads them."""

from __future__ import annotations

from gatekeeper.audit.unit import Token
from gatekeeper.audit.units import WORD
from gatekeeper.audit.words import BE, CONDITION, DONE, MODAL, NOT, NOUNS, ORDERS, PAST, POLARITY, WEAK

LISTS = (BE, CONDITION, DONE, MODAL, NOT, NOUNS, ORDERS, PAST, frozenset(POLARITY), WEAK)


def test_holds_each_word_as_the_text_is_cut() -> None:
    assert [word for words in LISTS for word in words if not WORD.fullmatch(word)] == []


def test_calls_only_words_of_state_weak_and_only_orders_names() -> None:
    assert not WEAK - set(POLARITY)
    assert not NOUNS - ORDERS


def test_tells_good_from_bad() -> None:
    assert (POLARITY["resolved"], POLARITY["broken"]) == (True, False)
    assert Token("a", 0, 1, upper=False).comma is False
