"""Words of state assert by mark, capitals, verb or place, and not by being there."""

from __future__ import annotations

import pytest

from gatekeeper.audit.source import read
from gatekeeper.audit.states import states
from gatekeeper.audit.units import units
from gatekeeper.audit.walk import blocks


def whys(text: str, *, report: bool = True, features: bool = False) -> list[str]:
    found = [unit for block in blocks(read(text.encode(), "a.md")) for unit in units(block)]
    return [signal.why for unit in found for signal in states(unit, report=report, features=features)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("\u2705 Search resolved", "resolved: a mark"),
        ("\u2705 Search", "mark \u2705"),
        ("Search RESOLVED today", "resolved: in capitals"),
        ("Search is now fully resolved", "resolved: after a verb of state"),
        ("The job ran successfully", "successfully: an adverb of success"),
        ("Search works", "works: a verb"),
        ("Search: resolved", "resolved: the value of a label"),
        ("- Search outage resolved", "resolved: at the end of its words"),
        ("Login: connection error", "error: trouble at the end of a label's value"),
        ("- No regressions", "nothing bad: no regressions"),
        ("Search now returns pages", "a change that holds now: now returns"),
        ("The mail service is not responding", "something does not work: is not responding"),
        ("Service stable: yes", "stable: a state with yes or no"),
        ("- Search: rebuilt and replaced", ""),
        ("- Search: replaced the index", "replaced: what was done"),
        ("Status: THEORY ONLY", "theory: the status in capitals"),
    ],
)
def test_says_what_makes_it_an_assertion(text: str, why: str) -> None:
    assert whys(text) == ([why] if why else [])


@pytest.mark.parametrize(
    "text",
    [
        "Retry failed jobs",
        "a resolved issue",
        "the working directory",
        "Status: IN REVIEW",
        "## What was fixed",
        "## Completed",
        "- \u2705 Can read files",
        "- \u2705 `a.py` (12 lines)",
        "Revenue restored by $5",
        "## Import (Priority: CRITICAL)",
        "## Import (corrected)",
    ],
)
def test_leaves_words_alone_that_only_describe(text: str) -> None:
    assert whys(text) == []


def test_reads_a_manual_with_more_doubt() -> None:
    assert whys("Search is resolved by the index", report=False) == []
    assert whys("All unit tests pass", report=False) == ["pass: said of the tests or as the status"]
    assert whys("Build status: passing", report=False) == ["passing: said of the tests or as the status"]


def test_takes_a_mark_in_a_list_of_features_for_no_claim() -> None:
    assert whys("- \u2705 Works offline", features=True) == []
