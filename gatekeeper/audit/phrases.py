"""Claims in turns of phrase: nothing failed, it works now, it cannot be reached, the tests pass."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gatekeeper.audit.blocks import Shape
from gatekeeper.audit.claim import Kind
from gatekeeper.audit.doubt import doubted_at
from gatekeeper.audit.signal import Signal
from gatekeeper.audit.words import BEGUN, DONE, POLARITY, TROUBLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatekeeper.audit.unit import Unit

_TESTS = re.compile(
    r"\b(?:all|the)(?: [\w-]+){0,4} (?:tests?|specs|checks|builds?|suite|ci|pipeline)(?: (?:are|is|now|have|has|currently|still|all"
    r"|completely))* (?P<word>pass(?:es|ing|ed)?|fail(?:s|ing|ed)?|green|red|broken)\b"
)
_STATUS = re.compile(
    r"\W*(?:(?:\w+ ){0,2}status|build|tests?|result|state|ci|pipeline)\W+(?:[a-z]+ly )?"
    rf"(?P<word>{'|'.join(sorted(POLARITY))})\b\W*(?:$|\W\s)"
)
_NOTHING = re.compile(
    r"(?:^|[:,\-\u2013\u2014|]\s+|\bnow (?:has|have) |\b(?:has|have|with|are|is|shows?|reports?|found) )(?:no|zero|0)(?: more| known| open|"
    r" remaining| new| other| outstanding)? (?:[\w/-]+ ){0,4}?"
    r"(?:failures?|errors?|violations?|issues?|regressions?|warnings?|bugs?|vulnerabilit(?:y|ies)|defects?|blockers?|leaks?|conflicts?"
    r"|crashes|breaking changes|problems?|imports|duplicates?|(?:failing|failed|broken|flaky) (?:tests?|checks|builds?|specs))\b"
    r"|\bwithout (?:any )?(?:errors?|issues|problems|failures|warnings)\b"
)
_TRUE = re.compile(r"^\s*(?:true|false|yes|no|none|0|zero|nil|ok)\W*$")
_NOW = re.compile(
    r"\bno longer \w+|\b(?:now|can now) (?!we\b|i\b|let|the\b|a\b|you\b|is the time)(?:[a-z]+ly )?[a-z]+(?:s|es|ed|ing|e|n|t|w|k)\b"
)
_CANNOT = re.compile(
    r"(?:^|: +|- +)\W*(?:cannot|can't|unable to|failed to|fails to|does not|doesn't)\b|\b(?:is|are|still|currently|service|services|api"
    r"|server|backend) (?:not (?:running|working|responding|available)|unable to)\b|\bnot (?:working|running|functional|operational"
    r"|resolved|fixed|found|implemented|executable|accessible|available|installed|performed|executed)\b|\breturn(?:s|ing) [45]\d\d\b"
    r"|\bfailed to\b|\bcontinues? to (?:fail|crash|break)\b"
    r"|\b(?:do|does)(?: not|n't) (?:work|run|build|compile|start|pass|load|respond|render)\b"
)
_BEEN = re.compile(
    r"\b(?:has|have) (?:now |all |both |also |since |\w+ly )?been (?:\w+ly )?(?!known\b|asked\b)\w+(?:ed|en|ilt|ade|un|ut)\b"
)
_LABEL = re.compile(r"\b(?:status|state|verdict|outcome)\W*$")
_OPEN = frozenset(
    {"in", "pending", "planned", "draft", "proposed", "todo", "tbd", "not", "wip", "unknown", "na", "new", "backlog", "deferred"}
)
_TURNS = (
    (_NOTHING, True, "nothing bad"),
    (_NOW, True, "a change that holds now"),
    (_CANNOT, False, "something does not work"),
    (_BEEN, True, "what has been done"),
)


def plain(unit: Unit) -> Iterator[Signal]:
    """Return what also a text that explains and instructs can only mean as a claim."""
    found = _TESTS.search(unit.low) or (_STATUS.match(unit.low) if len(unit.segments) > 1 else None)
    if found and not doubted_at(unit, found.start("word"), found["word"]):
        why = f"{found['word']}: said of the tests or as the status"
        yield Signal(kind=Kind.STATUS, start=found.start("word"), why=why, word=found["word"], positive=POLARITY.get(found["word"]))


def phrases(unit: Unit) -> Iterator[Signal]:
    """Return what a unit says in a turn of phrase, as an answer, or as what was done."""
    for pattern, positive, why in _TURNS:
        found = pattern.search(unit.low)
        if found and not doubted_at(unit, found.start(), ""):
            yield Signal(kind=Kind.STATUS, start=found.start(), why=f"{why}: {found[0].strip()}", word=found[0].strip(), positive=positive)
            return
    yield from _verdict(unit)
    yield from _answer(unit)
    yield from _done(unit)


def _verdict(unit: Unit) -> Iterator[Signal]:
    """Return what is written in capitals as the status of something."""
    tokens = unit.segments[1].tokens if len(unit.segments) > 1 and _LABEL.search(unit.label) else ()
    if tokens and tokens[0].upper and tokens[0].word not in _OPEN:
        yield Signal(kind=Kind.STATUS, start=tokens[0].start, why=f"{tokens[0].word}: the status in capitals", word=tokens[0].word)


def _answer(unit: Unit) -> Iterator[Signal]:
    """Return a state that is answered with yes or no."""
    if len(unit.segments) > 1 and _TRUE.match(unit.low[unit.segments[1].start : unit.segments[1].end]):
        tokens = unit.segments[0].tokens
        word = next((token.word for token in tokens if token.word in POLARITY or token.word in TROUBLE), "")
        if word:
            yield Signal(kind=Kind.STATUS, start=tokens[0].start, why=f"{word}: a state with yes or no", word=word)


def _done(unit: Unit) -> Iterator[Signal]:
    """Return what a label's value or an item says was done."""
    tokens = unit.segments[-1].tokens if unit.segments else ()
    if not tokens or unit.shape is Shape.HEADING or tokens[0].word not in DONE:
        return
    if len(unit.segments) > 1 or (tokens[0].word in BEGUN and unit.shape is Shape.ITEM):
        yield Signal(kind=Kind.STATUS, start=tokens[0].start, why=f"{tokens[0].word}: what was done", word=tokens[0].word, positive=True)
