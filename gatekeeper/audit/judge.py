"""What units assert, asked once for each text: tables and lists say the same again and again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gatekeeper.audit.coverage import coverage
from gatekeeper.audit.extra import extra
from gatekeeper.audit.figures import figures
from gatekeeper.audit.readiness import readiness
from gatekeeper.audit.states import states

if TYPE_CHECKING:
    from collections.abc import Hashable

    from gatekeeper.audit.signal import Signal
    from gatekeeper.audit.unit import Unit
    from gatekeeper.audit.words import Words

_MOST = 5000
_STATE = re.compile(
    r"[^\w(]*(?:\d[\d.]*\W+)?(?:(?:current|project|overall|present) )?(?:status|state)\W*$|[^\w(]*where (?:we|things) (?:are|stand)\b"
    r"|[^\w(]*what(?:'s| is|\u2019s) (?:done|broken|working)\W*$|[^\w(]*known (?:issues|bugs|problems)\W*$",
    re.IGNORECASE,
)


class Judge:
    """Remembers what it answered, for one document; ``report`` says whether that is a status report."""

    def __init__(self, words: Words, *, report: bool) -> None:
        self._words = words
        self._report = report
        self._known: dict[Hashable, tuple[Signal, ...]] = {}

    def signals(self, unit: Unit, place: str, *, features: bool) -> tuple[Signal, ...]:
        """Return what a unit asserts under the heading ``place``, before anything else around it is asked."""
        key = (unit.text, unit.shape, unit.first, unit.header, unit.row, place, features)
        if key not in self._known:
            if len(self._known) >= _MOST:
                self._known.clear()
            stated = states(unit, report=self._report or bool(_STATE.match(place)), features=features)
            self._known[key] = (*extra(unit, self._words), *figures(unit, place), *coverage(unit), *readiness(unit), *stated)
        return self._known[key]
