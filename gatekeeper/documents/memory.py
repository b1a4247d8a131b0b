"""Criteria that an issue's body once held: whoever removes or loosens one there has not got rid of it.

Bodies can be edited by many, so a criterion stays in force until somebody who is trusted accepts that it is gone. There is a
budget for new ones: whoever floods a body gets less remembered of it, and nothing that was remembered before is lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.documents.criteria import digest, reread
from gatekeeper.documents.marker import Remembered, cost, instant

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from gatekeeper.config.measures import Measure

BUDGET = 9_000  # characters of a marker, which has to hold labels and numbers too


@dataclass(frozen=True, kw_only=True, slots=True)
class Recall:
    """What to remember from now on, and what of it is in force although the body no longer says so.

    ``left_out`` counts criteria of the body that are not remembered, because the budget is spent.
    """

    remembered: tuple[Remembered, ...]
    changed: tuple[Remembered, ...]
    left_out: int = 0


def recall(remembered: Sequence[Remembered], current: Sequence[Measure], accepted: Mapping[str, datetime], now: datetime) -> Recall:
    """Compare what is remembered with what the body holds now; ``accepted`` has the newest acceptance of each digest.

    Everything is kept until its own end is accepted after it was first seen: also what a current criterion covers, for that one
    may be removed in turn. What neither stands in the body nor is covered there is changed.
    """
    written = dict.fromkeys(str(measure) for measure in current)
    known = _once(remembered)
    kept = [each for each in known if each.measure in written or not _accepted(each, accepted)]
    changed = [each for each in kept if each.measure not in written and not _covered(each, current)]
    names = {each.measure for each in kept}
    new = [Remembered(measure=each, seen=now.isoformat(timespec="seconds")) for each in written if each not in names]
    fit = _fitting(kept, new)
    return Recall(remembered=(*kept, *fit), changed=tuple(changed), left_out=len(new) - len(fit))


def _fitting(kept: Sequence[Remembered], new: Sequence[Remembered]) -> list[Remembered]:
    """Return those of the new ones, in their order, that the budget has room for beside all that is kept."""
    spent = sum(map(cost, kept))
    fit = []
    for each in new:
        price = cost(each)
        if spent + price <= BUDGET:
            spent += price
            fit.append(each)
    return fit


def _once(remembered: Sequence[Remembered]) -> list[Remembered]:
    """Return each criterion once, with the newest time: an acceptance has to be later than all of them."""
    newest: dict[str, Remembered] = {}
    for each in remembered:
        known = newest.setdefault(each.measure, each)
        newest[each.measure] = max(known, each, key=_seen)
    return list(newest.values())


def _seen(each: Remembered) -> float:
    moment = instant(each.seen)
    return moment.timestamp() if moment else float("inf")


def _covered(remembered: Remembered, current: Sequence[Measure]) -> bool:
    measure = reread(remembered.measure)
    return measure is not None and any(each.covers(measure) for each in current)


def _accepted(remembered: Remembered, accepted: Mapping[str, datetime]) -> bool:
    moment = accepted.get(digest(remembered.measure))
    return moment is not None and moment.timestamp() > _seen(remembered)
