"""How many, and which share: whole numbers and exact fractions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """Passed tests over tests that should have: an exact fraction, printed cut and never rounded."""

    numerator: int
    denominator: int

    @property
    def exact(self) -> Fraction:
        """Return the fraction to compare with a threshold."""
        return Fraction(self.numerator, self.denominator)

    def __str__(self) -> str:
        """Return for example ``89.9%``; ``100.0%`` means every one of them."""
        tenths = self.numerator * 1000 // self.denominator
        return f"{tenths // 10}.{tenths % 10}%"


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """How many, by outcome. ``cases`` is testcase elements; the outcomes add up to ``tests``."""

    cases: int = 0
    passed: int = 0
    failed: int = 0
    errored: int = 0
    skipped: int = 0
    flaky: int = 0
    collection_errors: int = 0

    @property
    def tests(self) -> int:
        """Return all tests, skipped included."""
        return self.passed + self.failed + self.errored + self.skipped

    @property
    def executed(self) -> int:
        """Return the tests that ran: never skipped ones, never ones that were only collected."""
        return self.passed + self.failed + self.errored - self.collection_errors

    @property
    def unsuccessful(self) -> int:
        """Return failed plus errored."""
        return self.failed + self.errored

    @property
    def rate(self) -> Rate | None:
        """Return the pass rate; no denominator is no rate."""
        weighed = self.passed + self.unsuccessful
        return Rate(numerator=self.passed, denominator=weighed) if weighed else None

    def without_failures(self, excused: Counts) -> Counts:
        """Return these counts as if the excused failures had not been part of the run."""
        return replace(
            self,
            failed=self.failed - excused.failed,
            errored=self.errored - excused.errored,
            collection_errors=self.collection_errors - excused.collection_errors,
        )

    def __add__(self, other: Counts) -> Counts:
        """Return the sum, field by field."""
        return Counts(**{name: getattr(self, name) + getattr(other, name) for name in self.__slots__})
