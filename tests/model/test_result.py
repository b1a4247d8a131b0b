from __future__ import annotations

from gatekeeper.model import Outcome, RuleResult, Verdict


def test_a_result_decides_unless_said_otherwise() -> None:
    result = RuleResult(rule="pass-rate", category=None, outcome=Outcome.PASSED, verdict=Verdict.PASSED, reason="yes")
    assert (result.blocking, result.remedy) == (True, "")
