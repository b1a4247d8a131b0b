"""How much of what was planned ran, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from ledgers import accepted, ledger, made, run
from msgspec.structs import replace
from records import category, counts, failure, rule

from gatekeeper.documents.story import tell
from gatekeeper.documents.views.plan import Plan, plan
from gatekeeper.evidence.record import PolicyRow, Record
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from pathlib import Path


def _policy(**settings: Any) -> PolicyRow:
    return PolicyRow(name="", source=None, sha256="1" * 64, run={}, categories={"unit": settings})


def _short(passed: int = 2, **more: Any) -> Record:
    unit = category(verdict=Verdict.INCOMPLETE, counts=counts(passed=passed))
    return made(5, Verdict.INCOMPLETE, **{"categories": [unit], "rules": [rule(verdict=Verdict.INCOMPLETE)], **more})


def _numbers(found: Plan) -> tuple[object, ...]:
    return (found.planned, found.completed, found.missing, found.sources, found.cause)


def test_the_policy_plans_with_min_executed() -> None:
    found = plan(tell(accepted(_short(policy=_policy(min_executed=25))), None))
    assert _numbers(found) == (25, 2, 23, "min_executed of the policy", "")


@pytest.mark.parametrize("text", ["Timeout >30s", "socket.timeout: timed out", "the job hit its time-out", "TimeoutError", "TIMED OUT"])
def test_a_timeout_is_said_only_where_the_record_says_so(text: str) -> None:
    policy = _policy(min_executed=25)
    by_rule = _short(policy=policy, rules=[rule(verdict=Verdict.INCOMPLETE, reason=text)])
    by_message, by_type = (_short(policy=policy, failures=[failure("c::x", **{key: text})]) for key in ("message", "type"))
    for record, said in ((by_rule, f"pass-rate: {text}"), (by_message, "c::x"), (by_type, "c::x")):
        found = plan(tell(accepted(record), None))
        assert (found.cause, found.said) == ("timeout", said)


def test_a_timeout_in_a_category_that_ran_whole_explains_nothing() -> None:
    whole = category("e2e", counts=counts(failed=1))
    record = _short(policy=_policy(min_executed=25), failures=[failure("e", category="e2e", message="timed out")])
    found = plan(tell(accepted(replace(record, categories=[*record.categories, whole])), None))
    assert (found.missing, found.cause, found.said) == (23, "", "")


def test_else_what_an_earlier_record_executed_is_the_plan(tmp_path: Path) -> None:
    full, cut = made(0, run=run(7), categories=[category(counts=counts(passed=25, skipped=3))]), replace(_short(), created=made(3).created)
    found = plan(tell(accepted(_short()), ledger(tmp_path, full, cut)))
    assert _numbers(found) == (25, 2, 23, "what run 7 executed", "")
    outside = tell(accepted(_short()), ledger(tmp_path / "b", replace(full, run=None)))
    assert plan(outside).sources == f"what record {outside.past[0].digest[:12]} executed"


def test_the_larger_of_policy_and_earlier_record_is_the_plan_and_is_named(tmp_path: Path) -> None:
    past = ledger(tmp_path, made(0, run=run(7), categories=[category(counts=counts(passed=21))]))
    seeds = counts(passed=5, failed=12, errored=4, collection_errors=4)
    for least, expected in ((17, (21, 17, 4, "what run 7 executed", "")), (22, (22, 17, 5, "min_executed of the policy", ""))):
        red = category(verdict=Verdict.FAILED, counts=seeds)
        record = made(5, Verdict.FAILED, categories=[red], rules=[rule()], policy=_policy(min_executed=least))
        found = plan(tell(accepted(record), past))
        assert (_numbers(found), found.unplanned) == (expected, 0)


def test_the_sums_add_up_where_one_category_ran_more_than_planned(tmp_path: Path) -> None:
    past = ledger(tmp_path, made(0, categories=[category(counts=counts(passed=21)), category("e2e", counts=counts(passed=2))]))
    now = [category(counts=counts(passed=17)), category("e2e", counts=counts(passed=9))]
    found = plan(tell(accepted(made(5, categories=now)), past))
    assert (found.planned, found.completed, found.missing, found.unplanned) == (23, 26, 4, 7)
    assert found.completed == found.planned - found.missing + found.unplanned


def test_where_nothing_plans_nothing_is_missing() -> None:
    for policy in (_policy(), _policy(min_executed="25"), _policy(min_executed=True), _policy(min_executed=0)):
        found = plan(tell(accepted(_short(policy=policy)), None))
        assert _numbers(found) == (0, 0, 0, "", "")
        assert [(each.source, each.completed) for each in found.lines.rows] == [("", 2)]


def test_more_than_planned_is_nothing_missing_and_refused_evidence_is_not_counted() -> None:
    refused = category("bad", Verdict.INVALID, blocking=False, counts=counts(passed=9))
    record = _short(passed=30, policy=_policy(min_executed=25))
    found = plan(tell(accepted(replace(record, categories=[*record.categories, refused])), None))
    assert _numbers(found) == (25, 30, 0, "min_executed of the policy", "")
    assert found.unplanned == 5
    assert found.lines.all == 1
