"""The word for a criterion: measured, signed off, or neither; nothing is PASSED that no test shows."""

from __future__ import annotations

from typing import Any

import pytest
from ledgers import made, moment
from records import category, counts, rule
from stories import signed

from gatekeeper.config.measures import Measure, PassRate, RuleHolds, TestsPass
from gatekeeper.config.targets import Criterion
from gatekeeper.documents.criterion_state import CriterionState, questions, states
from gatekeeper.documents.measured import NOTHING, Facts
from gatekeeper.documents.vocabulary import Word
from gatekeeper.evidence.cases import Cases, Missing, Tally
from gatekeeper.model import Outcome, Verdict
from gatekeeper.rules.threshold import Threshold

_RATE = PassRate(category="unit", threshold=Threshold.parse("> 90%"))
_TESTS = TestsPass(tests=("e2e::*",))
_RULE = RuleHolds(rule="pass-rate")
_NOTES = Criterion(text="Release notes are written", id="notes")


def _state(measure: Measure | None, facts: Facts) -> CriterionState:
    return states([Criterion(text="x", id="x", measure=measure)], facts, ())[0]


def _facts(verdict: Verdict = Verdict.PASSED, *, tally: Tally | None = None, **more: Any) -> Facts:
    cases = Cases(answers={_TESTS.tests: tally}) if tally else Missing(reason="it is not beside the record")
    return Facts(record=made(0, verdict, **more), cases=cases)


_RED: dict[str, Any] = {"categories": [category(verdict=Verdict.FAILED, counts=counts(passed=1, failed=1))]}
_STALE: dict[str, Any] = {"categories": [category(verdict=Verdict.STALE, counts=counts(passed=1, failed=1))]}
_ABSENT: dict[str, Any] = {"categories": [category(verdict=None, absent="not today", counts=counts())]}
_WAIVED: dict[str, Any] = {"rules": [rule(verdict=Verdict.PASSED, outcome=Outcome.WAIVED)]}


@pytest.mark.parametrize(
    ("measure", "facts", "word"),
    [
        (_RATE, _facts(), Word.PASSED),
        (_RATE, _facts(Verdict.FAILED, **_RED), Word.FAILED),
        (_RATE, _facts(Verdict.STALE, **_STALE), Word.UNVERIFIED),
        (_RATE, _facts(**_ABSENT), Word.UNVERIFIED),
        (_RATE, _facts(categories=[category("e2e")]), Word.UNVERIFIED),
        (_RATE, _facts(Verdict.NO_EVIDENCE), Word.UNVERIFIED),
        (_RATE, NOTHING, Word.UNVERIFIED),
        (PassRate(category="unit", threshold=_RATE.threshold, least=9), _facts(), Word.FAILED),
        (_TESTS, _facts(tally=Tally(passed=2, ran={"e2e::*": 2}, categories={"unit"})), Word.PASSED),
        (_TESTS, _facts(tally=Tally(passed=1, broken=1, ran={"e2e::*": 2}, categories={"unit"})), Word.FAILED),
        (_TESTS, _facts(tally=Tally(skipped=2, categories={"unit"})), Word.UNVERIFIED),
        (_TESTS, _facts(tally=Tally()), Word.UNVERIFIED),
        (_TESTS, _facts(), Word.UNVERIFIED),
        (_TESTS, _facts(Verdict.STALE, tally=Tally(broken=1, ran={"e2e::*": 1}, categories={"unit"}), **_STALE), Word.UNVERIFIED),
        (_RULE, _facts(), Word.PASSED),
        (_RULE, _facts(**_WAIVED), Word.WAIVED),
        (_RULE, _facts(Verdict.FAILED, rules=[rule()]), Word.FAILED),
        (_RULE, _facts(Verdict.INCOMPLETE, rules=[rule(verdict=Verdict.INCOMPLETE, outcome=Outcome.INCONCLUSIVE)]), Word.UNVERIFIED),
        (RuleHolds(rule="max-flaky"), _facts(), Word.UNVERIFIED),
        (_RULE, NOTHING, Word.UNVERIFIED),
        (None, _facts(), Word.UNVERIFIED),
    ],
)
def test_the_word(measure: Measure | None, facts: Facts, word: Word) -> None:
    found = _state(measure, facts)
    assert (found.word, found.holds, found.measured) == (word, word in (Word.PASSED, Word.WAIVED), measure is not None)


def test_a_sign_off_counts_for_the_words_that_were_signed() -> None:
    given = (signed(by="first"), signed(by="octo-lead", note="seen", created=moment(16)), signed(by="other", criterion="support"))
    found = states([_NOTES], NOTHING, given)[0]
    assert (found.word, found.by, found.when, found.note, found.holds) == (Word.ATTESTED, "octo-lead", moment(16), "seen", True)
    changed = states([Criterion(text="Release notes are written and read", id="notes")], NOTHING, given)[0]
    assert (changed.word, changed.by) == (Word.UNVERIFIED, "")


def test_what_can_be_measured_is_not_attested() -> None:
    measured = Criterion(text=_NOTES.text, id="notes", measure=_RATE)
    assert states([measured], _facts(Verdict.FAILED, **_RED), (signed(),))[0].word is Word.FAILED


def test_only_tests_are_asked_of_the_inventory() -> None:
    assert questions([_NOTES, Criterion(text="a", measure=_RATE), Criterion(text="b", measure=_TESTS)]) == {_TESTS.tests}
