from __future__ import annotations

from gatekeeper.documents.vocabulary import Word
from gatekeeper.model import Verdict


def test_every_verdict_has_its_word_and_three_more_are_for_criteria() -> None:
    assert {str(each) for each in Word} == {*map(str, Verdict), "UNVERIFIED", "WAIVED", "ATTESTED"}


def test_what_passed_was_excused_or_signed_off_holds() -> None:
    assert {each for each in Word if each.holds} == {Word.PASSED, Word.WAIVED, Word.ATTESTED}
