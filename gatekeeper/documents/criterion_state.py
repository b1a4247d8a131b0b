"""How a criterion stands in a document: measured in a record, signed off by people, or neither."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.config.measures import PassRate, TestsPass
from gatekeeper.documents.measured import sound, stand
from gatekeeper.documents.standing import Stand
from gatekeeper.documents.vocabulary import Word
from gatekeeper.evidence.cases import Missing
from gatekeeper.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gatekeeper.config.measures import Measure, RuleHolds
    from gatekeeper.config.targets import Criterion
    from gatekeeper.documents.measured import Facts
    from gatekeeper.evidence.ledger.attestation import Attestation


@dataclass(frozen=True, kw_only=True, slots=True)
class CriterionState:
    """One criterion. ``current`` is its value with the run and day it is from, or why there is none.

    ``by``, ``when`` and ``note`` are of the sign-off where the word is ATTESTED, and empty elsewhere.
    """

    id: str
    text: str
    group: str
    word: Word
    current: str = ""
    measured: bool = True
    by: str = ""
    when: str = ""
    note: str = ""

    @property
    def holds(self) -> bool:
        """Say whether nothing is missing here."""
        return self.word.holds


def states(criteria: Iterable[Criterion], facts: Facts, attestations: Sequence[Attestation]) -> tuple[CriterionState, ...]:
    """Return how all stand; ``attestations`` are those of the record's tree, newest last."""
    return tuple(_measured(each, each.measure, facts) if each.measure else _stated(each, attestations) for each in criteria)


def questions(criteria: Iterable[Criterion]) -> set[tuple[str, ...]]:
    """Return the globs that an inventory is to be asked for."""
    return {each.measure.tests for each in criteria if isinstance(each.measure, TestsPass)}


def _stated(criterion: Criterion, attestations: Sequence[Attestation]) -> CriterionState:
    """Return what people say: a sign-off counts for the words that were signed, and no others."""
    signed = [each for each in attestations if (each.criterion, each.text) == (criterion.id, criterion.text)]
    if not signed:
        return CriterionState(id=criterion.id, text=criterion.text, group=criterion.group, word=Word.UNVERIFIED, measured=False)
    newest = signed[-1]
    return CriterionState(
        id=criterion.id,
        text=criterion.text,
        group=criterion.group,
        word=Word.ATTESTED,
        measured=False,
        by=newest.by,
        when=newest.created,
        note=newest.note,
    )


def _measured(criterion: Criterion, measure: Measure, facts: Facts) -> CriterionState:
    result, current = stand(measure, facts)
    word = _met(measure, facts) if result is Stand.MET else Word.FAILED if _shown(measure, facts) else Word.UNVERIFIED
    return CriterionState(id=criterion.id, text=criterion.text, group=criterion.group, word=word, current=current)


def _met(measure: Measure, facts: Facts) -> Word:
    """Return PASSED, or WAIVED where a rule holds only because of a waiver."""
    if isinstance(measure, (PassRate, TestsPass)) or facts.record is None:
        return Word.PASSED
    waived = any(each.rule == measure.rule and each.outcome is Outcome.WAIVED for each in facts.record.rules)
    return Word.WAIVED if waived else Word.PASSED


def _shown(measure: Measure, facts: Facts) -> bool:
    """Say whether there is evidence that an unmet measure does not hold, rather than none either way."""
    if isinstance(measure, PassRate):
        return sound(facts.record, {measure.category}) and _rated(measure, facts)
    if isinstance(measure, TestsPass):
        tally = None if isinstance(facts.cases, Missing) else facts.cases.answers.get(measure.tests)
        return tally is not None and tally.broken > 0 and sound(facts.record, tally.categories)
    return _failed(measure, facts)


def _rated(measure: PassRate, facts: Facts) -> bool:
    rows = facts.record.categories if facts.record else []
    return any(each.name == measure.category and each.pass_rate is not None for each in rows)


def _failed(measure: RuleHolds, facts: Facts) -> bool:
    rows = facts.record.rules if facts.record else []
    return any(each.rule == measure.rule and each.outcome is Outcome.FAILED for each in rows)
