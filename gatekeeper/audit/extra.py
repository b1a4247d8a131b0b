"""Claims by the words and phrases that a project has named itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gatekeeper.audit.doubt import doubted_at
from gatekeeper.audit.signal import Signal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatekeeper.audit.unit import Unit
    from gatekeeper.audit.words import Words


def extra(unit: Unit, words: Words) -> Iterator[Signal]:
    """Return the named phrases of a unit, whole words in any case, unless words before them take them back."""
    for kind, phrases in words.extra.items():
        for phrase in phrases:
            found = re.search(rf"(?<!\w){re.escape(' '.join(phrase.lower().split()))}(?!\w)", unit.low) if phrase.strip() else None
            if found and not doubted_at(unit, found.start(), ""):
                yield Signal(kind=kind, start=found.start(), why=f"a configured phrase: {found[0]}", word=found[0])
