from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from records import category, counts, record

from gatekeeper.audit.issue import blocked
from gatekeeper.config.default import default_config

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("All 17 unit tests pass.", False),
        ("All 18 unit tests pass.", True),
        ("Something is wrong.", False),
        ("", False),
        (f"{'>' * 100} too deep", True),
        ("Coverage: 72% \ud800", True),
    ],
)
def test_the_text_of_an_issue_fails_the_audit_or_not(folder: Path, body: str, says: bool) -> None:
    made = record(categories=[category("unit", counts=counts(passed=17))])
    assert blocked(body, made, "a" * 64, default_config(folder, {})) is says
