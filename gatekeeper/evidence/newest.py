"""The order of the records of one tree. Their moments come from the clocks of several machines, which are never quite right."""

from __future__ import annotations

from datetime import datetime
from itertools import accumulate
from typing import TYPE_CHECKING

from gatekeeper.evidence.consistent import SKEW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gatekeeper.evidence.accept import Accepted

    Severity = Callable[[Accepted], int]
    Pile = list[tuple[datetime, Accepted]]


def newest_first(records: Iterable[Accepted], severity: Severity) -> Iterator[Accepted]:
    """Yield records, the newest first. ``severity`` is greater for a worse one, which counts as the newer where nobody can tell.

    Within a run of CI its attempts come one after the other, whatever the clocks say, and of one attempt the worst is the newest: the legs
    of a matrix run at once. Records made outside CI are taken for those of one machine. Of different runs only what lies further apart
    than clocks do is in order.
    """
    piles = _piles(records, severity)
    while piles := [each for each in piles if each]:
        last = max(pile[-1][0] for pile in piles)
        near = [pile for pile in piles if pile[-1][0] >= last - SKEW]
        yield max(near, key=lambda pile: (severity(pile[-1][1]), pile[-1][0], pile[-1][1].digest)).pop()[1]


def _piles(records: Iterable[Accepted], severity: Severity) -> list[Pile]:
    """Return the records of each run, the newest last. None is earlier than what came before it in its run."""
    runs: dict[str | None, list[Accepted]] = {}
    for each in records:
        runs.setdefault(each.record.run.id if each.record.run else None, []).append(each)
    return [_pile(sorted(own, key=lambda each: _place(each, severity))) for own in runs.values()]


def _pile(ordered: list[Accepted]) -> Pile:
    moments = accumulate(map(_moment, ordered), max)
    return list(zip(moments, ordered, strict=True))


def _place(found: Accepted, severity: Severity) -> tuple[object, ...]:
    run = found.record.run
    if run is None or run.id is None:
        return _moment(found), severity(found), found.digest
    attempt = run.attempt or ""
    return len(attempt), attempt, severity(found), _moment(found), found.digest


def _moment(found: Accepted) -> datetime:
    return datetime.fromisoformat(found.record.created)
