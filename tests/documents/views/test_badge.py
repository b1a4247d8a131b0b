"""A badge is green only where nothing at all is excused."""

from __future__ import annotations

from typing import Any

import pytest
from ledgers import about, made
from records import category, counts, rule

from gatekeeper.documents.views.badge import badge
from gatekeeper.model import Outcome, Verdict

_RED = category("e2e", Verdict.FAILED, blocking=False, counts=counts(passed=1, failed=1))


@pytest.mark.parametrize(
    ("verdict", "fields", "message", "color"),
    [
        (Verdict.PASSED, {}, "PASSED, 100.0%", "brightgreen"),
        (Verdict.PASSED, {"rules": [rule(verdict=Verdict.PASSED, outcome=Outcome.WAIVED)]}, "PASSED, 1 waived, 100.0%", "yellow"),
        (Verdict.PASSED, {"categories": [category(), _RED]}, "PASSED, advisory e2e not passed, 80.0%", "yellow"),
        (
            Verdict.PASSED,
            {"categories": [category(), category("d", None, absent="x", counts=counts())]},
            "PASSED, d absent, 100.0%",
            "yellow",
        ),
        (Verdict.PASSED, {"partial": True}, "PASSED, partial (only unit), 100.0%", "yellow"),
        (Verdict.PASSED, {"subject": about(dirty=True)}, "PASSED, local changes, 100.0%", "yellow"),
        (Verdict.FAILED, {"categories": [category(verdict=Verdict.FAILED, counts=counts(passed=17, failed=20))]}, "FAILED, 45.9%", "red"),
        (Verdict.FAILED, {"categories": [category(verdict=Verdict.FAILED, counts=counts())]}, "FAILED", "red"),
        (Verdict.INCOMPLETE, {}, "INCOMPLETE", "orange"),
        (Verdict.STALE, {}, "STALE", "orange"),
        (Verdict.NO_EVIDENCE, {}, "NO_EVIDENCE", "lightgrey"),
        (Verdict.INVALID, {}, "INVALID", "lightgrey"),
    ],
)
def test_badge(verdict: Verdict, fields: dict[str, Any], message: str, color: str) -> None:
    found = badge(made(0, verdict, **fields))
    assert (found.schema, found.label, found.message, found.color, found.error) == (1, "gatekeeper", message, color, color != "brightgreen")
