from __future__ import annotations

import runs

from gatekeeper.model import Counts, Outcome, Selection, Verdict
from gatekeeper.rules.collection_errors import CollectionErrors


def test_none_passes() -> None:
    finding = runs.ask(CollectionErrors(), runs.counted(passed=3, errored=2))
    assert (finding.outcome, finding.reason) == (Outcome.PASSED, "no collection errors")


def test_a_single_one_fails_by_default() -> None:
    finding = runs.ask(CollectionErrors(), runs.counted(passed=99, errored=1, collection_errors=1))
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, "1 collection error: the tests behind it never ran")
    assert CollectionErrors.verdict is Verdict.FAILED
    assert "never ran" in CollectionErrors.remedy


def test_several_are_counted() -> None:
    finding = runs.ask(CollectionErrors(), runs.counted(passed=5, failed=12, errored=4, collection_errors=4))
    assert finding.reason == "4 collection errors: the tests behind them never ran"


def test_a_waiver_takes_only_its_own_errors_out() -> None:
    group = ("broken*",)
    counts = Counts(passed=5, errored=2, collection_errors=2)
    one = {Selection(tests=group): Counts(errored=1, collection_errors=1)}
    both = {Selection(tests=group): Counts(errored=2, collection_errors=2)}
    assert runs.ask(CollectionErrors(), runs.category(counts=counts, selected=one, excused=group)).outcome is Outcome.FAILED
    assert runs.ask(CollectionErrors(), runs.category(counts=counts, selected=both, excused=group)).outcome is Outcome.PASSED


def test_is_always_on_and_excuses_single_tests() -> None:
    assert CollectionErrors().active
    assert (CollectionErrors.waivable, CollectionErrors.excuses_tests) == (True, True)
