"""A heading tells what stands below it."""

from __future__ import annotations

import pytest

from gatekeeper.audit.sections import Section, section, standing


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("Results", Section.OWN),
        ("Success Criteria - All Met", Section.OWN),
        ("Goals achieved", Section.OWN),
        ("Where we are", Section.OWN),
        ("Where things stand today", Section.OWN),
        ("2.1 Success Criteria", Section.CRITERIA),
        ("\U0001f3af Target state", Section.CRITERIA),
        ("Definition of Done", Section.CRITERIA),
        ("Expected results", Section.CRITERIA),
        ("Recommended next steps", Section.PLAN),
        ("Phase 4: Rollout plan", Section.PLAN),
        ("What's left to build", Section.PLAN),
        ("Import rewrite - IN PROGRESS", Section.PLAN),
        ("Before the fix", Section.PAST),
        ("Original problem", Section.PAST),
        ("Problem statement", Section.PAST),
        ("How to run the tests", Section.HOWTO),
        ("Examples", Section.HOWTO),
        ("Style guide", Section.HOWTO),
        ("Retention policy", Section.HOWTO),
        ("Policy coverage", None),
        ("Key features", Section.FEATURES),
        ("Issue #12 - Final summary", None),
        ("Testing", None),
        ("Why are 12 tests failing?", None),
        ("Phase 2: Storage layer", None),
    ],
)
def test_tells_what_a_heading_announces(heading: str, found: Section | None) -> None:
    assert section(heading) is found


def test_asks_the_innermost_heading_that_tells() -> None:
    assert standing(("Roadmap", "Current status", "Details")) == (Section.OWN, "Current status")
    assert standing(("Current status", "Next steps")) == (Section.PLAN, "Next steps")
    assert standing(("Data plan: third quarter", "Where we are")) == (Section.OWN, "Where we are")
    assert standing(("Overview",)) == (None, "")
