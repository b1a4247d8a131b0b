"""Numbers that look better than they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gatekeeper.selftest import names
from gatekeeper.selftest.kind import Kind, above, half, too_many, weighed

if TYPE_CHECKING:
    from gatekeeper.selftest.evidence import Evidence, Report
    from gatekeeper.selftest.target import Target

_FLAKY = '<flakyFailure message="timing"/>'


def _flaky(evidence: Evidence, target: Target) -> Evidence:
    return evidence.first_cases(too_many(target, "max_flaky", weighed(evidence)) or 1, _FLAKY)


def _not_that_flaky(target: Target, evidence: Evidence) -> bool:
    return too_many(target, "max_flaky", len(evidence.cases) - len(names.canaries(target))) is not None


def _padded(evidence: Evidence, target: Target) -> Evidence | None:  # noqa: ARG001
    """Report half of the tests twice in place of the others."""

    def changed(report: Report) -> Report:
        own = [case for case in report.cases if not case.body]
        kept = own[: half(len(own))]
        return replace(report, cases=(*kept, *kept, *(case for case in report.cases if case.body)))

    return evidence.each_report(changed) if weighed(evidence) > 1 else None


def _beyond(target: Target, evidence: Evidence) -> bool:
    extra = sum(len(each.cases) - len({case.id for case in each.cases}) for each in evidence.reports)
    return above(target, "max_duplicates", extra)


def _no_time(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
    return evidence.each_case(lambda _, each: replace(each, time="NaN"))


KINDS = (
    Kind(name="rerun-until-green", imitates="a failure that was retried away", rules=("max-flaky",), spoil=_flaky, enough=_not_that_flaky),
    Kind(
        name="padded",
        imitates="half the tests, reported twice",
        setting="max_duplicates",
        example="max_duplicates = 0",
        rules=("max-duplicates",),
        spoil=_padded,
        enough=_beyond,
    ),
    Kind(
        name="no-durations",
        imitates="durations that are no numbers",
        setting="min_duration",
        example='min_duration = "0.1s"',
        rules=("min-duration", "max-duration"),
        spoil=_no_time,
    ),
)
