"""Green reports of less than there is: what is missing fails nowhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gatekeeper.rules.value import Expected
from gatekeeper.selftest.evidence import FAILURE, SKIPPED
from gatekeeper.selftest.globs import matches
from gatekeeper.selftest.kind import Kind, Start, below, weighed
from gatekeeper.selftest.paths import ends_with

if TYPE_CHECKING:
    from gatekeeper.selftest.evidence import Evidence
    from gatekeeper.selftest.target import Target

_ELSEWHERE = "selftest-missing/*.xml"


def _unmatched(evidence: Evidence, target: Target) -> Evidence:
    own = replace(target.category, reports=(*target.category.reports, _ELSEWHERE))
    return replace(evidence, config=evidence.config.with_categories((own,)))


def _one_file_less(evidence: Evidence, target: Target) -> Evidence | None:
    """Leave out the first report, or all that have the first of the expected names."""
    name = next(iter(_expected(target).names), "")
    gone = [each for each in evidence.reports if ends_with(each.path, name)] if name else evidence.reports[:1]
    fewer = evidence.each_report(lambda each: None if each in gone else each)
    return fewer if gone and fewer.reports else None


def _not_as_many(target: Target, evidence: Evidence) -> bool:
    return _expected(target).count != len(evidence.reports)


def _expected(target: Target) -> Expected:
    expected = target.category.setting("expected_files")
    return expected if isinstance(expected, Expected) else Expected(count=None, names=())


def _required_skipped(evidence: Evidence, target: Target) -> Evidence:
    pattern = next(iter(target.texts("required_tests")), evidence.cases[0].id.replace("*", "?"))
    return evidence.each_case(lambda _, each: replace(each, body=SKIPPED) if matches(each.id, (pattern,)) and not each.body else each)


def _one_test(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
    """Keep the first test that passes alone; a file without a test is not written."""
    first = next((index for index, each in enumerate(evidence.cases) if not each.body), 0)
    kept = evidence.each_case(lambda index, each: each if index == first or each.body == FAILURE else None)
    return kept.each_report(lambda each: each if each.cases else None)


def _too_few(target: Target, evidence: Evidence) -> bool:
    return below(target, weighed(evidence))


def _without(number: int, evidence: Evidence) -> Evidence | None:
    """Leave out tests, the last first, and no report altogether."""
    spare = [case.id for each in evidence.reports for case in [one for one in each.cases if not one.body][1:]]
    gone = set(spare[-number:])
    return evidence.each_case(lambda _, each: None if each.id in gone else each) if len(gone) == number else None


def _one_left_out(evidence: Evidence, target: Target) -> Evidence | None:  # noqa: ARG001
    return _without(1, evidence)


def _removed(evidence: Evidence, target: Target) -> Evidence | None:
    most = target.category.setting("max_removed")
    return _without((most if isinstance(most, int) else 0) + 1, evidence)


def _regressed(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
    return evidence.first_cases(1, FAILURE)


KINDS = (
    Kind(
        name="pattern-unmatched",
        imitates="a module that wrote no report",
        rules=("evidence-found",),
        spoil=_unmatched,
        start=Start.FILES,
    ),
    Kind(
        name="file-missing",
        imitates="one report of several lost",
        setting="expected_files",
        example="expected_files = 2",
        rules=("expected-files",),
        spoil=_one_file_less,
        enough=_not_as_many,
    ),
    Kind(
        name="required-skipped",
        imitates="the golden path skipped",
        setting="required_tests",
        example='required_tests = ["*::test_checkout*"]',
        rules=("required-tests",),
        spoil=_required_skipped,
    ),
    Kind(
        name="too-few",
        imitates="pytest -x: a report of one test",
        setting="min_executed",
        example="min_executed = 25",
        rules=("min-executed",),
        spoil=_one_test,
        enough=_too_few,
    ),
    Kind(
        name="left-out",
        imitates="a test that -k left out",
        setting="inventory",
        example='inventory = ["pytest", "--collect-only", "-q"]',
        rules=("inventory",),
        spoil=_one_left_out,
    ),
    Kind(
        name="tests-removed",
        imitates="red tests deleted",
        setting="max_removed",
        example="max_removed = 0",
        rules=("no-removed-tests",),
        spoil=_removed,
    ),
    Kind(
        name="regression",
        imitates="a failure that the rate allows",
        setting="no_regression",
        example="no_regression = true",
        rules=("no-regression",),
        spoil=_regressed,
    ),
)
