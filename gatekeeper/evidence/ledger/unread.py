"""What of a ledger nobody can read: it could be the newer record, and the red one."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gatekeeper.evidence.consistent import SKEW
from gatekeeper.evidence.ledger.months import MONTH, YEAR
from gatekeeper.evidence.ledger.reading import instant

if TYPE_CHECKING:
    from gatekeeper.evidence.ledger.store import Ledger

REMOVE = "remove the file from the ledger, and fetch it again with gatekeeper ledger pull"
_MONTH = re.compile(rf"({YEAR})/({MONTH})/")
_FIRST = datetime.min.replace(tzinfo=UTC) + SKEW


def could_be_newer(damaged: str, created: str | None) -> bool:
    """Say whether a damaged file could hold a record that counts as newer than one of a moment: by its month, where it has one."""
    month = _MONTH.match(damaged)
    if month is None or created is None:
        return True
    made = max(instant(created), _FIRST) - SKEW
    return (made.year, made.month) <= (int(month[1]), int(month[2]))


def unread(ledger: Ledger, created: str) -> str:
    """Return what ``ledger.entries()`` left out and could be newer than a record of a moment, with the reason; or an empty text."""
    return next((each for each in ledger.damaged if each in ledger.misplaced or could_be_newer(each, created)), "")
