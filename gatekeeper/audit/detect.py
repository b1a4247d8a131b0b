"""Find the claims of a document: every unit of every block, judged by its words and by what stands around it."""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from gatekeeper.audit.claim import LONGEST, Claim, Kind
from gatekeeper.audit.context import taken_back, unit_taken_back, unsure
from gatekeeper.audit.genre import reports
from gatekeeper.audit.judge import Judge
from gatekeeper.audit.sections import Section, standing
from gatekeeper.audit.signal import Signal
from gatekeeper.audit.units import units
from gatekeeper.audit.walk import blocks
from gatekeeper.audit.words import CROSSES, DONE, NOT, POLARITY, TICKS
from gatekeeper.documents.regions.errors import RegionError
from gatekeeper.documents.regions.find import regions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatekeeper.audit.blocks import Block
    from gatekeeper.audit.source import Source
    from gatekeeper.audit.unit import Unit
    from gatekeeper.audit.words import Words

_ANCHOR = re.compile(r"<!--[ \t]*gatekeeper:[ \t]*claim[ \t]+([^\n]*?)[ \t]*-->")
_ORDER = tuple(Kind)
_TICKED = Signal(kind=Kind.STATUS, start=0, why="a ticked box", word="[x]", positive=True)
_SIGN = re.compile(f"[\\d{TICKS}{CROSSES}]")
_WORD = re.compile(r"[a-z]+")
_TELLING = (
    frozenset(POLARITY)
    | DONE
    | {word for word in NOT if "'" not in word}
    | {
        "zero",
        "now",
        "t",
        "ready",
        "readiness",
        "coverage",
        "returns",
        "safe",
        "good",
        "approved",
        "cleared",
        "certified",
        "signed",
        "grade",
        "deployed",
        "shipped",
    }
)


def claims(source: Source, words: Words) -> tuple[Claim, ...]:
    """Return every claim of a document by line, column and kind; ``words`` adds to the words that are known."""
    with _uncollected():
        return _found(source, words)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold the garbage collector back: there are many small values, all in use and none in a cycle, and looking at them takes a fifth."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _found(source: Source, words: Words) -> tuple[Claim, ...]:
    skipped = _ours(source)
    found: dict[tuple[int, Kind], Claim] = {}
    found_blocks = tuple(blocks(source))
    judge = Judge(words, report=bool(reports(found_blocks)))
    for block in found_blocks:
        if taken_back(block):
            continue
        if not (block.ticked or words.extra or _promising(block)):
            continue
        for claim in _in_block(source, block, judge):
            if claim.line in skipped:
                continue
            key = (claim.line, claim.kind)
            found[key] = _merged(found[key], claim) if key in found else claim
    return tuple(sorted(found.values(), key=lambda claim: (claim.line, claim.column, _ORDER.index(claim.kind))))


def _in_block(source: Source, block: Block, judge: Judge) -> Iterator[Claim]:
    place = (block.trail or ("",))[-1]
    features = standing(block.trail)[0] is Section.FEATURES
    anchors = _anchors(source, block)
    row = unsure(block)
    for unit in units(block):
        if unit_taken_back(unit, block, row):
            continue
        anchor = next((anchors[line.number] for line in unit.lines if line.number in anchors), next(iter(anchors.values()), None))
        ticked = (_TICKED,) if block.ticked and unit.first else ()
        for signal in (*ticked, *judge.signals(unit, place, features=features)):
            yield from _claims(source, block, unit, signal, anchor)


def _anchors(source: Source, block: Block) -> dict[int, str]:
    """Return the anchors of a block by the lines that they stand on."""
    lines = {line.number: source.lines[line.number] for line in block.lines or [cell.line for cell in block.cells]}
    return {number: found[1] for number, line in lines.items() if "gatekeeper" in line and (found := _ANCHOR.search(line))}


def _promising(block: Block) -> bool:
    """Say whether anything in a block could be a claim: most blocks hold neither a number nor a mark nor a word of state."""
    for line in block.lines or [cell.line for cell in block.cells]:
        if _SIGN.search(line.text) or not _TELLING.isdisjoint(_WORD.findall(line.text.lower())):
            return True
    return False


def _claims(source: Source, block: Block, unit: Unit, signal: Signal, anchor: str | None) -> Iterator[Claim]:
    """Return the claim, and one more for each further line that its words run over."""
    claim = _claim(source, block, unit, signal, anchor)
    yield claim
    if len(unit.lines) > 1:
        start, end = unit.around(signal.start)
        for each in range(unit.at(start)[0], unit.at(end - 1)[0] + 1):
            line = source.lines[each]
            if each + 1 != claim.line:
                column = source.column(each, len(line) - len(line.lstrip(" \t>")))
                yield replace(claim, line=each + 1, column=column, text=line.strip()[:LONGEST])


def _claim(source: Source, block: Block, unit: Unit, signal: Signal, anchor: str | None) -> Claim:
    number, index = unit.at(signal.start)
    line = source.lines[number]
    return Claim(
        path=source.path,
        line=number + 1,
        column=source.column(number, index),
        text=line.strip()[:LONGEST],
        kind=signal.kind,
        numbers=tuple(replace(each, column=source.column(*unit.at(each.column))) for each in signal.numbers),
        word=signal.word,
        positive=signal.positive,
        headings=block.headings,
        ticked=block.ticked,
        subject=" ".join(f"{unit.row} {unit.header} {unit.text}".split())[:LONGEST],
        anchor=anchor,
        why=(signal.why,),
    )


def _merged(first: Claim, second: Claim) -> Claim:
    return replace(
        first,
        numbers=tuple(sorted(dict.fromkeys(first.numbers + second.numbers), key=lambda number: number.column)),
        why=tuple(dict.fromkeys(first.why + second.why)),
    )


def _ours(source: Source) -> frozenset[int]:
    """Return the lines inside our own regions, which ``verify`` answers for."""
    try:
        found = regions(source.text, source.path)
    except RegionError:
        return frozenset()
    return frozenset(
        number
        for region in found
        for number in range(source.text.count("\n", 0, region.start) + 1, source.text.count("\n", 0, region.end) + 2)
    )
