"""Headers and cases that do not agree: what is declared is no count, and what is shown has to be counted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gatekeeper.selftest.evidence import FAILURE, SKIPPED
from gatekeeper.selftest.kind import Kind, half, least_red, too_many, weighed

if TYPE_CHECKING:
    from gatekeeper.selftest.evidence import Evidence
    from gatekeeper.selftest.kind import Spoil
    from gatekeeper.selftest.target import Target


def _declares(**more: int) -> Spoil:
    def spoil(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
        first = evidence.reports[0]
        shown = {"tests": len(first.cases), "failures": sum(each.body == FAILURE for each in first.cases), "errors": 0}
        return evidence.first_report(declared={name: str(shown[name] + number) for name, number in more.items()})

    return spoil


def _lost_result(evidence: Evidence, target: Target) -> Evidence | None:  # noqa: ARG001
    bare = next((each for each in evidence.reports if not any(case.body for case in each.cases)), None)
    return evidence.each_report(lambda each: replace(each, declared={"failures": "3"}) if each is bare else each) if bare else None


def _is_compared(target: Target, evidence: Evidence) -> bool:  # noqa: ARG001
    return target.category.setting("declared") == "compare"


def _suite_error(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
    return evidence.first_report(inside='<error message="tear-down failed">boom</error>')


def _beside_skip(evidence: Evidence, target: Target) -> Evidence:
    return evidence.first_cases(least_red(target, weighed(evidence)) or weighed(evidence), SKIPPED + FAILURE)


def _refuses(target: Target, evidence: Evidence) -> bool:
    return least_red(target, sum(each.body != FAILURE for each in evidence.cases)) is not None


def _half_disabled(evidence: Evidence, target: Target) -> Evidence:
    number = too_many(target, "max_skipped", weighed(evidence)) or half(weighed(evidence))
    ordinary = [index for index, each in enumerate(evidence.cases) if not each.body][:number]
    return evidence.each_case(lambda index, each: replace(each, more={"status": "disabled"}) if index in ordinary else each)


def _half_skipped(evidence: Evidence, target: Target) -> Evidence:
    return evidence.first_cases(too_many(target, "max_skipped", weighed(evidence)) or half(weighed(evidence)), SKIPPED)


def _skips_too_many(target: Target, evidence: Evidence) -> bool:
    return too_many(target, "max_skipped", sum(each.body != FAILURE for each in evidence.cases)) is not None


KINDS = (
    Kind(
        name="cases-lost",
        imitates="a crash between two tests",
        rules=("counts-agree",),
        spoil=_declares(tests=5),
        enough=_is_compared,
    ),
    Kind(
        name="results-removed",
        imitates="failures deleted from the file",
        rules=("counts-agree",),
        spoil=_lost_result,
        enough=_is_compared,
    ),
    Kind(name="suite-error", imitates="a tear-down that failed", rules=("suite-errors",), spoil=_suite_error),
    Kind(
        name="failed-and-skipped",
        imitates="a failure hidden behind a skip",
        rules=("pass-rate",),
        spoil=_beside_skip,
        enough=_refuses,
    ),
    Kind(
        name="many-skipped",
        imitates="the red tests skipped",
        setting="max_skipped",
        example="max_skipped = 0",
        rules=("max-skipped",),
        spoil=_half_skipped,
        enough=_skips_too_many,
    ),
    Kind(
        name="many-disabled",
        imitates="the red tests switched off",
        setting="max_skipped",
        example="max_skipped = 0",
        rules=("max-skipped",),
        spoil=_half_disabled,
        enough=_skips_too_many,
    ),
)
