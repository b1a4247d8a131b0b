"""Builds records by hand, for tests of what is made from them."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from gatekeeper.evidence import record as rows
from gatekeeper.evidence.answers import COUNTING, as_recorded, in_force, passes, wanted
from gatekeeper.model import CaseKind, CaseOutcome, FileStatus, JobResult, Outcome, Verdict


def counts(**more: int) -> rows.CountsRow:
    """Return counts; ``tests`` and ``executed`` follow from the outcomes."""
    numbers = {name: more.get(name, 0) for name in ("passed", "failed", "errored", "skipped", "flaky", "collection_errors")}
    tests = sum(numbers[name] for name in ("passed", "failed", "errored", "skipped"))
    executed = tests - numbers["skipped"] - numbers["collection_errors"]
    return rows.CountsRow(cases=more.get("cases", tests), tests=tests, executed=executed, **numbers)


def category(name: str = "unit", verdict: Verdict | None = Verdict.PASSED, **more: Any) -> rows.CategoryRow:
    """Return a category in which three tests passed, or what is given instead."""
    numbers = more.pop("counts", counts(passed=3))
    weighed = numbers.passed + numbers.failed + numbers.errored
    rate = (
        rows.RateRow(numerator=numbers.passed, denominator=weighed, text=f"{1000 * numbers.passed // weighed / 10}%") if weighed else None
    )
    usual: dict[str, Any] = {
        "blocking": True,
        "absent": None,
        "results": numbers.tests,
        "pass_rate": rate,
        "threshold": ">= 100%",
        "target": None,
        "milliseconds": 1500,
        "notes": [],
    }
    return rows.CategoryRow(name=name, verdict=verdict, counts=numbers, **{**usual, **more})


def rule(name: str = "pass-rate", category: str | None = "unit", verdict: Verdict = Verdict.FAILED, **more: Any) -> rows.RuleRow:
    """Return a rule's answer: one that is not good unless its verdict is PASSED."""
    usual = {"outcome": Outcome.PASSED if verdict is Verdict.PASSED else Outcome.FAILED, "reason": "a reason", "remedy": "a remedy"}
    return rows.RuleRow(rule=name, category=category, verdict=verdict, **{**usual, **more})


def failure(name: str = "c::bad", **more: Any) -> rows.FailureRow:
    """Return a failed case."""
    usual: dict[str, Any] = {
        "category": "unit",
        "outcome": CaseOutcome.FAILED,
        "kind": CaseKind.TEST,
        "type": "",
        "cause": "c" * 16,
        "message": "assert 1 == 2",
        "file": None,
        "line": None,
    }
    return rows.FailureRow(id=name, **{**usual, **more})


def jobs(**results: str) -> list[rows.JobRow]:
    """Return jobs and how they ended, such as ``build="success"``."""
    return [rows.JobRow(name=name, result=JobResult(result)) for name, result in results.items()]


def file(path: str = "a.xml", status: FileStatus = FileStatus.COUNTED, reason: str = "") -> rows.FileRow:
    """Return a report file."""
    return rows.FileRow(path=path, sha256="0" * 64, bytes=7, status=status, reason=reason, dialect=None, counts=counts(passed=3))


_GREEN = rows.Record(
    verdict=Verdict.PASSED,
    exit_code=0,
    partial=False,
    subject=rows.Subject(commit=None, tree=None, dirty=None, ref=None),
    policy=rows.PolicyRow(name="", source=None, sha256="1" * 64, run={}, categories={}),
    categories=[category()],
    rules=[rule(verdict=Verdict.PASSED)],
    files=[file()],
    failures=[],
    inventory=None,
    waivers=[],
    tool=rows.ToolRow(name="gatekeeper", version="0.0.0"),
    run=None,
    created="2026-01-02T03:04:05+00:00",
)


def record(verdict: Verdict = Verdict.PASSED, **more: Any) -> rows.Record:
    """Return a record with one green category, or with what is given instead."""
    return replace(_GREEN, verdict=verdict, exit_code=verdict.exit_code, **more)


def whole(of: rows.Record) -> rows.Record:
    """Return the record with an answer of every rule in force that gives none: a good one, unless the counts are against it."""
    settings, rows_ = of.policy.categories, {each.name: each for each in of.categories}
    places = [place for each in of.categories for place in wanted(in_force(settings.get(each.name, {})), each)]
    missing = dict.fromkeys(place for place in places if place not in {(row.rule, row.category) for row in of.rules})

    def verdict(name: str, about: str | None) -> Verdict:
        counted = name in COUNTING and about is not None
        good = not counted or passes(as_recorded(COUNTING[name], settings.get(about or "", {})), rows_[about or ""].counts)
        return Verdict.PASSED if good else rows_[about or ""].verdict or Verdict.FAILED

    return replace(of, rules=[*of.rules, *(rule(*place, verdict(*place)) for place in missing)])
