"""What stands around a unit takes its assertion back, and says why."""

from __future__ import annotations

import pytest

from gatekeeper.audit.context import taken_back, unit_taken_back, unsure
from gatekeeper.audit.source import read
from gatekeeper.audit.units import units
from gatekeeper.audit.walk import blocks


def why(text: str) -> str:
    """Return why the last unit of a text is no claim."""
    block = list(blocks(read(text.encode(), "a.md")))[-1]
    return taken_back(block) or unit_taken_back(list(units(block))[-1], block)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("All tests pass.", ""),
        ("- [ ] All tests pass", "an unticked box"),
        ("> All tests pass.", "a quotation"),
        ("> **Status:** All tests pass.", ""),
        ("| All tests pass |\n|---|\n", "the header of a table"),
        ("## Next steps\n\nAll tests pass.", "under 'Next steps': a plan"),
        ("## Next steps\n\n**Status:** All tests pass.", ""),
        ("## Next steps\n\n- [x] All tests pass", ""),
        ("**Goal:** All tests pass", "the label 'goal': criteria or targets"),
        ("Solution: updated all tests", ""),
        ("Priority: failed tests", "the label 'priority'"),
        ("| A | Target |\n|---|---|\n| x | done |\n", "in the column 'target'"),
        ("## Goals\n\n| A | Today |\n|---|---|\n| x | done |\n", ""),
        ("Do all tests pass?", "a question"),
        ("- Verify that all tests pass", "asks for something: verify"),
        ("- Test results: all pass", ""),
        ("- Fix the failing tests", "asks for something: fix"),
        ("- Fix: done and verified", ""),
        ("- Parser: Fix the failing tests", "asks for something: fix"),
        ("\u26a0\ufe0f Search: unverified", "says itself that it is not known"),
        ("\u274c Search: unverified", ""),
    ],
)
def test_says_why_something_is_no_claim(text: str, reason: str) -> None:
    assert why(text) == reason


def test_a_row_is_asked_once_whether_it_is_known() -> None:
    row = list(blocks(read(b"| A | B | C |\n|---|---|---|\n| 51% | done | planned |\n", "a.md")))[-1]
    assert unsure(row) == (True, False)
    cells = list(units(row))
    assert unit_taken_back(cells[0], row) == "says itself that it is not known"
    assert not unit_taken_back(cells[0], row, (False, False))
