"""Results that stand where no result counts: too deep, or under a name that only resembles one. They must not pass unnoticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.junit import codes
from gatekeeper.junit.columns import id_of

if TYPE_CHECKING:
    from gatekeeper.junit.suite import OpenSuite
    from gatekeeper.junit.tally import Tally

_BAD = frozenset({"failure", "error", "failed", "errored"})


def in_suite(suite: OpenSuite, name: str, tally: Tally) -> None:
    """Note an element outside any case that says something failed, unless the suite is known to be bad."""
    if name.lower() in _BAD and not suite.errors:
        tally.disagreements.add(f"suite {suite.name} holds a {name} that is no result of its own")


def in_case(suite: OpenSuite, place: int, name: str, depth: int, tally: Tally) -> None:
    """Note an element ``depth`` levels inside a case that says something failed, unless the case is known to be bad."""
    if name.lower() not in _BAD or suite.marks.get(place, codes.PASSED) & codes.OUTCOME >= codes.FAILED:
        return
    why = "deeper than its own results" if depth > 1 else "that is no result by that name"
    tally.disagreements.add(f"{id_of(suite.cases[place], suite.name)} holds a {name} {why}")
