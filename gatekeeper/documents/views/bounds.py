"""How many rows a table of a document has at most; whatever is hidden is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gatekeeper.documents.cut import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gatekeeper.documents.cut import Shown

CATEGORIES = 100
CHANGES = 20
SETTINGS = 20
CAUSES = 50
WAIVERS = 50
ACTIONS = 20
TESTS = 100
LOST = 50
HISTORY = 50
CRITERIA = 200
STATED = 20
PHASES = 20
STEPS = 50


def bounded(rows: Sequence[Any], most: int, *, urgent: Callable[[Any], bool] | None = None, all: int = 0) -> Shown:  # noqa: A002 - as Part calls it
    """Return at most so many rows, the urgent ones first, in their own order; ``all`` where there are more than ``rows``."""
    return Part(name="", rows=rows, enough=0, urgent=urgent, all=all).first(most)
