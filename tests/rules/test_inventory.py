from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import runs

from gatekeeper.model import Baseline, Outcome, Plan, Sample, Verdict
from gatekeeper.rules.inventory import Inventory
from gatekeeper.rules.source import Source

if TYPE_CHECKING:
    from gatekeeper.rules.base import Finding

_LIST = Source.parse(["list"])
_BASE = Source.parse("base")


def _ask(source: Source, plan: Plan | None = None, baseline: Baseline | None = None) -> Finding:
    return runs.ask(Inventory(inventory=source), runs.category(plan=plan, baseline=baseline))


def test_all_turned_up() -> None:
    finding = _ask(_LIST, Plan(about="list", total=25))
    assert (finding.outcome, finding.reason) == (Outcome.PASSED, "25 tests listed by list, and all of them turned up")


def test_those_that_did_not_are_named() -> None:
    finding = _ask(_LIST, Plan(about="list", total=25, absent=Sample(count=3, first=("a", "b"))))
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, "3 of 25 planned tests did not turn up: a; b; and 1 more")
    assert (Inventory.verdict, Inventory.whole, "--deselect" in Inventory.remedy) == (Verdict.INCOMPLETE, True, True)
    assert _ask(_LIST, Plan(total=1, absent=Sample(count=1))).reason.startswith("1 of 1 planned test did not")


@pytest.mark.parametrize("plan", [None, Plan(missing="it printed nothing"), Plan(total=3, missing="it printed nothing", remedy="do")])
def test_without_a_list_nobody_can_tell(plan: Plan | None) -> None:
    finding = _ask(_LIST, plan)
    assert (finding.outcome, finding.verdict) == (Outcome.INCONCLUSIVE, Verdict.INCOMPLETE)
    assert finding.reason == f"which tests there should be is not known: {'it printed nothing' if plan else 'nothing was listed'}"
    assert finding.remedy == ("do" if plan and plan.remedy else "correct the command or the file that inventory names")


def test_the_base_record_may_be_the_list() -> None:
    finding = _ask(_BASE, baseline=Baseline(about="record abc"))
    assert (finding.outcome, finding.reason) == (Outcome.PASSED, "all tests of record abc turned up")
    finding = _ask(_BASE, baseline=Baseline(about="record abc", removed=Sample(count=1, first=("c::a",))))
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, "1 test of record abc did not turn up: c::a")
    for missing in (None, Baseline(missing="the ledger is empty")):
        finding = _ask(_BASE, baseline=missing)
        assert (finding.outcome, finding.verdict) == (Outcome.INCONCLUSIVE, Verdict.INCOMPLETE)
        assert finding.reason.startswith("NO BASELINE: ")


def test_a_baseline_is_looked_for_only_where_it_is_the_list() -> None:
    assert Inventory(inventory=_BASE).compares
    assert not Inventory(inventory=_LIST).compares
    assert not replace(Inventory(inventory=_BASE), inventory=_LIST).compares
    assert Inventory.compares, "a record that lacks nothing but a baseline can be one"
    assert (Inventory(inventory=_LIST).active, Inventory().active) == (True, False)
