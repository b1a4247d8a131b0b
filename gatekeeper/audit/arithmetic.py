"""What a line of a document says against itself: sums, shares, and a tick beside a value below its own threshold."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from gatekeeper.audit.claim import Kind
from gatekeeper.audit.clash import Clash
from gatekeeper.audit.document import cells
from gatekeeper.audit.figure import Measure
from gatekeeper.audit.printed import Bound, fits, percent
from gatekeeper.audit.tally import tally
from gatekeeper.audit.words import TICKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gatekeeper.audit.asked import Asked, Asking
    from gatekeeper.audit.document import Document
    from gatekeeper.audit.figure import Figure

    Problem = tuple[str, frozenset[Kind]]

_PLUS = re.compile(
    r"(?<![\d.,%$])(\d{1,9})((?: ?(?:[a-z]{1,12} ?)?\+ ?\d{1,9}){1,5}) ?(?:[a-z]{1,12} ?)?(?:=|of|out of) ?(\d{1,9})(?![\d.,%])"
)
_THRESHOLD = re.compile(
    r"(?:\b(?:targets?|goals?|thresholds?|required?|requires|requirement|minimum|min|needs?|must be|at least)\b|>=|\u2265|>)"
    r"[^0-9|<\u2264]{0,20}?(>=|\u2265|>)?\s*(\d{1,3}(?:\.\d+)?)\s?%"
)
_TARGET = re.compile(r"\b(?:targets?|goals?|thresholds?|required?|requirement|minimum|min)\b")
_PERCENT = re.compile(r"(>=|\u2265|>)?\s*(\d{1,3}(?:\.\d+)?)\s?%?")
_TICK = re.compile(rf"[{TICKS}]|\[x\]")
_COUNTED = frozenset({Kind.TEST_COUNT})
_RATES = frozenset({Kind.TEST_COUNT, Kind.PASS_RATE})
_RATED = frozenset({Kind.PASS_RATE, Kind.TEST_COUNT, Kind.COVERAGE, Kind.HEALTH})


def arithmetic(document: Document, asking: Asking) -> Iterator[Clash]:
    """Return every contradiction inside one line, or inside a list of counts."""
    lines: dict[int, list[Asked]] = {}
    for claim in document.claims:
        if claim.kind in _RATED:
            lines.setdefault(claim.line, []).extend(asking(claim, document))
    for line, found in lines.items():
        problems = [*_line(document.low(line)), *_scopes(document, line, found), *_tick(document, line, found)]
        for text, kinds in dict.fromkeys(problems):
            yield Clash(path=document.source.path, line=line, text=text, kinds=kinds, own=True)
    yield from _lists(document, lines)


def _line(low: str) -> Iterator[Problem]:
    for found in _PLUS.finditer(low):
        parts = [int(found[1]), *map(int, re.findall(r"\d+", found[2]))]
        if sum(parts) != int(found[3]):
            yield f"{' + '.join(map(str, parts))} is {sum(parts)}, not {found[3]}", _COUNTED


def _scopes(document: Document, line: int, found: Sequence[Asked]) -> Iterator[Problem]:
    """Return what the numbers of a line about one part of the run say against each other."""
    low = document.low(line)
    header = document.header(line)
    for key in dict.fromkeys(each.key for each in found):
        mine = [each for each in found if each.key == key]
        counted = tally([each.figure for each in mine], low, header)
        yield from ((text, _COUNTED) for text in counted.wrong())
        shares = [each.figure for each in mine if each.kind is Kind.PASS_RATE and each.figure.measure is not None]
        pairs = counted.pairs
        if len(shares) == 1 and pairs:
            problems = [list(_share(shares[0], *pair)) for pair in pairs]
            yield from problems[0] if all(problems) else ()


def _share(figure: Figure, passed: int, whole: int) -> Iterator[Problem]:
    """Compare a rate with the counts that stand beside it."""
    failing = figure.measure is Measure.FAILURE_RATE
    part = whole - passed if failing else passed
    exact = Fraction(part * 100, whole)
    if fits(figure.number.value, exact, figure.bound, digits=figure.clause.digits, share=True):
        return
    other = fits(figure.number.value, 100 - exact, Bound.EXACT, digits=figure.clause.digits, share=True)
    swap = f"; {figure.said} is the {'pass' if failing else 'failure'} rate" if other else ""
    yield f"{part} of {whole} is {percent(part, whole)}, not {figure.said}{swap}", _RATES


def _tick(document: Document, line: int, found: Sequence[Asked]) -> Iterator[Problem]:
    low = document.low(line)
    if not _TICK.search(low):
        return
    needed = _threshold(document, line, low)
    if needed is None:
        return
    strict, threshold, column = needed
    for each in found:
        number = each.figure.number
        rate = (each.figure.share or number.of) and each.figure.measure is not Measure.FAILURE_RATE
        if each.figure.clause.at == column or not rate or each.figure.bound not in {Bound.EXACT, Bound.ABOUT}:
            continue
        value = number.value if each.figure.share else number.value * 100 / (number.of or 1)
        if value < threshold or (strict and value == threshold):
            yield f"a tick beside {each.figure.said}, below its own threshold of {_plain(threshold)}%", frozenset({each.kind})


def _threshold(document: Document, line: int, low: str) -> tuple[bool, Fraction, int] | None:
    """Return the threshold that a line names itself, or that its table has a column for."""
    found = _THRESHOLD.search(low)
    if found:
        strict = found[1] == ">" or (found[1] is None and found[0].lstrip().startswith(">") and not found[0].lstrip().startswith(">="))
        return strict, Fraction(found[2]), found.start(2)
    for name, cell in zip(document.header(line), cells(low), strict=False):
        number = _PERCENT.match(cell) if _TARGET.search(name) else None
        if number:
            return number[1] == ">", Fraction(number[2]), -1
    return None


def _lists(document: Document, lines: dict[int, list[Asked]]) -> Iterator[Clash]:
    """Return lists whose entries, one count each, do not add up."""
    heads = {claim.line: claim.headings for claim in document.claims}
    groups: list[list[int]] = []
    for line in sorted(each for each, found in lines.items() if len(found) == 1 and not found[0].figure.share):
        together = groups and groups[-1][-1] == line - 1 and heads[groups[-1][-1]] == heads[line]
        if together:
            groups[-1].append(line)
        else:
            groups.append([line])
    for group in groups:
        figures = [lines[line][0].figure for line in group]
        if len(group) > 1 and len({each.measure for each in figures}) == len(figures) and len({lines[line][0].key for line in group}) == 1:
            for text in tally(figures, "", ()).wrong():
                yield from (Clash(path=document.source.path, line=line, text=text, kinds=_COUNTED, own=True) for line in group)


def _plain(number: Fraction) -> str:
    return str(number) if number.denominator == 1 else f"{float(number):g}"
