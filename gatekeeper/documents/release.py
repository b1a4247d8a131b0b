"""The criteria of a release: each is measured in the records that decide, or signed off by people for this very tree."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import structs

from gatekeeper.config.measures import PassRate
from gatekeeper.documents.criterion_state import questions, states
from gatekeeper.documents.measured import NOTHING, Facts
from gatekeeper.documents.vocabulary import Word
from gatekeeper.evidence.cases import Cases, Missing, Tally, ask
from gatekeeper.model import REFUSED, Verdict, worst

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gatekeeper.config.targets import Criterion
    from gatekeeper.documents.criterion_state import CriterionState
    from gatekeeper.evidence.accept import Accepted
    from gatekeeper.evidence.cases import Globs
    from gatekeeper.evidence.ledger.attestation import Attestation
    from gatekeeper.evidence.record import Record
    from gatekeeper.evidence.release import Decision


def word(decision: Decision) -> Word:
    """Return the word for what can be said about a category."""
    return Word.UNVERIFIED if decision.verdict is None else Word(str(decision.verdict))


def exit_code(state: CriterionState) -> int:
    """Return 0 where nothing is missing, 1 where the evidence says no or a sign-off is missing, and 3 where there is no evidence."""
    return 0 if state.holds else 3 if state.measured and state.word is Word.UNVERIFIED else 1


def stands(criteria: Iterable[Criterion], decisions: Sequence[Decision], signed: Sequence[Attestation]) -> tuple[CriterionState, ...]:
    """Return how all criteria stand. ``decisions`` are about every category that there is, ``signed`` are of this tree, newest last."""
    criteria = tuple(criteria)
    deciding = {each.category: each.by for each in decisions if each.by and each.verdict not in REFUSED}
    together = _together(deciding, questions(criteria))
    return tuple(state for each in criteria for state in states([each], _facts(each, deciding, together), signed))


def _facts(criterion: Criterion, deciding: Mapping[str, Accepted], together: Facts) -> Facts:
    if not isinstance(criterion.measure, PassRate):
        return together
    own = deciding.get(criterion.measure.category)
    return Facts(record=own.record, cases=Cases(answers={})) if own else NOTHING


def _together(deciding: Mapping[str, Accepted], asked: set[Globs]) -> Facts:
    """Return the facts of all deciding records, as if one run had made them: from each the categories that it decides."""
    records = {each.digest: each for each in deciding.values()}
    if not records:
        return NOTHING
    own = {digest: [name for name, each in deciding.items() if each.digest == digest] for digest in records}
    parts = [_part(each.record, own[digest]) for digest, each in records.items()]
    return Facts(record=_merged(parts), cases=_asked([(each, own[digest]) for digest, each in records.items()], asked))


def _part(record: Record, names: Sequence[str]) -> Record:
    """Return a record with these categories alone, and what was said about its run as a whole."""
    return structs.replace(
        record,
        categories=[each for each in record.categories if each.name in names],
        rules=[each for each in record.rules if each.category is None or each.category in names],
    )


def _merged(parts: Sequence[Record]) -> Record:
    """Return one record of all parts, as old as the oldest; it names a run only where all are of that run."""
    oldest = min(parts, key=lambda each: datetime.fromisoformat(each.created))
    rules = [rule for each in parts for rule in each.rules]
    return structs.replace(
        oldest,
        verdict=worst([rule.verdict for rule in rules] or [Verdict.INVALID]),
        categories=[category for each in parts for category in each.categories],
        rules=rules,
        run=oldest.run if all(each.run == oldest.run for each in parts) else None,
    )


def _asked(records: Sequence[tuple[Accepted, Sequence[str]]], asked: set[Globs]) -> Cases | Missing:
    """Ask the inventory of every record about the categories that it decides, and add the answers up."""
    sums = {globs: Tally() for globs in asked}
    for each, names in records:
        found = ask(each.path, each.record.inventory, asked, names) if asked else Cases(answers={})
        if isinstance(found, Missing):
            return found
        for globs, tally in found.answers.items():
            _add(sums[globs], tally)
    return Cases(answers=sums)


def _add(total: Tally, tally: Tally) -> None:
    total.passed += tally.passed
    total.broken += tally.broken
    total.skipped += tally.skipped
    total.categories |= tally.categories
    for glob, count in tally.ran.items():
        total.ran[glob] = total.ran.get(glob, 0) + count
