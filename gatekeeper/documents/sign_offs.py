"""Which sign-offs count: whoever can write the ledger can put one there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.evidence.ledger.reading import instant
from gatekeeper.rules.max_age import CLOCK_SKEW

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from gatekeeper.config.settings import Config
    from gatekeeper.evidence.ledger.attestation import Attestation


def counting(config: Config, now: datetime) -> Callable[[Attestation], bool]:
    """Return what says whether one counts: it is of this gate, not of tomorrow, and of somebody trusted where [guard] says who is."""
    guard = config.publishing.guard

    def counts(each: Attestation) -> bool:
        known = guard is None or not guard.trusted or config.publishing.trusts(each.by)
        return known and each.gate == config.gate and instant(each.created) <= now + CLOCK_SKEW

    return counts
