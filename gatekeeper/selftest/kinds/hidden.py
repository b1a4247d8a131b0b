"""Failures that do not look like failures, or are hidden behind passes."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from gatekeeper.model import Rate
from gatekeeper.selftest import names
from gatekeeper.selftest.evidence import ERROR, FAILURE, Case
from gatekeeper.selftest.globs import matches
from gatekeeper.selftest.kind import Kind, least_red, rate_of, weighed

if TYPE_CHECKING:
    from gatekeeper.selftest.evidence import Evidence, Report
    from gatekeeper.selftest.kind import Spoil
    from gatekeeper.selftest.target import Target

_MANY = 2000
_OFTEN = 20
_COLLECTION = '<error message="collection failure">ImportError: no module named shop</error>'
_JEST = "<error>SyntaxError: Unexpected token</error>"


def _red(body: str) -> Spoil:
    def spoil(evidence: Evidence, target: Target) -> Evidence:
        return evidence.first_cases(least_red(target, weighed(evidence)) or weighed(evidence), body)

    return spoil


def _refuses(target: Target, evidence: Evidence) -> bool:
    return least_red(target, len(set(evidence.ids())) - len(names.canaries(target))) is not None


def _one(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
    return evidence.first_cases(1, FAILURE)


def _not_one(target: Target, evidence: Evidence) -> bool:
    tests = len(evidence.cases) - len(names.canaries(target))
    return not rate_of(target).accepts(Rate(numerator=tests - 1, denominator=tests))


def _over(evidence: Evidence, target: Target) -> Evidence | None:
    most = target.category.setting("max_failures")
    number = (most if isinstance(most, int) else 0) + 1
    return evidence.first_cases(number, FAILURE) if number <= weighed(evidence) else None


def _repeated(often: int) -> Spoil:
    """Let the same tests pass too, many times: neither the count nor the rate may rise by it."""

    def spoil(evidence: Evidence, target: Target) -> Evidence:
        number = least_red(target, weighed(evidence)) or weighed(evidence)
        red = {case.id for case in [each for each in evidence.cases if not each.body][:number]}

        def changed(report: Report) -> Report:
            own = [case for case in report.cases if not case.body]
            more = tuple(case for case in own for _ in range(often))
            bad = tuple(replace(case, body=FAILURE) if case.id in red and not case.body else case for case in report.cases)
            return replace(report, cases=(*more, *bad))  # in the other order attempts of one test would be flaky where reruns = true

        return evidence.each_report(changed)

    return spoil


def _of(number: int, evidence: Evidence, target: Target) -> Evidence | None:
    """Return the evidence with more tests, so that a rate is taken of exactly so many; None where there are not as many ids."""
    every = dict.fromkeys((*evidence.ids(), *names.ids(target, number + len(evidence.cases))))
    wanted = number - weighed(evidence)
    more = tuple(Case(id=each, time="0") for each in list(every)[len(evidence.cases) :][:wanted])
    first = evidence.reports[0]
    return evidence.first_report(cases=(*first.cases, *more)) if len(more) == wanted else None


def _rounded(evidence: Evidence, target: Target) -> Evidence | None:
    """Come as near to the threshold as many tests allow, and stay below."""
    red = least_red(target, _MANY)
    larger = _of(max(_MANY, weighed(evidence)), evidence, target) if red else None
    return larger.first_cases(red or 0, FAILURE) if larger else None


def _exactly(evidence: Evidence, target: Target) -> Evidence | None:
    """Reach the threshold where it has to be exceeded."""
    threshold = rate_of(target)
    step = threshold.value.denominator
    number = ceil(Fraction(weighed(evidence), step)) * step
    larger = _of(number, evidence, target) if threshold.strict and number <= _MANY else None
    return larger.first_cases(int((1 - threshold.value) * number), FAILURE) if larger else None


def _uncollected(evidence: Evidence, target: Target) -> Evidence | None:
    """Add a file of tests that could not be loaded, under an id that the category selects."""
    more = [each for each in names.ids(target, len(evidence.cases) + 1) if each not in set(evidence.ids())]
    return _added(evidence, Case(id=more[0], time="0", body=_COLLECTION)) if more else None


def _jest(evidence: Evidence, target: Target) -> Evidence | None:
    case = Case(id="Test suite failed to run::tests/shop.test.js", time="0", body=_JEST)
    return _added(evidence, case) if any(matches(case.id, (each,)) for each in target.category.tests or ("*",)) else None


def _added(evidence: Evidence, case: Case) -> Evidence:
    first = evidence.reports[0]
    return evidence.first_report(cases=(*first.cases, case))


KINDS = (
    Kind(name="failed", imitates="just too many failures", rules=("pass-rate",), spoil=_red(FAILURE), enough=_refuses),
    Kind(name="errored", imitates="the same with errors", rules=("pass-rate",), spoil=_red(ERROR), enough=_refuses),
    Kind(
        name="one-failure",
        imitates="one failure among many passes",
        setting="pass_rate",
        example='pass_rate = "100%"',
        rules=("pass-rate",),
        spoil=_one,
        enough=_not_one,
    ),
    Kind(
        name="over-budget",
        imitates="more failures than are allowed",
        setting="max_failures",
        example="max_failures = 0",
        rules=("max-failures",),
        spoil=_over,
    ),
    Kind(name="rounded-up", imitates="a rate that rounds up to enough", rules=("pass-rate",), spoil=_rounded, enough=_refuses),
    Kind(
        name="exactly-the-rate",
        imitates="90% where > 90% is asked",
        rules=("pass-rate",),
        spoil=_exactly,
        enough=_refuses,
    ),
    Kind(name="namesake", imitates="the failing test passing, too", rules=("pass-rate",), spoil=_repeated(1), enough=_refuses),
    Kind(name="count-inflation", imitates="passes repeated with --count", rules=("pass-rate",), spoil=_repeated(_OFTEN), enough=_refuses),
    Kind(
        name="collection-error",
        imitates="a test file that fails to load",
        rules=("collection-errors",),
        spoil=_uncollected,
    ),
    Kind(
        name="jest-suite",
        imitates="a jest file that failed to run",
        rules=("collection-errors",),
        spoil=_jest,
    ),
)
