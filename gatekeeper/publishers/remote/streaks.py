"""How long the causes of a record's failures have been there, by the ledger beside the configuration."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gatekeeper.errors import GatekeeperError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from gatekeeper.evidence.record import Record


def streaks(record: Record, base: Path) -> Callable[[], Mapping[str, int]]:
    """Return what tells the streaks: the ledger is read when it is first asked, and once."""
    return cache(lambda: _streaks(record, base))


def _streaks(record: Record, base: Path) -> Mapping[str, int]:
    """Return nothing where the ledger cannot be read: then nobody knows that anything recurs."""
    from gatekeeper.evidence.ledger import history  # noqa: PLC0415 - most publish no such label
    from gatekeeper.evidence.ledger.store import Ledger, ledger_folder  # noqa: PLC0415

    try:
        ledger = Ledger(ledger_folder(base))
        return history.streaks(ledger, history.line(ledger.entries(), record), record)
    except GatekeeperError:
        return {}
