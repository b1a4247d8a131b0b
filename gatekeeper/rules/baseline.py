"""What rules say that compare with an earlier record, and have none to compare with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.rules.base import Finding, unclear

if TYPE_CHECKING:
    from gatekeeper.model import Baseline

NO_BASELINE = "NO BASELINE"
REMEDY = "fetch the team's records with gatekeeper ledger pull; after the very first run: gatekeeper ledger add, then test and check again"


def no_baseline(baseline: Baseline | None) -> Finding:
    """Return that nobody can tell: nothing removed is not what was found, nothing was compared."""
    missing = baseline.missing if baseline else "nothing was compared"
    return unclear(f"{NO_BASELINE}: {missing}", (baseline and baseline.remedy) or REMEDY)
