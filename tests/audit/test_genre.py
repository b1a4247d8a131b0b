"""A status report is known from a manual."""

from __future__ import annotations

import pytest

from gatekeeper.audit.genre import reports
from gatekeeper.audit.source import read
from gatekeeper.audit.walk import blocks


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("# Release readiness\n", "a heading says readiness"),
        ("# Payments\n\n**Status:** fine\n", "it has a status line"),
        ("# Payments\n\n- \u2705 a\n- \u2705 b\n- \u274c c\n", "it has 3 status marks"),
        ("# Payments\n\n- \u2705 a\n", ""),
        ("# Manual\n\n## Status\n\nThe command prints it.\n", ""),
    ],
)
def test_says_why_a_document_is_a_status_report(text: str, why: str) -> None:
    assert reports(tuple(blocks(read(text.encode(), "a.md")))) == why
