"""Words before an assertion that take it back: modality, condition, past, somebody else's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.audit.words import CONDITION, MODAL, PAST, POLARITY

if TYPE_CHECKING:
    from gatekeeper.audit.unit import Segment, Unit

_FAR = 12
_NEAR = 4
_REPORTED = frozenset({"was", "were", "had"})
_SAYS = (
    "confirm",
    "show",
    "indicat",
    "verif",
    "demonstrat",
    "prove",
    "found",
    "report",
    "note",
    "ensur",
    "mean",
    "so",
    "validat",
    "establish",
    "conclud",
)
_UNTIL_COMMA = frozenset({"after", "before", "while", "although", "though", "because", "where", "which", "who"})


def doubted(segment: Segment, position: int, word: str) -> str:
    """Return the word of a segment that takes back what stands at a position, if there is one."""
    tokens = [token for token in segment.tokens if token.start < position][-_FAR:]
    before = [token.word for token in tokens]
    for place, each in enumerate(before):
        if each in MODAL or (each == "that" and place and not before[place - 1].startswith(_SAYS)):
            return each
        if each in CONDITION and not (each in _UNTIL_COMMA and any(token.comma for token in tokens[place:])):
            return each
    past = [each for each in before[-_NEAR:] if each in PAST]
    if past and (
        not POLARITY.get(word) or not (word.endswith("ed") or word == "successfully") or any(each not in _REPORTED for each in past)
    ):
        return past[0]
    return ""


def doubted_at(unit: Unit, position: int, word: str) -> str:
    """Return the word that takes back what stands at a position of a unit, if there is one."""
    segment = unit.segment(position)
    return doubted(segment, position, word) if segment else ""
