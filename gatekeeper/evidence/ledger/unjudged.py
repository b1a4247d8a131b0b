"""What rules about a run as a whole, such as ``needs``, said against an earlier one, and nobody has judged since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.evidence.ids import SHORT
from gatekeeper.evidence.jobs import judged_again, names
from gatekeeper.evidence.ledger.reading import order
from gatekeeper.model import Verdict, worst

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gatekeeper.evidence.ledger.head import Entry, Head
    from gatekeeper.evidence.ledger.store import Ledger
    from gatekeeper.evidence.record import Record, RuleRow

JUDGE = "run gatekeeper check again with what that run was given, such as --needs, and gatekeeper render"
Place = tuple[str | None, str | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Unjudged:
    """What still speaks against a record that passed, and in which words."""

    verdict: Verdict
    words: str


def unjudged(ledger: Ledger, entries: Iterable[Entry], record: Record) -> Unjudged | None:
    """Return what an earlier record of the same thing has against one that passed; ``entries`` are of one thing, the oldest first.

    What ``gatekeeper release`` holds against a category is held against the whole. Raises RecordError where a record cannot be read.
    """
    before = [each for each in entries if _place(each.head) <= _place(record) and _share(each.head, record)]
    red = [number for number, each in enumerate(before) if each.head.verdict is not Verdict.PASSED]
    since, known = {row.rule for row in _of_run(record)}, names(record)
    for entry in reversed(before[red[0] :] if red else ()):
        earlier = ledger.load(entry.digest).record
        rows = _of_run(earlier)
        bad = [row for row in rows if row.verdict is not Verdict.PASSED and not judged_again(row, earlier, since, known)]
        if bad:
            rules = " and ".join(dict.fromkeys(row.rule for row in bad))
            words = f"{rules} of an earlier run, record {entry.digest[:SHORT]}, and not judged since"
            return Unjudged(verdict=worst([row.verdict for row in bad]), words=words)
        if earlier.subject.dirty is False and earlier.policy.sha256 == record.policy.sha256:
            since |= {row.rule for row in rows}
            known |= names(earlier)
    return None


def is_of(head: Head, record: Record, at: Place | None = None) -> bool:
    """Say whether a record is of the same gate, and of the same commit or tree, or of those ``at`` hand.

    One with local changes is about neither.
    """
    if head.subject.dirty or head.policy.name != record.policy.name:
        return False
    places: list[Place] = [(record.subject.commit, record.subject.tree), *([at] if at else [])]
    there = head.subject
    return any((commit is not None and there.commit == commit) or (tree is not None and there.tree == tree) for commit, tree in places)


def _share(head: Head, record: Record) -> bool:
    return not {each.name for each in head.categories}.isdisjoint(each.name for each in record.categories)


def _of_run(record: Record) -> list[RuleRow]:
    return [row for row in record.rules if row.category is None]


def _place(of: Record | Head) -> tuple[object, ...]:
    return order(of.created, of.run)
