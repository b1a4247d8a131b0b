from __future__ import annotations

from typing import TYPE_CHECKING

import runs

from gatekeeper.model import Counts, Outcome, Selection, Verdict
from gatekeeper.rules.required_tests import RequiredTests

if TYPE_CHECKING:
    from gatekeeper.rules.base import Finding

GOLDEN = "*test_golden_path*"


def ask(**groups: Counts) -> Finding:
    selected = {Selection(tests=(pattern,)): counts for pattern, counts in groups.items()}
    return runs.ask(RequiredTests(required_tests=tuple(groups)), runs.category(selected=selected))


def test_every_pattern_with_a_passing_test_passes() -> None:
    finding = ask(a=Counts(passed=1), b=Counts(passed=2, skipped=1))
    assert (finding.outcome, finding.reason) == (Outcome.PASSED, "all tests matching a, b passed")


def test_a_pattern_that_matches_nothing_is_incomplete() -> None:
    finding = ask(a=Counts(passed=1), b=Counts())
    assert (finding.outcome, finding.verdict, finding.reason) == (Outcome.FAILED, Verdict.INCOMPLETE, "no test matches b")
    assert "renamed" in RequiredTests.remedy


def test_a_skipped_or_uncollected_test_did_not_run() -> None:
    finding = ask(a=Counts(skipped=2), b=Counts(errored=1, collection_errors=1))
    assert (finding.outcome, finding.verdict) == (Outcome.FAILED, Verdict.INCOMPLETE)
    assert finding.reason == "no test matching a ran (2 skipped, 0 not collected); no test matching b ran (0 skipped, 1 not collected)"


def test_every_match_that_ran_must_pass() -> None:
    finding = ask(a=Counts(passed=2, failed=1), b=Counts(passed=1))
    assert (finding.outcome, finding.verdict, finding.reason) == (Outcome.FAILED, None, "1 of 3 tests matching a failed")
    assert RequiredTests.verdict is Verdict.FAILED
    assert ask(a=Counts(passed=1, errored=1)).outcome is Outcome.FAILED


def test_an_uncollected_match_beside_a_passing_one_fails() -> None:
    finding = ask(a=Counts(passed=1, errored=1, collection_errors=1))
    assert (finding.outcome, finding.verdict, finding.reason) == (Outcome.FAILED, None, "1 of 2 tests matching a failed")


def test_of_a_failed_and_an_absent_one_the_worse_counts() -> None:
    finding = ask(a=Counts(failed=1), b=Counts())
    assert (finding.verdict, finding.reason) == (Verdict.INCOMPLETE, "no test matches b; 1 of 1 test matching a failed")


def test_a_waiver_excuses_failures_but_never_an_absent_test() -> None:
    excused = ("c::a",)
    rule = RequiredTests(required_tests=(GOLDEN,))
    both = Selection(tests=(GOLDEN,), excused=excused)
    for found, covered, outcome in (
        (Counts(passed=1, failed=1), Counts(failed=1), Outcome.PASSED),
        (Counts(passed=1, failed=2), Counts(failed=1), Outcome.FAILED),
        (Counts(errored=1, collection_errors=1), Counts(errored=1, collection_errors=1), Outcome.FAILED),
    ):
        asked = runs.category(selected={Selection(tests=(GOLDEN,)): found, both: covered}, excused=excused)
        assert runs.ask(rule, asked).outcome is outcome


def test_asks_for_each_pattern_apart() -> None:
    assert RequiredTests(required_tests=("a", "b")).selections() == (("a",), ("b",))
    assert RequiredTests().selections() == ()
    assert not RequiredTests().active
