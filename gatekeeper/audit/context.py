"""What around a unit takes its assertion back: sections, boxes, quotations, questions, orders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gatekeeper.audit.blocks import Shape
from gatekeeper.audit.sections import Section, section, standing
from gatekeeper.audit.words import CROSSES, DONE, NOUNS, OBJECTS, ORDERS, POLARITY, TICKS

if TYPE_CHECKING:
    from gatekeeper.audit.blocks import Block
    from gatekeeper.audit.unit import Segment, Unit

_QUESTION = re.compile(r"\?\s*(?:\W*)$|^\W*(?:why|how|what|which|who|does|do|did|can|should|is there)\b[^.]*\?")
_LABELLED = re.compile(r"\s*(?:\*\*|__)[^*_]{1,60}(?:\*\*|__)")
_UNSURE = re.compile(
    r"\bun(?:validated|verified|tested|known|confirmed)\b|\bneeds? (?:audit|re-?measurement|validation|verification)|\btbd\b|\bin"
    r" progress\b"
    r"|\bnot (?:yet )?(?:started|validated|verified|tested|measured)\b|\|[^|\w]*(?:pending|planned|to ?do|not started|blocked by"
    r"|deferred|backlog)\b"
)
_TICKED = re.compile(rf"\s*[{TICKS}]")
_CROSS = re.compile(f"[{CROSSES}]")
_NO_STATE = re.compile(
    r"\W*(?:(?:\w+ )?(?:priority|severity|risk level|risk)|audience|author|owner|assignee|labels?|branch|version|command|commits?"
    r"|files?|path|location|date|time|type)\W*"
)
_COLUMN = re.compile(
    r"^\W*(?:(?:\w+ )?(?:targets?|goals?|thresholds?|required?|requirements?|expected|before|previous(?:ly)?|old|baseline|defaults?"
    r"|meaning|when|fix|actions?|"
    r"recommend\w*|mitigations?|purpose|examples?|commands?|planned|plan|estimate[sd]?|priority|severity|budget|limit|min|max|deadline"
    r"|eta|owner|criteri\w+|"
    r"task|next steps?|option|risk))\W*(?:value|state|ratio|date)?\W*$"
)
_STATUS = re.compile(r"\b(?:status|state)\b")
_CHANGES = frozenset({"fix", "increase", "decrease", "reduce", "update"})
_REACHED = re.compile(r"\b(?:status|state|actual|current|today|now|achieved|results?|done|outcome)\b")
_LONGEST = 120
_SHOWN = 60
_KEEPS = frozenset({None, Section.OWN, Section.FEATURES})


def taken_back(block: Block) -> str:
    """Say why nothing in a block is a claim, or return an empty text."""
    if block.shape is Shape.HEADER:
        return "the header of a table"
    if block.ticked is False:
        return "an unticked box"
    if block.quoted and not any(_LABELLED.match(line.raw) for line in block.lines):
        return "a quotation"
    return ""


def unit_taken_back(unit: Unit, block: Block, row: tuple[bool, bool] | None = None) -> str:
    """Say why nothing in a unit is a claim, or return an empty text; ``row`` is what ``unsure`` says of the block, where that is known."""
    return _by_label(unit, block) or _by_section(unit, block) or _by_words(unit, row or unsure(block))


def unsure(block: Block) -> tuple[bool, bool]:
    """Say whether the cells of a row tell that something is not known, and whether one has a cross; asked once for each row."""
    whole = f" {'| '.join(cell.line.text.lower() for cell in block.cells)}" if block.cells else ""
    return bool(_UNSURE.search(whole)), bool(_CROSS.search(whole))


def _by_label(unit: Unit, block: Block) -> str:
    label = section((unit.text if block.shape is Shape.HEADING else unit.label)[:_LONGEST])
    if label not in _KEEPS and not _already(unit):
        return f"the label {unit.label[:_SHOWN]!r}: {label}"
    if unit.label and _NO_STATE.fullmatch(unit.label):
        return f"the label {unit.label[:_SHOWN]!r}"
    return f"in the column {unit.header!r}" if unit.header and _COLUMN.search(unit.header) else ""


def _by_section(unit: Unit, block: Block) -> str:
    found, heading = standing(block.trail)
    if (
        found in _KEEPS
        or block.ticked
        or (unit.header and found is not Section.HOWTO and _REACHED.search(unit.header))
        or (_STATUS.search(unit.label) and found is not Section.HOWTO)
    ):
        return ""
    return f"under {heading[:_SHOWN]!r}: {found}"


def _by_words(unit: Unit, row: tuple[bool, bool]) -> str:
    if "?" in unit.low and _QUESTION.search(unit.low):
        return "a question"
    if unit.shape in {Shape.ITEM, Shape.TEXT} and (word := _order(unit)):
        return f"asks for something: {word}"
    doubted, crossed = row
    return "says itself that it is not known" if (doubted or _UNSURE.search(unit.low)) and not (crossed or _CROSS.search(unit.low)) else ""


def _order(unit: Unit) -> str:
    """Return the verb with which a unit asks for something to be done."""
    if _TICKED.match(unit.low):
        return ""
    asks = [_asks(unit, segment) for segment in unit.segments[:2]]
    if len(asks) > 1 and asks[1] and not _told(unit.segments[1]) and (asks[1] in _CHANGES or asks[1] not in NOUNS):
        return asks[1]
    if not asks or not asks[0]:
        return ""
    if asks[0] in NOUNS and not _has_object(unit.segments[0]):
        return asks[0] if len(asks) > 1 and asks[1] else ""
    return asks[0]


def _already(unit: Unit) -> bool:
    """Say whether what a label announces is said to be done: ``Solution: updated all of it``."""
    tokens = unit.segments[1].tokens if len(unit.segments) > 1 else ()
    return bool(tokens) and tokens[0].word in DONE


def _told(segment: Segment) -> bool:
    return any(POLARITY.get(token.word) or token.word in DONE for token in segment.tokens[1:2])


def _asks(unit: Unit, segment: Segment) -> str:
    tokens = segment.tokens
    if not tokens or tokens[0].word not in ORDERS or tokens[0].upper or any(map(str.isalnum, unit.low[segment.start : tokens[0].start])):
        return ""
    return tokens[0].word


def _has_object(segment: Segment) -> bool:
    return len(segment.tokens) > 1 and (segment.tokens[1].word in OBJECTS or segment.tokens[1].word[0] == "\u00a4")
