"""Is what a witness says written as ours write it? It is printed, and it may come from anybody's pull request."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from gatekeeper.evidence.ids import COMMIT, DIGEST
from gatekeeper.model import Category, Outcome, Run, Subject
from gatekeeper.model.witness import Shard
from gatekeeper.rules.same_commit import SameCommit
from gatekeeper.rules.shards import Shards

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gatekeeper.evidence.record import Record
    from gatekeeper.model.witness import Witness

MOST_WORDS = 16_000
_MOST_ITEMS = 10_000
_MOST_NUMBER = 1 << 53
_MOST_WITNESSES = 20_000
SKEW = timedelta(minutes=10)
_YEARS = range(1970, 9999)  # times beyond these cannot be counted with
_CODES = range(-(1 << 31), 1 << 32)


def leaves(value: Any, most: int) -> Iterator[object]:  # noqa: ANN401 - what JSON has
    """Yield every text, number and name in a value; -1 stands for a list that is longer than ``most``."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if not isinstance(each, (dict, list, tuple)):
            yield each
            continue
        if len(each) > most:
            yield -1
            return
        waiting += [*each, *each.values()] if isinstance(each, dict) else each


def is_number_of_ours(value: object) -> bool:
    """Say whether a value is no number, or one that can be counted or measured."""
    return not isinstance(value, (int, float)) or 0 <= value <= _MOST_NUMBER


def strange(witness: Witness) -> Iterator[str]:
    """Yield what no witness of ours says."""
    if witness.started.tzinfo is None or witness.ended.tzinfo is None or witness.started > witness.ended:
        yield "its run does not begin before it ends"
    if not all(each.year in _YEARS for each in (witness.started, witness.ended)):
        yield "its run was at no time that a clock shows"
    if witness.times < 1 or witness.attempt == 0:
        yield "its run has no number"
    if not _is_shard(witness):
        yield "its shard is not written like one"
    if witness.log and not re.fullmatch(DIGEST, witness.log.sha256):
        yield "the digest of its log is none"
    if not all(map(_is_subject, (witness.before, witness.after))):
        yield "its commit or tree is not written like one"
    yield from _words(witness)


def _words(witness: Witness) -> Iterator[str]:
    """Check every text and number, wherever it stands: no number but an exit code is negative."""
    words = msgspec.to_builtins(witness)
    code = words.pop("code")
    if code is not None and code not in _CODES:
        yield "its exit code is none"
    for each in leaves(words, _MOST_ITEMS):
        if isinstance(each, str) and (len(each) > MOST_WORDS or not each.isprintable()):
            yield "it holds a text that cannot be printed"
        elif not is_number_of_ours(each):
            yield "it holds a number that is none of ours"


def _is_shard(witness: Witness) -> bool:
    try:
        return witness.shard is None or Shard.parse(str(witness.shard)) == witness.shard
    except ValueError:
        return False


def _is_subject(subject: Subject) -> bool:
    return all(each is None or re.fullmatch(COMMIT, each) for each in (subject.commit, subject.tree))


def misfitting(record: Record) -> Iterator[str]:
    """Yield what does not fit about the runs that a record says were seen; its own moment has been looked at."""
    witnesses = record.witnesses or ()
    seen = {each.category for each in witnesses}
    if any(row.rule == "witnessed" and row.outcome is Outcome.PASSED and row.category not in seen for row in record.rules):
        yield "a category is witnessed, and no run of it is"
    if not witnesses and any(each.witnessed is True for each in record.files):
        yield "a report is witnessed, and no run is"
    if record.witnesses is not msgspec.UNSET and not 0 < len(witnesses) <= _MOST_WITNESSES:
        yield f"it has no witnessed run, or more than {_MOST_WITNESSES}"
        return
    there = {each.name for each in record.categories if each.absent is None}
    latest = datetime.fromisoformat(record.created) + SKEW
    for each in witnesses:
        yield from _run(each, there, latest)
    yield from _answers(record, witnesses)


def _run(witness: Witness, there: set[str], latest: datetime) -> Iterator[str]:
    yield from (f"of a witnessed run: {problem}" for problem in strange(witness))
    if witness.category not in there:
        yield "a witnessed run is of a category that is not there"
    if witness.ended > latest:
        yield "a witnessed run ended after the record was made"


def _answers(record: Record, witnesses: Sequence[Witness]) -> Iterator[str]:
    """Check that no rule about witnessed runs alone passes that they are against."""
    subject = Subject(**{name: getattr(record.subject, name) for name in record.subject.__struct_fields__})
    run = Run(categories=(), now=datetime.fromisoformat(record.created), subject=subject)
    rules = {rule.id(): rule for rule in (SameCommit(), Shards())}
    for row in record.rules:
        if row.rule not in rules or row.outcome is not Outcome.PASSED or row.category is None:
            continue
        seen = tuple(each for each in witnesses if each.category == row.category)
        if seen and rules[row.rule].judge(Category(name=row.category, witnesses=seen), run).outcome is not Outcome.PASSED:
            yield f"the answer of rule {row.rule} for category {row.category} is not that of its witnessed runs"
