"""Whether a figure is true of a record's numbers, and what they are in words."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from gatekeeper.audit.figure import Measure
from gatekeeper.audit.printed import Bound, fits, percent

if TYPE_CHECKING:
    from gatekeeper.audit.evidence import Sums
    from gatekeeper.audit.figure import Figure

_HUNDRED = 100


def holds(figure: Figure, sums: Sums, *, errors_apart: bool = False) -> bool:
    """Say whether a record with these numbers supports a figure. ``errors_apart``: the claim counts errored tests on their own."""
    if figure.measure in {Measure.PASS_RATE, Measure.FAILURE_RATE}:
        if not sums.weighed:
            return False
        part = sums.passed if figure.measure is Measure.PASS_RATE else sums.weighed - sums.passed
        exact = Fraction(part * _HUNDRED, sums.weighed)
        return fits(figure.number.value, exact, figure.bound, digits=figure.clause.digits, share=True)
    if figure.every and figure.measure is Measure.PASSED and sums.failed + sums.errored:
        return False
    whole = figure.number.of
    if whole is not None and whole not in {sums.tests, sums.weighed, sums.executed}:
        return False
    return any(fits(figure.number.value, Fraction(each), figure.bound) for each in _counts(figure, sums, apart=errors_apart))


def _counts(figure: Figure, sums: Sums, *, apart: bool) -> set[int]:
    match figure.measure:
        case Measure.TESTS:
            return {sums.tests, sums.executed} if figure.bound is Bound.EXACT else {sums.executed}
        case Measure.FAILED:
            return {sums.failed} if apart else {sums.failed, sums.failed + sums.errored}
        case Measure.ERRORED:
            return {sums.errored, sums.collection_errors}
        case Measure.PASSED:
            return {sums.passed}
        case Measure.SKIPPED:
            return {sums.skipped}
        case _:
            return {sums.executed}


def swapped(figure: Figure, sums: Sums) -> bool:
    """Say whether a pass rate is the failure rate of these numbers."""
    if figure.measure is not Measure.PASS_RATE or not sums.weighed or holds(figure, sums):
        return False
    other = Fraction((sums.weighed - sums.passed) * _HUNDRED, sums.weighed)
    return fits(figure.number.value, other, Bound.EXACT, digits=figure.clause.digits, share=True)


def shown(figure: Figure, sums: Sums) -> str:
    """Return what a record says where a figure says something, in words."""
    rate = f" ({percent(sums.passed, sums.weighed)})" if sums.weighed else ""
    if figure.measure in {Measure.PASS_RATE, Measure.FAILURE_RATE, Measure.PASSED}:
        skipped = f", {sums.skipped} skipped" if sums.skipped else ""
        return f"{sums.passed} of {sums.weighed} tests passed{rate}{skipped}"
    if figure.measure in {Measure.FAILED, Measure.ERRORED}:
        errored = f", {sums.errored} errored" if sums.errored or figure.measure is Measure.ERRORED else ""
        return f"{sums.failed} failed{errored} of {sums.weighed} tests"
    if figure.measure is Measure.SKIPPED:
        return f"{sums.skipped} of {sums.tests} tests were skipped"
    skipped = f", {sums.skipped} more were skipped" if sums.skipped else ""
    return f"{sums.executed} tests ran{skipped}"
