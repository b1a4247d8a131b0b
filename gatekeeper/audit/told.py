"""Where a number stands in its unit: the words around it, and whether a mere count of tests is what they are about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gatekeeper.audit.blocks import Shape

if TYPE_CHECKING:
    from gatekeeper.audit.numbers import Found
    from gatekeeper.audit.unit import Unit

_COUNTED = re.compile(r"\b(?:tests?|suites?|specs?|total|results?|coverage|counts?|executed|collected|attempted|found|passed|failed)\W*$")
_RAN = re.compile(
    r"\b(?:pass(?:ed|es|ing)?|fail(?:ed|ing|s)?|execut\w+|ran|run|skipped|total|green|succe\w+|written|added|created|implemented"
    r"|complet\w+|confirm\w*|verif\w+|validat\w+|collected|cover)\b"
)
_HAS = re.compile(
    r"\b(?:(?:the|our|this|its)(?: [\w\u00a4-]+){0,4}|we)(?: now| currently)? (?:has|have|contains?|comprises|consists of)(?: now)? $"
)


def told(unit: Unit, found: Found) -> bool:
    """Say whether a mere count of tests is what the unit is about, or comes with what became of them."""
    place = next((place for place, each in enumerate(unit.segments) if each.start <= found.start < each.end), 0)
    if _RAN.search(said(unit, found)) or (place == 1 and _COUNTED.search(unit.label)):
        return True
    if _HAS.search(unit.low[: found.start]):
        return True
    return not place and unit.shape is not Shape.TEXT and not any(map(str.isalnum, unit.low[: found.start]))


def span(unit: Unit, found: Found) -> tuple[int, int]:
    """Return from where to where the words around a number run, with its label."""
    for place, each in enumerate(unit.segments):
        if each.start <= found.start < each.end:
            return unit.segments[0].start if place == 1 else each.start, each.end
    return 0, len(unit.low)


def said(unit: Unit, found: Found) -> str:
    """Return the words around a number, with its label."""
    return unit.low[slice(*span(unit, found))]
