from __future__ import annotations

import pytest
import runs

from gatekeeper.model import Outcome, Subject
from gatekeeper.rules.clean_tree import CleanTree

CLEAN, DIRTY, UNKNOWN = Subject(dirty=False), Subject(dirty=True), Subject()


@pytest.mark.parametrize(
    ("before", "after", "subject", "outcome", "said"),
    [
        (CLEAN, CLEAN, CLEAN, Outcome.PASSED, "there were no local changes"),
        (DIRTY, CLEAN, CLEAN, Outcome.FAILED, "there were local changes before the run of shard 1/1"),
        (CLEAN, DIRTY, CLEAN, Outcome.FAILED, "there were local changes after the run of shard 1/1"),
        (DIRTY, CLEAN, DIRTY, Outcome.FAILED, "there were local changes before the run of shard 1/1"),
        (UNKNOWN, CLEAN, DIRTY, Outcome.FAILED, "there were local changes when it was judged"),
        (UNKNOWN, CLEAN, CLEAN, Outcome.INCONCLUSIVE, "whether there were local changes before the run of shard 1/1 is not known"),
        (CLEAN, CLEAN, UNKNOWN, Outcome.INCONCLUSIVE, "whether there were local changes when it was judged is not known"),
    ],
)
def test_at_no_time_there_were_local_changes(before: Subject, after: Subject, subject: Subject, outcome: Outcome, said: str) -> None:
    asked = runs.category(witnesses=(runs.witness("1/1", before=before, after=after),))
    finding = runs.ask(CleanTree(clean_tree=True), asked, subject=subject)
    assert (finding.outcome, finding.reason) == (outcome, said)


def test_it_is_asked_where_it_is_true_without_a_witness_too() -> None:
    assert [CleanTree(clean_tree=each).active for each in (None, False, True)] == [False, False, True]
    assert runs.ask(CleanTree(clean_tree=True), runs.category(), subject=DIRTY).outcome is Outcome.FAILED
