"""A tick beside a number that is true, and below what the policy asks for."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from gatekeeper.audit.figure import Measure
from gatekeeper.audit.finding import Held, State
from gatekeeper.audit.words import TICKS
from gatekeeper.model import Rate
from gatekeeper.rules.threshold import Threshold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gatekeeper.audit.asked import Asked
    from gatekeeper.audit.evidence import Snapshot

_TICK = re.compile(rf"[{TICKS}]|\[x\]")


def hold_tick(held: Held, found: Sequence[Asked], low: str, now: Snapshot | None) -> Held:
    """Return what was found, or that a tick stands beside a rate below the threshold of its category."""
    if held.state is not State.SUPPORTED or now is None or not _TICK.search(low):
        return held
    for each in found:
        part = now.parts.get(each.scope.category or "")
        sums = each.answered(now)
        if (
            part is None
            or part.threshold is None
            or not sums
            or not sums.weighed
            or each.figure.measure not in (Measure.PASS_RATE, Measure.PASSED)
        ):
            continue
        rate = Rate(numerator=sums.passed, denominator=sums.weighed)
        if not Threshold.parse_text(part.threshold).accepts(rate):
            text = f"a tick beside {each.figure.said}, and {part.name} needs {part.threshold}; {held.evidence}"
            return replace(held, state=State.INCONSISTENT, evidence=text, remedy="take the tick away, or mend what fails")
    return held
