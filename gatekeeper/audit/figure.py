"""What a number of a claim is a number of: a rate or a count, exact or at least."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gatekeeper.audit.clause import clause
from gatekeeper.audit.numbers import value
from gatekeeper.audit.printed import Bound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatekeeper.audit.claim import Claim, Number
    from gatekeeper.audit.clause import Clause
    from gatekeeper.audit.document import Document


class Measure(StrEnum):
    """What a record can say in numbers."""

    PASS_RATE = "pass_rate"  # noqa: S105 - no password
    FAILURE_RATE = "failure_rate"
    TESTS = "tests"
    PASSED = "passed"
    FAILED = "failed"
    ERRORED = "errored"
    SKIPPED = "skipped"
    EXECUTED = "executed"


_GAP = r"[\s*_~`(]*$"
_BOUNDS = (
    (Bound.LEAST, re.compile(rf"(?:>=|\u2265|\bat least|\bno (?:less|fewer) than|\bminimum of){_GAP}")),
    (Bound.OVER, re.compile(rf"(?:>|\bover|\babove|\bmore than|\bexceed(?:s|ed|ing)?|\bgreater than|\bbetter than){_GAP}")),
    (Bound.MOST, re.compile(rf"(?:<=|\u2264|\bat most|\bup to|\bno more than|\bnot more than){_GAP}")),
    (Bound.UNDER, re.compile(rf"(?:<|\bunder|\bbelow|\bless than|\bfewer than|\bnearly|\balmost){_GAP}")),
    (Bound.ABOUT, re.compile(rf"(?:~|\u2248|\babout|\baround|\bapprox(?:imately|\.)?|\broughly|\bcirca|\bca\.|\bsome){_GAP}")),
)
_NEAR = frozenset({"nearly", "almost"})
_STATES = (
    (Measure.FAILED, re.compile(r"\bfail|\bbroken\b|\bred\b|\bbreak")),
    (Measure.ERRORED, re.compile(r"\berror")),
    (Measure.SKIPPED, re.compile(r"\bskip|\bignored\b")),
    (Measure.PASSED, re.compile(r"\bpass|\bsucce|\bgreen\b|\bwork")),
    (Measure.EXECUTED, re.compile(r"\bexecut|\bran\b|\bruns?\b|\bcomplet")),
)
_UNITS = {
    "passed": Measure.PASSED,
    "failed": Measure.FAILED,
    "errored": Measure.ERRORED,
    "skipped": Measure.SKIPPED,
    "total": Measure.TESTS,
}
_ALL = re.compile(r"\ball (?:of )?(?:the |our |its )?$")
# What a record does not count, or cannot tell from other tests.
_UNCOUNTED = re.compile(r"\b(?:files?|suites?|assertions?|scenarios?)\b")
_CHANGED = re.compile(
    r"\b(?:add(?:ed|s|ing)?|wrote|writ(?:es?|ten)|creat\w+|new|further|more|extra|additional|remov\w+|delet\w+|fixed|migrat\w+|convert\w+)\b"
)
_OVERLAP = 4
_MOST = 19  # of 20 and more not every one is told
_NEARBY = (0, *(sign * each for each in range(1, 6) for sign in (1, -1)))
_WRITTEN = re.compile(r"zero|no\b|\d[\d,]*(?:\.\d+)?(?<!,)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One number of a claim, with what it measures: ``measure`` is None for what no record counts."""

    number: Number
    clause: Clause
    measure: Measure | None
    bound: Bound
    every: bool = False

    @property
    def share(self) -> bool:
        """Say whether it is a percentage."""
        return self.number.unit == "%"

    @property
    def said(self) -> str:
        """Return the number as written, with what it counts."""
        return " ".join(self.number.text.split())


def figures(claim: Claim, document: Document) -> tuple[Figure, ...]:
    """Return the numbers of a claim by their place, each once; none of a line that has more than a person would read."""
    if len(claim.numbers) > _MOST:
        return ()
    made = (_figure(each, claim, document) for each in _once(claim.numbers))
    return tuple(each for each in made if each.share or not each.clause.text.endswith(("%", "percent")))


def _once(numbers: tuple[Number, ...]) -> Iterator[Number]:
    """Leave out what stands there twice: a number whose state is known too, and the whole of a pair."""
    kept = sorted(numbers, key=lambda each: (each.column, each.of is None, each.unit == "tests"))
    seen: set[int] = set()
    pairs = [each for each in kept if each.of is not None]
    for each in kept:
        inside = any(
            0 < each.column - pair.column <= len(pair.text) + _OVERLAP and each.value == pair.of for pair in pairs if pair is not each
        )
        if each.column not in seen and not inside:
            yield each
        seen.add(each.column)


def _figure(number: Number, claim: Claim, document: Document) -> Figure:
    around = _around(number, claim, document)
    rate = number.unit == "%"
    measure = _rate(around, claim.subject) if rate else _count(number, around, claim.subject)
    before = around.sentence[: around.at - around.start]
    return Figure(number=number, clause=around, measure=measure, bound=_bound(before, around), every=bool(_ALL.search(before)) and not rate)


def _around(number: Number, claim: Claim, document: Document) -> Clause:
    """Return the words around a number; a claim that wraps is one of several lines, and the number may stand in another one."""
    lines = [claim.line + each for each in _NEARBY if 0 < claim.line + each <= len(document.source.lines)]
    for line in lines:
        low = document.low(line)
        at = document.index(line, number.column)
        written = _WRITTEN.match(low, at)
        if written and value(written[0]) == number.value:
            return clause(low, at)
    return clause(document.low(claim.line), document.index(claim.line, claim.column))


def _bound(before: str, around: Clause) -> Bound:
    if around.text.endswith("+") or around.after.lstrip().startswith("or more"):
        return Bound.LEAST
    for bound, pattern in _BOUNDS:
        found = pattern.search(before)
        if found:
            return Bound.ABOUT if found[0].strip("*_ ~`(") in _NEAR else bound
    return Bound.EXACT


def _rate(around: Clause, subject: str) -> Measure | None:
    state = _state(around.after) or _state(around.before) or _state(around.lead) or _state(subject.lower())
    if state in {Measure.FAILED, Measure.ERRORED}:
        return Measure.FAILURE_RATE
    return None if state is Measure.SKIPPED else Measure.PASS_RATE


def _count(number: Number, around: Clause, subject: str) -> Measure | None:
    if _UNCOUNTED.search(number.text) or _CHANGED.search(around.before) or (number.of is None and _CHANGED.match(around.after.strip())):
        return None
    if number.unit in _UNITS:
        return _UNITS[number.unit]
    if number.of is not None:
        return _state(around.after) or _state(around.before) or _state(around.lead) or _state(subject.lower()) or Measure.PASSED
    return _state(around.after) or (Measure.EXECUTED if number.unit == "executed" else Measure.TESTS)


def _state(words: str) -> Measure | None:
    """Return the state that is named first."""
    places = [(found.start(), measure) for measure, pattern in _STATES if (found := pattern.search(words))]
    return min(places)[1] if places else None
