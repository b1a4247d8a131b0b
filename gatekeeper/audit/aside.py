"""Numbers beside criteria and in sums, which are no claims of their own but are looked at where they can be wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gatekeeper.audit.claim import LONGEST, Claim, Kind, Number
from gatekeeper.audit.document import lower
from gatekeeper.audit.numbers import value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gatekeeper.audit.document import Document
    from gatekeeper.audit.prose import Prose

_CURRENTLY = re.compile(r"\b(?:currently|at present|today|now)(?: at|:| =)?\s+(?P<number>\d{1,3}(?:\.\d{1,6})?)\s?%", re.IGNORECASE)
_RATE = re.compile(r"\b(?:pass(?:es|ing|ed)?|success(?:ful)?)\b", re.IGNORECASE)
# Bounded in every part: a line of plus signs is looked through once.
_SUM = re.compile(
    r"(?<![\d.,%$])\d{1,9}(?: ?(?:[a-z]{1,12} ?)?\+ ?\d{1,9}){1,5} ?(?:[a-z]{1,12} ?)?(?:=|of|out of) ?\d{1,9}(?![\d.,%])", re.IGNORECASE
)
_TESTS = re.compile(r"\btests?\b|\bpass|\bfail", re.IGNORECASE)


def asides(prose: Prose) -> tuple[Claim, ...]:
    """Return what would be a claim if it said something wrong: ``(currently 54%)`` beside a criterion, ``51 + 7 of 61``."""
    document = prose.document
    text = document.source.text
    if not (_CURRENTLY.search(text) or _SUM.search(text)):
        return ()
    known = {(each.line, each.kind) for each in document.claims}
    return tuple(each for each in _found(document, prose.lines()) if (each.line, each.kind) not in known)


def _found(document: Document, lines: Sequence[tuple[int, str]]) -> Iterator[Claim]:
    headings = {each.line: each.headings for each in document.claims}
    above: tuple[str, ...] = ()
    for line, text in lines:
        above = headings.get(line, above)
        current = _CURRENTLY.search(text)
        if current and _RATE.search(text):
            yield _claim(document, line, current.start("number"), Kind.PASS_RATE, current["number"], above)
        total = _SUM.search(text)
        if total and _TESTS.search(text):
            yield _claim(document, line, total.start(), Kind.TEST_COUNT, "", above)


def _claim(document: Document, line: int, index: int, kind: Kind, number: str, headings: tuple[str, ...]) -> Claim:
    column = document.source.column(line - 1, index)
    text = document.source.lines[line - 1].strip()
    numbers = (Number(value=value(number), unit="%", text=f"{number}%", column=column),) if number else ()
    return Claim(
        path=document.source.path,
        line=line,
        column=column,
        text=text[:LONGEST],
        kind=kind,
        numbers=numbers,
        headings=headings,
        subject=lower(text)[:LONGEST],
        why=("a number that says how things are now" if number else "a sum of tests",),
    )
