from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import runs

from gatekeeper.model import Counts, Outcome, Verdict
from gatekeeper.rules.canary import Canary

if TYPE_CHECKING:
    from gatekeeper.rules.base import Finding


def ask(**found: Counts) -> Finding:
    return runs.ask(Canary(canary=("one", "two")), runs.category(canaries={"one": Counts(failed=1), **found}))


def test_canaries_that_failed_or_errored_pass() -> None:
    finding = ask(two=Counts(errored=2, skipped=1))
    assert (finding.outcome, finding.reason) == (Outcome.PASSED, "3 tests that must fail did: one, two")


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        (Counts(passed=1), "1 test matching two passed and must fail"),
        (Counts(passed=2, failed=9), "2 tests matching two passed and must fail"),
        (Counts(), "no test matches two, which must fail"),
        (Counts(skipped=3), "no test matching two ran (3 skipped), and one must fail"),
    ],
)
def test_one_that_did_not_fail_makes_everything_invalid(counts: Counts, reason: str) -> None:
    finding = ask(two=counts)
    assert (finding.outcome, finding.verdict or Canary.verdict, finding.reason) == (Outcome.FAILED, Verdict.INVALID, reason)
    assert "turns failures into passes" in Canary.remedy


def test_reports_that_were_read_without_it_say_nothing() -> None:
    finding = ask()
    assert (finding.outcome, finding.verdict) == (Outcome.INCONCLUSIVE, Verdict.INCOMPLETE)
    assert finding.reason == "the reports were not read with the canary two"


def test_one_that_passed_is_worse_than_one_that_nobody_looked_for() -> None:
    asked = runs.category(canaries={"one": Counts(passed=1)})
    assert runs.ask(Canary(canary=("one", "two")), asked).outcome is Outcome.FAILED


def test_is_asked_only_by_its_setting() -> None:
    assert not Canary().active
    assert Canary(canary=("x",)).active
