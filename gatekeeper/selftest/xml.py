"""Write a report as a runner does."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatekeeper.selftest.evidence import Case, Report

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def data_of(report: Report) -> bytes:
    """Return the bytes of a report."""
    if report.data is not None:
        return report.data
    attributes = {"name": report.suite, **_counts(report), **report.declared, **_origin(report)}
    properties = "".join(f"<property name={quoteattr(name)} value={quoteattr(value)}/>" for name, value in report.properties.items())
    cases = "\n".join(map(_case, report.cases))
    inside = f"{f'<properties>{properties}</properties>' if properties else ''}{report.inside}\n{cases}\n"
    return f"{_HEAD}<testsuites><testsuite{_written(attributes)}>{inside}</testsuite></testsuites>\n".encode("utf-8", "replace")


def _counts(report: Report) -> dict[str, str]:
    words = {"failures": "<failure", "errors": "<error", "skipped": "<skipped"}
    counted = {name: sum(each.body.startswith(word) for each in report.cases) for name, word in words.items()}
    return {name: str(number) for name, number in {"tests": len(report.cases), **counted}.items()}


def _origin(report: Report) -> dict[str, str]:
    host = {"hostname": report.host} if report.host else {}
    return host if report.age is None else {**host, "timestamp": (datetime.now(UTC) - report.age).isoformat()}


def _case(case: Case) -> str:
    group, _, name = case.id.partition("::")
    return f"<testcase{_written({'classname': group, 'name': name, 'time': case.time, **case.more})}>{case.body}</testcase>"


def _written(attributes: Mapping[str, str]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
