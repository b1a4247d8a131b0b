"""Criteria that an issue's body once held: whoever removes or loosens one there has not got rid of it.

Bodies can be edited by many, so a criterion stays in force until somebody who is trusted accepts that it is gone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.documents.criteria import digest, reread
from gatekeeper.documents.marker import Remembered, instant

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from gatekeeper.config.measures import Measure


@dataclass(frozen=True, kw_only=True, slots=True)
class Recall:
    """What to remember from now on, and what of it is in force although the body no longer says so."""

    remembered: tuple[Remembered, ...]
    changed: tuple[Remembered, ...]


def recall(remembered: Sequence[Remembered], current: Sequence[Measure], accepted: Mapping[str, datetime], now: datetime) -> Recall:
    """Compare what is remembered with what the body holds now; ``accepted`` has the newest acceptance of each digest.

    What a current criterion covers is tightened or unchanged. Anything else is kept, unless its end was accepted after it was
    first seen.
    """
    written = dict.fromkeys(str(measure) for measure in current)
    known = _once(remembered)
    changed = [each for each in known if each.measure not in written and not _covered(each, current) and not _accepted(each, accepted)]
    kept = [each for each in known if each.measure in written or each in changed]
    names = {each.measure for each in kept}
    new = [Remembered(measure=each, seen=now.isoformat(timespec="seconds")) for each in written if each not in names]
    return Recall(remembered=(*kept, *new), changed=tuple(changed))


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
