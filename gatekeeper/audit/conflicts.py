"""Two numbers for one thing, in one document or across documents; a pass rate that is the failure rate of counts elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from gatekeeper.audit.claim import Kind
from gatekeeper.audit.clash import Clash
from gatekeeper.audit.document import cells
from gatekeeper.audit.figure import Measure
from gatekeeper.audit.generic import GENERIC
from gatekeeper.audit.printed import Bound, fits, is_printed, percent
from gatekeeper.audit.scope import words_of
from gatekeeper.audit.tally import tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gatekeeper.audit.asked import Asked, Asking
    from gatekeeper.audit.claim import Claim
    from gatekeeper.audit.document import Document

_KINDS = (Kind.PASS_RATE, Kind.TEST_COUNT, Kind.COVERAGE, Kind.HEALTH)
_TREND = re.compile(
    r"\b(?:from|was|were|previous(?:ly)?|before|initial(?:ly)?|baseline|improv\w+|increas\w+|decreas\w+|reduc\w+|up|down|after|then|"
    r"yesterday|earlier|target|goal|plus|another|each|per|additional|more|new)\b|\u2192|->|=>"
)
_NUMBERED = re.compile(r"^[\W\d]*\d+[.)]\s+")
_DATE = re.compile(r"\d{4}-?\d{2}-?\d{2}")
_HEAD_LINES = 30
_ALL_ROWS = frozenset({"total", "totals", "all", "overall", "test", "tests", "suite", "result", "results", "value"})
_MOST = 5000
_HUNDRED = 100
_MOST_COUNTS = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """A number with everything that makes it a number of the same thing as another one."""

    path: str
    line: int
    key: tuple[object, ...]
    value: Fraction
    said: str
    kind: Kind
    digits: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """How many of how many passed, as one line of a document says."""

    line: int
    passed: int
    whole: int


def conflicts(documents: Iterable[Document], asking: Asking) -> Iterator[Clash]:
    """Return the contradictions between lines; documents about the past contradict nothing of another time."""
    facts: dict[tuple[object, ...], list[Fact]] = {}
    for document in documents:
        found = [(claim, each) for claim in document.claims if claim.kind in _KINDS for each in asking(claim, document)][:_MOST]
        yield from _swaps(document, found)
        if document.history:
            continue
        day = _day(document)
        for claim, each in found:
            fact = _fact(document, claim, each, day)
            if fact:
                facts.setdefault(fact.key, []).append(fact)
    for same in facts.values():
        yield from _told(same)


def _told(same: Sequence[Fact]) -> Iterator[Clash]:
    distinct = list({(each.value, each.digits): each for each in reversed(same)}.values())[::-1]
    for each in same if len(distinct) > 1 else ():
        other = next((one for one in distinct if _differ(one, each)), None)
        if other is None:
            continue
        where = f"line {other.line}" if other.path == each.path else f"{other.path}:{other.line}"
        yield Clash(
            path=each.path, line=each.line, text=f"{where} says {other.said}, and this says {each.said}", kinds=frozenset({each.kind})
        )


def _differ(one: Fact, other: Fact) -> bool:
    """Say whether two numbers cannot both be right: the one with fewer decimals may be the other, cut or rounded."""
    fewer, more = sorted((one, other), key=lambda each: each.digits)
    return one.value != other.value and not (fewer.digits < more.digits and is_printed(fewer.value, more.value, fewer.digits))


def _fact(document: Document, claim: Claim, each: Asked, day: str) -> Fact | None:
    figure = each.figure
    low = document.low(claim.line)
    around = figure.clause
    if figure.bound is not Bound.EXACT or figure.measure is None or _TREND.search(around.sentence):
        return None
    words = set(words_of(around.lead)) | set(words_of(around.after))
    row: set[str] = set()
    header = document.header(claim.line)
    if header:
        place = low[: around.at].strip(" \t>").strip("|").count("|")
        row = set(words_of(cells(low)[0])) - _ALL_ROWS
        words |= set(words_of(header[place] if place < len(header) else ""))
    for heading in claim.headings:
        words |= set(words_of(_NUMBERED.sub("", heading)))
    subject = row | frozenset(word for word in words if word not in GENERIC)
    key = (claim.kind, figure.measure if claim.kind in _KINDS[:2] else None, figure.share, each.key, frozenset(subject), day)
    return Fact(
        path=claim.path, line=claim.line, key=key, value=figure.number.value, said=figure.said, kind=claim.kind, digits=around.digits
    )


def _day(document: Document) -> str:
    """Return the day that a document is of, where it says so: two reports of two days may differ."""
    head = "\n".join((document.source.path, *document.source.front.values(), *document.source.lines[:_HEAD_LINES]))
    found = _DATE.search(head)
    return found[0].replace("-", "") if found else ""


def _swaps(document: Document, found: Sequence[tuple[Claim, Asked]]) -> Iterator[Clash]:
    """Return pass rates that are the failure rate of what the document says of the same part of the run elsewhere."""
    counts = _counts(document, found)
    failing = {(each.key, each.figure.number.value): claim.line for claim, each in found if _exact(claim, each, Measure.FAILURE_RATE)}
    for claim, each in found:
        if not _exact(claim, each, Measure.PASS_RATE):
            continue
        mine = [count for count in counts.get(each.key, ()) if count.line != claim.line]
        figure = each.figure
        if any(_is(figure.number.value, count.passed, count.whole, figure.clause.digits) for count in mine):
            continue
        swap = next((one for one in mine if _is(figure.number.value, one.whole - one.passed, one.whole, figure.clause.digits)), None)
        line = failing.get((each.key, figure.number.value)) if figure.number.value * 2 != _HUNDRED else None
        if swap:
            rate = f"by line {swap.line}, {swap.passed} of {swap.whole} passed, {percent(swap.passed, swap.whole)}"
            yield _swap(claim, f"{figure.said} is the failure rate: {rate}")
        elif line and line != claim.line:
            yield _swap(claim, f"{figure.said} is the failure rate, says line {line}")


def _exact(claim: Claim, each: Asked, measure: Measure) -> bool:
    return claim.kind is Kind.PASS_RATE and each.figure.measure is measure and each.figure.bound is Bound.EXACT


def _swap(claim: Claim, text: str) -> Clash:
    return Clash(path=claim.path, line=claim.line, text=text, kinds=frozenset({Kind.PASS_RATE}), own=True)


def _counts(document: Document, found: Sequence[tuple[Claim, Asked]]) -> dict[str, list[Count]]:
    lines: dict[tuple[int, str], list[Asked]] = {}
    for claim, each in found:
        lines.setdefault((claim.line, each.key), []).append(each)
    made: dict[str, list[Count]] = {}
    for (line, key), many in lines.items():
        for passed, whole in tally([each.figure for each in many], document.low(line), document.header(line)).pairs:
            made.setdefault(key, []).append(Count(line=line, passed=passed, whole=whole))
    return {key: each for key, each in made.items() if len(each) <= _MOST_COUNTS}  # so many are not of one thing


def _is(value: Fraction, part: int, whole: int, digits: int) -> bool:
    return fits(value, Fraction(part * _HUNDRED, whole), Bound.EXACT, digits=digits, share=True)
