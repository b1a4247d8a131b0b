"""FIXED and failing, said of one subject in one text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.audit.claim import Kind
from gatekeeper.audit.clash import Clash
from gatekeeper.audit.clause import clause
from gatekeeper.audit.generic import GENERIC
from gatekeeper.audit.scope import words_of
from gatekeeper.audit.words import POLARITY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatekeeper.audit.claim import Claim
    from gatekeeper.audit.document import Document

_WORKS = "fixed resolved working works passes passing passed operational functional restored solved healthy"
_FAILS = "fail fails failed failing broken broke breaks breaking crashed crashes crashing down"
_GOOD, _BAD = frozenset(_WORKS.split()), frozenset(_FAILS.split())
_KINDS = frozenset({Kind.STATUS})
_COUNTED = frozenset({Kind.PASS_RATE, Kind.TEST_COUNT})
_MOST = 300
_PREFIX = 4  # auth is authentication


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What a claim says of what."""

    line: int
    word: str
    subject: frozenset[str]


def opposites(document: Document) -> Iterator[Clash]:
    """Return both lines where one says that something works and the other that the same fails."""
    good = _said(document, _GOOD, positive=True)
    bad = _said(document, _BAD, positive=False)
    for one in good:
        for other in bad:
            if one.line != other.line and (_within(one.subject, other.subject) or _within(other.subject, one.subject)):
                yield _clash(document, one, other)
                yield _clash(document, other, one)


def _said(document: Document, words: frozenset[str], *, positive: bool) -> list[Said]:
    counted = {each.line for each in document.claims if each.kind in _COUNTED}  # some pass and some fail: that is no contradiction
    status = (each for each in document.claims if each.kind is Kind.STATUS and each.positive is positive and each.line not in counted)
    claims = [each for each in status if each.word.rpartition(" ")[2] in words]
    made = (Said(line=each.line, word=each.word, subject=_subject(document, each)) for each in claims[:_MOST])
    return [each for each in made if each.subject]


def _subject(document: Document, claim: Claim) -> frozenset[str]:
    """Return the words before the state that name something."""
    low = document.low(claim.line)
    place = low.find(claim.word, document.index(claim.line, claim.column))
    lead = clause(low, place).lead if place >= 0 else ""
    return frozenset(word for word in words_of(lead) if word not in GENERIC and word not in POLARITY and len(word) > 2)  # noqa: PLR2004


def _within(one: frozenset[str], other: frozenset[str]) -> bool:
    return all(any(_same(word, each) for each in other) for word in one)


def _same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and (len(short) >= _PREFIX or short == long)


def _clash(document: Document, one: Said, other: Said) -> Clash:
    text = f"line {other.line} says of the same that it is {other.word}"
    return Clash(path=document.source.path, line=one.line, text=text, kinds=_KINDS)
