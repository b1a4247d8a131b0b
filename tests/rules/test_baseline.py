from __future__ import annotations

from gatekeeper.model import Baseline, Outcome, Verdict
from gatekeeper.rules.baseline import NO_BASELINE, REMEDY, no_baseline


def test_what_is_missing_is_said_with_what_to_do() -> None:
    finding = no_baseline(Baseline(missing="why"))
    assert (finding.outcome, finding.verdict) == (Outcome.INCONCLUSIVE, Verdict.INCOMPLETE)
    assert (finding.reason, finding.remedy) == (f"{NO_BASELINE}: why", REMEDY)
    assert "gatekeeper ledger add" in REMEDY
