"""Anchors: what a comment in the text binds a claim to, such as ``unit.pass_rate`` or ``unit.pass_rate > 90%``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gatekeeper.audit.figure import Measure
from gatekeeper.audit.finding import Held, State
from gatekeeper.audit.measured import holds, shown
from gatekeeper.model import Rate, Verdict
from gatekeeper.rules.threshold import Threshold

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from gatekeeper.audit.evidence import Snapshot
    from gatekeeper.audit.figure import Figure

_ANCHOR = re.compile(r"(?:(?P<category>[A-Za-z0-9][\w.-]*)\.)?(?P<measure>[a-z_]+)\s*(?P<threshold>(?:>=|>)?\s*[\d.]+\s*%)?")
_VERDICT = "verdict"
_FORM = "write unit.pass_rate, unit.pass_rate > 90%, tests, passed, failed, errored, skipped, executed or verdict"


@dataclass(frozen=True, kw_only=True, slots=True)
class Anchor:
    """``measure`` is None for the verdict; without a ``category`` it is the whole run."""

    text: str
    category: str | None
    measure: Measure | None
    threshold: Threshold | None = None

    @property
    def state(self) -> bool:
        """Say whether it asks for no number of the text."""
        return self.measure is None or self.threshold is not None

    def true_of(self, snapshot: Snapshot, figures: Sequence[Figure]) -> bool | None:
        """Say whether a record supports it; None where the record says nothing about it."""
        if self.measure is None:
            verdict = snapshot.judged(self.category)
            return None if verdict is None else verdict is Verdict.PASSED
        sums = snapshot.sums(self.category)
        if sums is None:
            return None
        if self.threshold is not None:
            return bool(sums.weighed) and self.threshold.accepts(Rate(numerator=sums.passed, denominator=sums.weighed))
        bound = self.bound(figures)
        return bool(bound) and all(holds(each, sums) for each in bound)

    def bound(self, figures: Sequence[Figure]) -> tuple[Figure, ...]:
        """Return the numbers of the text that it is about."""
        rates = self.measure in {Measure.PASS_RATE, Measure.FAILURE_RATE}
        return tuple(replace(each, measure=self.measure) for each in figures if each.share is rates)

    def says(self, snapshot: Snapshot, figures: Sequence[Figure]) -> str:
        """Return what a record says about it."""
        sums = snapshot.sums(self.category)
        if self.measure is None or sums is None:
            return f"{self.category or 'the run'} is {snapshot.judged(self.category) or 'not judged'}"
        bound = self.bound(figures)
        return shown(bound[0], sums) if bound else f"{sums.passed} of {sums.weighed} tests passed"


def parse(text: str, categories: Collection[str]) -> Anchor | Held:
    """Return what an anchor binds to, or why it binds to nothing."""
    found = _ANCHOR.fullmatch(text)
    names = {*Measure, _VERDICT}
    if not found or found["measure"] not in names:
        return Held(state=State.UNSUPPORTED, evidence=f"the anchor {text!r} names nothing that a record says", remedy=_FORM)
    category, measure = found["category"], found["measure"]
    if category is not None and category not in categories:
        there = ", ".join(sorted(categories)) or "none"
        problem = f"the anchor names the category {category}, and the record has {there}"
        return Held(state=State.UNSUPPORTED, evidence=problem, remedy="correct the anchor, or run that category")
    threshold = found["threshold"]
    if threshold and measure != Measure.PASS_RATE:
        return Held(state=State.UNSUPPORTED, evidence=f"the anchor {text!r} has a threshold for what is no pass rate", remedy=_FORM)
    try:
        parsed = Threshold.parse(threshold.strip()) if threshold else None
    except ValueError as error:
        return Held(state=State.UNSUPPORTED, evidence=f"the anchor {text!r}: {error}", remedy=_FORM)
    return Anchor(text=text, category=category, measure=None if measure == _VERDICT else Measure(measure), threshold=parsed)
