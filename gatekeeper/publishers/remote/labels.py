"""Which labels a verdict sets, and which of ours no longer hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.documents.answers import advisory_categories
from gatekeeper.model import REFUSED, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gatekeeper.config.targets import Target
    from gatekeeper.evidence.record import Record
    from gatekeeper.publishers.remote.seen import Seen

RECURRING = "recurring"
AUDIT = "audit"
_ROW = 3  # records in a row: once may be chance, and twice the mending


@dataclass(frozen=True, kw_only=True, slots=True)
class Labels:
    """What changes on an issue. ``ours`` is what we answer for afterwards, ``dropped`` what ``max_labels`` left out."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


def spoken(record: Record) -> str:
    """Return the word that ``on`` and the label keys have for the record's verdict."""
    return "refused" if record.verdict in REFUSED else record.verdict.lower()


def settle_labels(seen: Seen, wanted: tuple[str, ...], most: int | None = None) -> Labels:
    """Compare what is there, what of it is ours, and what should be. GitHub does not tell labels apart by case.

    A label that somebody else put there stays theirs, whatever we want; one of ours that is gone is put back while it holds.
    One that another comment of ours answers for too is not removed before that one lets go of it.
    """
    there = {each.casefold() for each in seen.issue.labels}
    own = {each.casefold(): each for each in seen.labels}
    shared = {each.casefold() for each in seen.shared}
    first: dict[str, str] = {}
    for each in wanted:
        first.setdefault(each.casefold(), each)
    unique = tuple(first.values())
    kept = unique if most is None else unique[:most]
    mine = tuple(each for each in kept if each.casefold() in own or each.casefold() in shared or each.casefold() not in there)
    holding = {each.casefold() for each in mine}
    return Labels(
        add=tuple(each for each in mine if each.casefold() not in there),
        remove=tuple(name for folded, name in own.items() if folded in there and folded not in holding | shared),
        ours=mine,
        dropped=unique[len(kept) :],
    )


def wanted_labels(
    record: Record, target: Target, streaks: Callable[[], Mapping[str, int]] = dict, blocked: Callable[[], bool] = bool
) -> tuple[str, ...]:
    """Return the labels of every key that holds, in the order of the configuration.

    ``streaks``, and ``blocked``, whether the issue's own text fails the audit, are asked only by what needs them.
    """
    return tuple(name for key, names in target.labels if _holds(key, record, streaks, blocked) for name in names)


def _holds(key: str, record: Record, streaks: Callable[[], Mapping[str, int]], blocked: Callable[[], bool]) -> bool:
    kind, _, name = key.partition(":")
    if kind == "rule":
        advisory = advisory_categories(record)
        return any(row.rule == name and row.verdict is not Verdict.PASSED and row.category not in advisory for row in record.rules)
    if kind == "category":
        category = next((each for each in record.categories if each.name == name), None)
        return category is None or (category.absent is None and category.verdict is not Verdict.PASSED)
    if key == AUDIT:
        return blocked()
    if key == RECURRING:
        return bool(record.failures) and max(streaks().values(), default=0) >= _ROW
    return key == spoken(record)
