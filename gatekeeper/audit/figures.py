"""Numbers that are claims: which kind each is, by the words around it."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from gatekeeper.audit.blocks import Shape
from gatekeeper.audit.claim import Kind, Number
from gatekeeper.audit.doubt import doubted_at
from gatekeeper.audit.foreign import apart, foreign, mended, others
from gatekeeper.audit.numbers import counts, measures, pairs, shares, unit_of, value
from gatekeeper.audit.signal import Signal
from gatekeeper.audit.told import said, span, told
from gatekeeper.audit.words import CROSSES, TICKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatekeeper.audit.numbers import Found
    from gatekeeper.audit.unit import Unit

_NEAR = 60  # characters
_MOST = 20  # of one sort in one sentence
_COVERAGE = re.compile(r"\bcover(?:age|ed|s)?\b|\bcov\b")
_PASS = re.compile(r"\bpass(?:ed|es|ing)?\b|\bfail(?:ed|s|ing|ures?)?\b|\bsuccess(?:ful)?(?:ly)?\b|\bgreen\b|\btests? (?:are )?work")
_SPEED = re.compile(
    r"\buptime|availability|latenc|faster|slower|\bcpu\b|\bmemory\b|throughput|\bspeed|\bperformance\b|overhead|hit rate|\bsla\b"
    r"|\breduc(?:ed|tion)|response time|load time"
    r"|\bduration|\btime\b|\berror rate|\bp9\d\b|efficien|\breliability\b|\baccura"
)
_HEALTH = re.compile(
    r"\bhealth|\bcomplete|\bcompletion|\bcomplian|\boperational|\bfunctional|\bdone\b|\bprogress|\bscore|\bready\b|\breadiness"
    r"|\bquality\b|\bconfidence|\bparity"
    r"|\bmigrat|\bimplement|\bcorrect|\bresolved|\bfixed|\bworking|\bvalidat|\bverified|\bfinished|\bstatus\b|\bfunctionality"
    r"|\bachieved|\bstab|\bmaturity"
)
_OVERALL = re.compile(
    r"\bhealth|\bcompletion|\bcomplian|\boperational|\bfunctional\b|\bscore|\breadiness|\bprogress|\bcomplete\b|\bstatus\b"
)
_OTHER = re.compile(
    r"\s*(?:of (?:the |our |all )?)?(?:\w+ )?(?:value|revenue|capacity|ratio|discount|improvement|increase|decrease|reduction|growth"
    r"|traffic|thresholds?"
    r"|targets?|goal|limit|minimum|rule|gate|mark|budget|chance|probability|users|customers|of (?:users|customers"
    r"|traffic|time))\b"
)
_DOUBT = re.compile(
    r"^\W*(?:(?:last|the previous) (?:week|month|quarter|year|sprint|release|time)|yesterday)\b|"
    r"\b(?:should|must|shall|will|would|could|may|might|previously|originally|formerly|initially|earlier|claim(?:ed|ing|s)?)\b|\b(?:was"
    r"|were) (?:not |\w+ly )?\w+ing\b|\b(?:was|were|from) (?:only |at |about |around |just )?[<>~]?\s?\d[\d.,]*\s?%(?!.*(?:\bto|\u2192"
    r"|->)\s?\d)"
)

_TARGET = re.compile(
    r"\btargets?\b|\bgoals?\b|\bthreshold|\bminimum|\bmaximum|\bat\s+least|\bat\s+most|\baim|\brequire[sd]?\b|\brequirement|\bshould\b"
    r"|\bmust\b|\bkpi|\bto reach|\bexpected\b|\bneeds?\b|\bincrease (?:from|to)|\breach\b|\blimited to\b|\bcapped at\b"
    r"|\balerts? (?:fire )?at\b|\bwill\b|\bwould\b|\bwhen\b|\bif\b"
    r"|\bunless\b|\bideal|\bplanned\b|\bgate\b|\bup to\b|\bratio\b|\bbudget"
)
_MONEY = re.compile(r"[$\u20ac\u00a3]\s?\d|\b(?:revenue|arr|mrr|roi|business value|platform value)\b")
_LEAST = re.compile(r"(?:[\u2265\u2264]|[<>]=)\s*$")
_ASKED = re.compile(
    r"\+?\s*(?:or (?:more|better|higher|above)|(?:is|are) (?:required|expected|needed|the (?:target|goal|minimum))|required|minimum"
    r"|needed|(?:under|below|above|over|against) (?:a|the|its))\b"
)
_SCORE = re.compile(r"\bscores?\b|\bgrade\b|\brating\b|\bhealth\b|\bquality\b")
_MARKED = re.compile(rf"\s*[{TICKS}{CROSSES}]\W*")
_CHANGE = re.compile(r"\b(?:reduc|improv|increas|decreas|dropp|cut)\w* by\b")
_FINISHED = re.compile(r"\b(?:done|migrated|completed?|finished|implemented|ported|delivered|rolled out)\b")
_RATES = frozenset({"fps", "rps", "qps", "tps"})
_KEYS = {Kind.COVERAGE: _COVERAGE, Kind.PASS_RATE: _PASS, Kind.PERFORMANCE: _SPEED, Kind.HEALTH: _HEALTH}
_PLAIN = (Kind.COVERAGE, Kind.PASS_RATE, Kind.PERFORMANCE)
_ALONE = re.compile(r"\W*(\d{1,3}(?:,\d{3})+|\d{1,9})\W*")
_COLUMN = re.compile(
    r"\b(?:tests?|cases|specs?|count|total|number|passed|passing|failed|failing|skipped|errors?|failures?|pass|fail|executed|run|#)\b|^#$"
)
_VALUE = re.compile(r"\W*(?:values?|results?|actual|current|now|after|numbers?|counts?|totals?|metrics?)?\W*")
_TEST = re.compile(r"\btests?\b|\bspecs?\b|\bsuites?\b|\bcases\b|\bassertions?\b|\bpass|\bfail|\bskipp|\bcollected\b|\berror")


def figures(unit: Unit, place: str) -> Iterator[Signal]:
    """Return what the numbers of a unit claim; ``place`` is the heading that it stands under."""
    if not any(each.isdigit() for each in unit.low) and "zero" not in unit.low:
        return
    around = f"{unit.header} {unit.row} {unit.low}"
    for found in islice(shares(unit.low), _MOST):
        if kind := _share(unit, found, around, place.lower()):
            word = _nearest(unit, found, kind, (0, len(unit.low)))[1]
            yield _signal(kind, found, f"{found.number.text} beside {word or 'words of ' + kind}", word)
    yield from _tests(unit, around, place)
    if unit.shape is Shape.ROW and not unit.first:
        yield from _bare(unit, f"{around} {place.lower()}")
    for found in islice(measures(unit.low), _MOST):
        if (_SPEED.search(around) or found.number.unit in _RATES or "/" in found.number.unit) and not _TARGET.search(_before(unit, found)):
            yield _signal(Kind.PERFORMANCE, found, f"{found.number.text} beside words of performance")


def _share(unit: Unit, found: Found, around: str, place: str) -> Kind | None:
    """Return what a percentage is a share of, by the nearest words that say so."""
    near = said(unit, found)
    if foreign(unit, found) or apart(unit, found) or _wished(unit, found):
        return None
    if _LEAST.search(_before(unit, found)) or _TARGET.search(unit.header) or _OTHER.match(unit.low, found.end):
        return None
    if _CHANGE.search(near):
        return Kind.PERFORMANCE
    if kind := _closest(unit, found) or (Kind.HEALTH if _HEALTH.search(near) else None):
        return kind
    return _kind(f"{unit.header} {unit.low}") or _kind(around) or _by_place(unit, found, around, place)


def _by_place(unit: Unit, found: Found, around: str, place: str) -> Kind | None:
    """Return what only the heading or a mark tells of a percentage."""
    if _COVERAGE.search(place):
        return Kind.COVERAGE
    if _PASS.search(place) and _TEST.search(around):
        return Kind.PASS_RATE
    return Kind.HEALTH if _MARKED.fullmatch(unit.low, found.end) and len(unit.segments) > 1 else None


def _closest(unit: Unit, found: Found) -> Kind | None:
    """Return the kind whose word is nearest to a number, of those that one word is enough for."""
    near = span(unit, found)
    gaps = [(gap, kind) for kind in _PLAIN if (gap := _nearest(unit, found, kind, near)[0]) < len(unit.low)]
    return min(gaps)[1] if gaps else None


def _kind(text: str) -> Kind | None:
    patterns = ((Kind.COVERAGE, _COVERAGE), (Kind.PASS_RATE, _PASS), (Kind.PERFORMANCE, _SPEED), (Kind.HEALTH, _OVERALL))
    return next((kind for kind, pattern in patterns if pattern.search(text)), None)


def _wished(unit: Unit, found: Found) -> bool:
    """Say whether a number is a target, a possibility or the past."""
    return bool(_TARGET.search(_before(unit, found)) or _ASKED.match(unit.low, found.end) or _DOUBT.search(said(unit, found)))


def _tests(unit: Unit, around: str, place: str) -> Iterator[Signal]:
    for found in islice(counts(unit.low), _MOST):
        if others(unit, found, place) or mended(found, place):
            continue
        if (found.number.unit != "tests" or told(unit, found)) and not _wished(unit, found):
            yield _signal(Kind.TEST_COUNT, found, f"a count: {found.number.text}")
    for found in islice(pairs(unit.low), _MOST):
        if found.number.of in {5, 10, 100} and _SCORE.search(around):
            yield _signal(Kind.HEALTH, found, f"a score: {found.number.text}")
        elif _FINISHED.search(said(unit, found)) and not _TEST.search(unit.low) and not _wished(unit, found):
            yield _signal(Kind.HEALTH, found, f"a part of the work: {found.number.text}")
        elif _TEST.search(around) and not _wished(unit, found):
            yield _signal(Kind.TEST_COUNT, found, f"a part of a whole: {found.number.text}")


def _bare(unit: Unit, around: str) -> Iterator[Signal]:
    """Return the count that is all of a cell, by what stands above it."""
    found = _ALONE.fullmatch(unit.low)
    above = unit.row if _VALUE.fullmatch(unit.header) and _COLUMN.search(unit.row) else unit.header
    if found and _COLUMN.search(above) and _TEST.search(around) and not _TARGET.search(above):
        number = Number(value=value(found[1]), unit=unit_of(above), text=found[1], column=found.start(1))
        yield Signal(kind=Kind.TEST_COUNT, start=found.start(1), why=f"a count in the column {unit.header!r}", numbers=(number,))


def _before(unit: Unit, found: Found) -> str:
    """Return the words before a number, and one that takes it back where there is one."""
    taken = "target " if doubted_at(unit, found.start, "passed") else ""
    return taken + unit.low[max(0, found.start - _NEAR) : found.start]


def _nearest(unit: Unit, found: Found, kind: Kind, near: tuple[int, int]) -> tuple[int, str]:
    """Return how far the nearest word of a kind is from a number, and that word; as far as the text is long when there is none."""
    hits = [(max(hit.start() - found.end, found.start - hit.end()), hit[0]) for hit in _KEYS[kind].finditer(unit.low, *near)]
    return min(hits, default=(len(unit.low), ""))


def _signal(kind: Kind, found: Found, why: str, word: str = "") -> Signal:
    return Signal(kind=kind, start=found.start, why=why, word=word, numbers=(found.number,))
