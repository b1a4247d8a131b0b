"""Claims about coverage in words: none at all, or a label and what it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gatekeeper.audit.claim import Kind, Number
from gatekeeper.audit.doubt import doubted_at
from gatekeeper.audit.numbers import value
from gatekeeper.audit.signal import Signal
from gatekeeper.audit.words import CROSSES, TICKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatekeeper.audit.unit import Unit

_NONE = re.compile(r"\b(?:no|zero) (?:[\w-]+ ){0,2}?(?:test|code|unit|line|branch)[ -](?:test )?coverage\b")
_LABEL = re.compile(r"(?:^|\b)(?:test |code |unit |line |branch )?coverage\W*$")
_COLUMN = re.compile(
    r"%\s*(?:stmts|statements|branch(?:es)?|func(?:tion)?s|lines)|(?:(?:test|code|line|branch) )?(?:coverage|cover)\s*\(?%\)?"
)
_SHARE = re.compile(r"\s*\**\s*(100(?:\.0{1,6})?|\d{1,2}(?:\.\d{1,6})?)\s*")
_SAID = re.compile(rf"[{TICKS}{CROSSES}]|\d|\b(?:complete|comprehensive|full|excellent|good|poor|low|high)\b")


def coverage(unit: Unit) -> Iterator[Signal]:
    """Return what a unit says about coverage without a percentage."""
    if unit.header and _COLUMN.fullmatch(unit.header.strip()) and (share := _SHARE.fullmatch(unit.low)):
        number = Number(value=value(share[1]), unit="%", text=share[1], column=share.start(1))
        yield Signal(kind=Kind.COVERAGE, start=share.start(1), why=f"a number in the column {unit.header!r}", numbers=(number,))
    if "coverage" not in unit.low:
        return
    found = _NONE.search(unit.low)
    if found and not doubted_at(unit, found.start(), ""):
        word = found[0].split()[0]
        yield Signal(
            kind=Kind.COVERAGE, start=found.start(), why=f"words of coverage: {found[0]}", word=word, positive=word not in {"no", "zero"}
        )
    elif (
        len(unit.segments) > 1
        and _LABEL.search(unit.label)
        and "%" not in unit.low
        and _SAID.search(unit.low[unit.segments[1].start - 4 :])
    ):
        yield Signal(kind=Kind.COVERAGE, start=unit.segments[0].start, why=f"the label {unit.label!r}", word="coverage", positive=None)
