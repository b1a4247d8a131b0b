"""Reports of tests that never ran: each of them looks green to whoever counts failures."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from gatekeeper.selftest.evidence import SKIPPED, Case
from gatekeeper.selftest.kind import Kind

if TYPE_CHECKING:
    from gatekeeper.selftest.evidence import Evidence, Report
    from gatekeeper.selftest.target import Target

_ZERO = (
    b'<?xml version="1.0" encoding="utf-8"?><testsuites>'
    b'<testsuite name="pytest" errors="0" failures="0" skipped="0" tests="0" time="0.01"/></testsuites>'
)
_HANDMADE = (
    b'<?xml version="1.0"?><testsuites tests="1" failures="0"><testsuite name="placeholder" tests="1" failures="0">'
    b'<testcase classname="placeholder" name="placeholder_test" time="0"/></testsuite></testsuites>'
)


def _no_report(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
    return evidence.each_report(lambda _: None)


def _empty(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
    return evidence.first_report(data=b"")


def _bare(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
    return evidence.each_report(lambda each: replace(each, data=b"<testsuites/>"))


def _zero(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
    return evidence.each_report(lambda each: replace(each, data=_ZERO))


def _skipped(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
    return evidence.first_cases(len(evidence.cases), SKIPPED)


def _disabled(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
    return evidence.each_case(lambda _, each: each if each.body else replace(each, more={"status": "notrun"}))


def _uncollected(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
    body = '<error message="collection failure">ImportError</error>'
    return evidence.each_report(lambda each: replace(each, cases=(Case(id=f"::{each.path}", time="0", body=body),)))


def _placeholder(evidence: Evidence, target: Target) -> Evidence | None:
    if target.category.tests:
        return None

    def changed(report: Report) -> Report:
        return replace(report, data=_HANDMADE, age=timedelta())

    return evidence.each_report(changed)


KINDS = (
    Kind(name="no-report", imitates="a crash before the report", rules=("evidence-found", "tests-executed"), spoil=_no_report),
    Kind(name="empty-file", imitates="a full disk, or a killed writer", rules=("evidence-readable",), spoil=_empty),
    Kind(name="zero-cases", imitates="a filter that selects nothing", rules=("tests-executed",), spoil=_bare),
    Kind(name="collect-only", imitates="pytest --collect-only", rules=("tests-executed",), spoil=_zero),
    Kind(name="all-skipped", imitates="every test skipped", rules=("tests-executed",), spoil=_skipped),
    Kind(name="all-disabled", imitates="GoogleTest, all disabled", rules=("tests-executed",), spoil=_disabled),
    Kind(name="none-collected", imitates="nothing but import errors", rules=("tests-executed", "collection-errors"), spoil=_uncollected),
    Kind(name="placeholder", imitates="a hand-written dummy report", rules=("dummy-report",), spoil=_placeholder),
)
