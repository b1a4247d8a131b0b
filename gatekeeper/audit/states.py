"""Claims in words: resolved, failing, operational. A word alone is none: marks, capitals, verbs and places make it one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gatekeeper.audit.blocks import Shape
from gatekeeper.audit.claim import Kind
from gatekeeper.audit.doubt import doubted
from gatekeeper.audit.mask import CODE
from gatekeeper.audit.phrases import phrases, plain
from gatekeeper.audit.signal import Signal
from gatekeeper.audit.words import ADVERBS, BE, CROSSES, NOT, POLARITY, TICKS, TROUBLE, WEAK, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatekeeper.audit.unit import Segment, Token, Unit

_MARK = re.compile(f"[{TICKS}{CROSSES}]")
_CODE_FIRST = re.compile(r"\W*\u00a4")
_MONEY = re.compile(r"[$\u20ac\u00a3]\s?\d|\b(?:revenue|arr|mrr|roi)\b|\bbusiness (?:value|success)\b")
_EARNED = listed("confirmed operational working functional verified tested passing fixed broken failing resolved")
_ASKED = re.compile(r"\W*(?:what|how|why|where|when|which)\b")
_PLURAL = listed("pass fail work crash break")
_EMPTY = listed("made progress recently still what newly items tasks work already list features fixes issues")
_UNCERTAIN = re.compile(r"\b(?:should|must|shall|will|would|needs?|requires?|may|might)\b")
_FINITE = listed(
    "works passes fails crashes breaks functions persists continues prevents blocks prevent block confirms confirmed demonstrates proves"
)
_SURELY = listed("successfully correctly properly perfectly")
_AFTER = listed(
    "by with in on across through for to from at via as and but without after during since over under against within throughout using"
    " per is are "
    "despite between when due"
)
_DETERMINERS = listed("the a an any each every this that these those its their our your to for of with more further be")
_STATE_COLUMN = re.compile(
    r"\b(?:status|state|results?|outcome|health|condition|progress|phase|ready|passing|working|done|complete[d]?|build|tests?|ci"
    r"|verdict|actual|current|after|evidence|achieved|verified|implemented|available)\b|^\W*$"
)
_COUNTED = re.compile(r"\d (?:tests?|specs|checks|cases)\b")
_ARTICLES = frozenset({"a", "an", "the", "no", "any"})
_NEAR = 4
_SHORT = 6


def states(unit: Unit, *, report: bool, features: bool = False) -> Iterator[Signal]:
    """Return the first state that a unit asserts in words; outside a status report only what is beyond doubt.

    Where features are listed a mark says that there is such a feature, and is no claim.
    """
    mark = None if features else _MARK.search(unit.low)
    if features or not (report or mark):
        yield from plain(unit)
    elif not (unit.shape is Shape.HEADING and _says_nothing(unit)):
        yield from _stated(unit, mark)


def _stated(unit: Unit, mark: re.Match[str] | None) -> Iterator[Signal]:
    money = _MONEY.search(unit.low)
    for index, segment in enumerate(unit.segments):
        for place, token in enumerate(segment.tokens):
            if token.word not in POLARITY or (money and token.word not in _EARNED) or doubted(segment, token.start, token.word):
                continue
            if why := "a mark" if mark else _asserts(unit, segment, place, index):
                yield _signal(segment, place, why, mark)
                return
    if mark and not money and _marked(unit):
        yield Signal(kind=Kind.STATUS, start=mark.start(), why=f"mark {mark[0]}", word=mark[0], positive=mark[0] in TICKS)
    elif not money:
        yield from phrases(unit)


def _says_nothing(unit: Unit) -> bool:
    """Say whether a heading only introduces: it asks, or has words of state and nothing that is in that state."""
    if _ASKED.match(unit.low):
        return True
    bare = all(token.word in POLARITY or token.word in ADVERBS or token.word in _EMPTY for token in unit.tokens)
    return bare and not any(map(str.isdigit, unit.low))


def _marked(unit: Unit) -> bool:
    """Say whether a mark stands beside words that assert something."""
    words = [token.word for token in unit.tokens]
    if unit.shape is Shape.ROW and not unit.first:
        return bool(unit.header.strip()) and bool(_STATE_COLUMN.search(unit.header))
    if not words or words[0] == "can" or _UNCERTAIN.search(unit.low):
        return False
    if words[0][0] != CODE or unit.shape is Shape.ROW or _COUNTED.search(unit.low):
        return True
    said = (segment for segment in unit.segments[1:] if unit.low[segment.start - 1] != "(")
    return any(token.word in NOT for segment in said for token in segment.tokens)


def _signal(segment: Segment, place: int, why: str, mark: re.Match[str] | None) -> Signal:
    token = segment.tokens[place]
    denied = any(each.word in NOT for each in segment.tokens[max(0, place - 3) : place])
    positive = mark[0] in TICKS if mark else POLARITY[token.word] is not denied
    return Signal(kind=Kind.STATUS, start=token.start, why=f"{token.word}: {why}", word=token.word, positive=positive)


def _asserts(unit: Unit, segment: Segment, place: int, index: int) -> str:
    """Say what makes a word of state an assertion, or return an empty text."""
    token, before = segment.tokens[place], [each.word for each in segment.tokens[:place]]
    following = segment.tokens[place + 1].word if place + 1 < len(segment.tokens) else ""
    if unit.shape is Shape.ROW and not unit.first and not _STATE_COLUMN.search(unit.header):
        return ""
    if token.upper:
        return "in capitals" if token.word != "critical" or (not before and unit.shape is not Shape.HEADING) else ""
    if token.word in TROUBLE and before and before[-1] in _ARTICLES:
        return ""
    if why := _by_verb(token, before, following):
        return why
    if (token.word in _SURELY and following) or (unit.shape is Shape.HEADING and unit.low[segment.start - 1 : segment.start] == "("):
        return ""
    return _by_place(unit, token, before, following, index)


def _by_verb(token: Token, before: list[str], following: str) -> str:
    generic = bool(before) and before[0] in {"a", "an", "any"} and "been" not in before
    if any(word in BE for word in before[-_NEAR:]) and following not in POLARITY and not generic:
        return "after a verb of state"
    if token.word in _SURELY:
        return "" if following.endswith("ing") else "an adverb of success"
    subject = before[-1] if before and before[-1] not in _DETERMINERS else ""
    if subject and (token.word in _FINITE or (token.word in _PLURAL and subject.endswith("s"))):
        return "a verb"
    return ""


def _by_place(unit: Unit, token: Token, before: list[str], following: str, index: int) -> str:
    ends = not following or following in _AFTER
    if ends and all(word in ADVERBS or word in BE or word in NOT for word in before):
        if index:
            return "the value of a label"
        if unit.shape is Shape.ROW and not unit.first:
            return "a cell of its own"
    if token.word in WEAK and not (before and before[0] == "all"):
        trouble = token.word in TROUBLE and index and not following and len(before) < _SHORT
        return "trouble at the end of a label's value" if trouble else ""
    return "at the end of its words" if before and before[-1] not in _DETERMINERS and ends else ""
