"""The sentence that sums a report up."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gatekeeper.audit.finding import State

if TYPE_CHECKING:
    from gatekeeper.audit.audit import Report


def counts(report: Report) -> dict[str, int]:
    """Return how many findings there are of each state, from best to worst."""
    found = Counter(each.state for each in report.findings)
    return {str(state): found[state] for state in State}


def summary(report: Report) -> str:
    """Return for example ``3 claims in 1 document: 1 supported, 2 contradicted; 2 block``."""
    states = ", ".join(f"{number} {state}" for state, number in counts(report).items() if number)
    claims, documents = len(report.findings), report.documents
    text = f"{claims} claim{'s' * (claims != 1)} in {documents} document{'s' * (documents != 1)}{': ' * bool(states)}{states}"
    accepted = sum(each.accepted for each in report.findings)
    known = f"; {accepted} accepted by the baseline" if accepted else ""
    blocking = len(report.blocking)
    fails = f"{blocking} block{'s' * (blocking == 1)}" if blocking else "nothing blocks"
    return f"{text}{known}; {fails}"
