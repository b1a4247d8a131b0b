"""What a criterion measures, and its one written form: in configurations, in issue bodies and in what we remember of them.

``unit.pass_rate > 90%``, ``unit.pass_rate >= 90%, executed >= 20``, ``rule: tests-executed``, ``tests: e2e::*``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.rules.threshold import Threshold
from gatekeeper.rules.value import Count, as_written

if TYPE_CHECKING:
    from collections.abc import Collection

FORMS = '"unit.pass_rate > 90%", "unit.pass_rate >= 90%, executed >= 20", "rule: tests-executed" or "tests: shop.*::test_pay*"'
LONGEST = 300
_RATE = re.compile(r"(?P<category>[^\s,]+)\.pass_rate\b ?(?P<threshold>[^,]+?) ?(?:, ?executed ?>= ?(?P<least>\d{1,12}))?", re.ASCII)
_NAMED = re.compile(r"(?P<kind>rule|tests):\s*(?P<value>\S.*)")


@dataclass(frozen=True, kw_only=True, slots=True)
class PassRate:
    """Enough tests of a category passed, out of at least ``least`` that were executed."""

    category: str
    threshold: Threshold
    least: int = 0

    def covers(self, other: Measure) -> bool:
        """Say whether whoever meets this one meets the other too."""
        if not isinstance(other, PassRate) or other.category != self.category:
            return False
        return not self.threshold.looser_than(other.threshold) and self.least >= other.least

    def __str__(self) -> str:
        """Return the written form."""
        return f"{self.category}.pass_rate {self.threshold}" + (f", executed >= {self.least}" if self.least else "")


@dataclass(frozen=True, kw_only=True, slots=True)
class TestsPass:
    """For each of these globs over test ids at least one test ran, and all that ran passed."""

    tests: tuple[str, ...]

    __test__ = False  # pytest collects what is called Test...

    def covers(self, other: Measure) -> bool:
        """Say whether whoever meets this one meets the other too."""
        return isinstance(other, TestsPass) and set(other.tests) <= set(self.tests)

    def __str__(self) -> str:
        """Return the written form."""
        return f"tests: {' | '.join(self.tests)}"


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleHolds:
    """A rule of the gate holds wherever it was asked."""

    rule: str

    def covers(self, other: Measure) -> bool:
        """Say whether whoever meets this one meets the other too."""
        return self == other

    def __str__(self) -> str:
        """Return the written form."""
        return f"rule: {self.rule}"


Measure = PassRate | TestsPass | RuleHolds


def parse_measure(text: str, categories: Collection[str], rules: Collection[str]) -> Measure:
    """Read the written form; raises ValueError with a sentence for what no criterion can mean."""
    text = text.strip()
    if len(text) > LONGEST:
        raise ValueError(f"a criterion has at most {LONGEST} characters")
    found = _RATE.fullmatch(" ".join(text.split()))  # much white space takes the expression long
    if found:
        _known(found["category"], categories, "category")
        return PassRate(
            category=found["category"], threshold=Threshold.parse(found["threshold"]), least=Count.parse(int(found["least"] or 0))
        )
    named = _NAMED.fullmatch(text)
    if named and named["kind"] == "rule":
        _known(named["value"], rules, "rule")
        return RuleHolds(rule=named["value"])
    if named:
        return TestsPass(tests=tuple(each.strip() for each in named["value"].split(" | ") if each.strip()))
    raise ValueError(f"a criterion is written {FORMS}, not {as_written(text)}")


def _known(name: str, names: Collection[str], what: str) -> None:
    if name not in names:
        raise ValueError(f"there is no {what} {as_written(name)}, only {', '.join(names)}")
