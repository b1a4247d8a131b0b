"""One kind of bad evidence: what it imitates, how it is made of good evidence, and what stops it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from gatekeeper.model import Rate
from gatekeeper.rules.limit import Limit
from gatekeeper.rules.threshold import Threshold
from gatekeeper.selftest.evidence import Evidence
from gatekeeper.selftest.target import Target

if TYPE_CHECKING:
    from gatekeeper.model import Counts

Spoil = Callable[[Evidence, Target], "Evidence | None"]


class Start(Enum):
    """What a kind is made of: whatever meets the policy, report files alone, a witnessed run, or one in shards."""

    ANY = "any"
    FILES = "files"
    WITNESSED = "witnessed"
    SHARDS = "shards"


def _enough(target: Target, evidence: Evidence) -> bool:  # noqa: ARG001 - most kinds are bad by themselves
    return True


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """``rules`` are those that may stop it, each for a reason of its own; without a ``setting`` they are always on.

    ``example`` is the setting as it is written. ``spoil`` returns None where the policy leaves no room to make it, and ``enough``
    says whether the settings in force ask for more than the evidence has. ``alone`` is one that changes the place it is judged in.
    """

    name: str
    imitates: str
    rules: tuple[str, ...]
    spoil: Spoil
    setting: str = ""
    example: str = ""
    start: Start = Start.ANY
    enough: Callable[[Target, Evidence], bool] = _enough
    alone: bool = False


def rate_of(target: Target) -> Threshold:
    """Return the pass rate that a category has to reach."""
    threshold = target.category.setting("pass_rate")
    return threshold if isinstance(threshold, Threshold) else Threshold.parse("100%")


def least_red(target: Target, tests: int) -> int | None:
    """Return the least number of failures that the pass rate refuses, or None where it takes any."""
    threshold = rate_of(target)
    allowed = int((1 - threshold.value) * tests)
    near = range(max(0, allowed - 1), min(tests, allowed + 2) + 1)
    return next((each for each in near if each and not threshold.accepts(Rate(numerator=tests - each, denominator=tests))), None)


def weighed(evidence: Evidence) -> int:
    """Return how many tests a rate is taken of: all but those that must fail."""
    return sum(not each.body for each in evidence.cases)


def too_many(target: Target, setting: str, tests: int) -> int | None:
    """Return the least number that a limit refuses, or None where there is none or it takes any."""
    limit = target.category.setting(setting)
    if not isinstance(limit, Limit):
        return None
    number = int(limit.value * tests if limit.share else limit.value) + 1
    return number if number <= tests and not limit.allows(number, tests) else None


def above(target: Target, setting: str, counts: Counts | int) -> bool:
    """Say whether a number is above a setting that is a whole number; where none is given nothing is above it."""
    most = target.category.setting(setting)
    return isinstance(most, int) and isinstance(counts, int) and counts > most


def below(target: Target, number: int) -> bool:
    """Say whether fewer tests ran than the policy asks for."""
    least = target.category.setting("min_executed")
    return isinstance(least, int) and number < least


def half(number: int) -> int:
    """Return half of a number, one at least."""
    return max(1, int(Fraction(number, 2)))
