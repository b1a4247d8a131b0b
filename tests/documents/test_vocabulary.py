from __future__ import annotations

from gatekeeper.documents.vocabulary import Word
from gatekeeper.model import Verdict


def test_every_verdict_has_its_word_and_three_more_are_for_criteria() -> None:
    assert {str(each) for each in Word} == {*map(str, Verdict), "UNVERIFIED", "WAIVED", "ATTESTED"}
