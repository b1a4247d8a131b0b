"""Numbers that look like results and are of something else: people, requests, hit points, colours of a badge, a bug that was fixed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gatekeeper.audit.numbers import Found
    from gatekeeper.audit.unit import Unit

_TESTED = r"\b(?:tests?|specs?|suites?|cases|checks|assertions?|scenarios?|builds?|runs?|files|modules|stories|jobs|examples)\b"
_OF_OTHERS = re.compile(
    r"\s*of (?:[a-z-]+ ){0,3}?(?:people|players|visitors|customers|users|reviewers|respondents|engineers|developers|teams?|reviews|requests"
    r"|calls|messages|invoices|orders|payments|transactions|pods|nodes|hosts|packets|alerts|data|rows|records|samples|vocabulary|voters"
    r"|budget|cost|money|time)\b"
)
_AFTER = re.compile(r"\s+([a-z]+)")
_GOES_ON = re.compile(
    rf"{_TESTED}|\b(?:and|or|but|out|of|in|on|at|by|with|without|for|from|to|because|due|after|during|since|while|as|so|is|are|were|was|has|have|per"
    r"|across|within|over|under|under|yet|now|today|locally|again|this|that|the|a|an|both|each|all|total|more|only|still|test|unit|e"
    r"|integration|end|passed|passing|pass|failed|failing|fail|failures?|errors?|errored|skipped|xfailed|ignored|executed|run|ran"
    r"|collected|warnings?|deselected|results?|respectively|when|if|vs|versus|then|which|who|both|not|no)\b|\w+ly\b"
)
_PARTICIPLE = frozenset({"failed", "failing", "passed", "passing", "skipped", "ignored", "successful", "executed"})
_MANY = frozenset({"passes", "errors", "error"})
_ABOUT_TESTS = re.compile(
    r"\btest|\bsuites?\b|\bspecs?\b|\bpass(?:ed|ing)?\b|\bfail|\bskipp|\bcollect|\b0 |\bresult|\bstatus\b|\bci\b"
    r"|\bbuild\b|\brun\b"
)
_COLOUR = re.compile(r"\b(?:green|yellow|amber|orange|red)\s+(?:if |when )?(?:over|above|below|under|from|at least|[<>\u2265\u2264]=?)\s*$")
_SHOWN = re.compile(r"\b(?:(?:shown|reported|displayed|printed|rendered|treated|counted|rounded|parsed|read) as|said|told|claimed)\s+$")
_BOUND = re.compile(r"(?:^|[;:,(.]\s*|\b(?:when|once|if|until|phase \d|drops?|falls?|goes) )\W*(?:below|under|above|over)\s+$")
_ACTS = re.compile(r"\s*(?:,|we\b|you\b|it\b|they\b|the\b|is (?:red|green|yellow)|means?\b)")
_STANDS = re.compile(
    r"(?:^|[^a-z\s%]|\b(?:is|are|at|now|to|of|has|have|with|about|around|over|under|still|currently|only|remains|shows?"
    r"|reports?))\s*$"
)
_HIT_POINTS = re.compile(r"\s*health\b(?! (?:score|check|rate|status|index))")
_SIZE = re.compile(r"\s*(?:wider|larger|bigger|smaller|taller|longer|shorter|brighter|darker|louder|cheaper|heavier|lighter)\b")
_SPLIT = re.compile(r"\b(?:train\w*|validated|tested|evaluated) on (?:only |about )?$")
_OWN_NOUN = re.compile(r"\s+[a-z]+(?: [a-z]+)?(?=, [^.;%]{0,80}\d\s?%)")
_WORK = re.compile(
    r"\bcover|\bpass|\bfail|\bhealth|\bcomplet|\bdone\b|\bfunction|\boperat|\bfixed|\bresolved|\bready|\bprogress|\bscore|\bstatus"
)
_MENDED = re.compile(r"^\W*(?:(?:bug ?)?fix(?:es|ed)|fixed bugs|bugs? fixed)\W*$")


def foreign(unit: Unit, found: Found) -> bool:
    """Say whether a percentage is of something else than work, tests or code, or is only shown, or is where something changes."""
    before, low = unit.low[: found.start], unit.low
    if _OF_OTHERS.match(low, found.end) or _COLOUR.search(before) or _SHOWN.search(before) or _SPLIT.search(before):
        return True
    if _BOUND.search(before) and (_ACTS.match(low, found.end) or _HIT_POINTS.match(low, found.end)):
        return True
    return bool(_SIZE.match(low, found.end) or (_HIT_POINTS.match(low, found.end) and not _STANDS.search(before)))


def apart(unit: Unit, found: Found) -> bool:
    """Say whether a percentage has a noun and a comma of its own before the next one: words behind that one are not about it."""
    own = _OWN_NOUN.match(unit.low, found.end)
    return bool(own and not _WORK.search(unit.low, 0, own.end()))


def others(unit: Unit, found: Found, place: str) -> bool:
    """Say whether what passed or failed is named and is no test, ``2 failed nodes``, or is a word of other trades: ``3 passes``."""
    if found.noun in _MANY and found.number.text[0].isdigit():
        rest = f"{unit.header} {unit.row} {unit.low[: found.start]} {unit.low[found.end :]} {place.lower()}"
        return not _ABOUT_TESTS.search(rest)
    after = _AFTER.match(unit.low, found.end)
    return found.noun in _PARTICIPLE and after is not None and not _GOES_ON.match(after[1])


def mended(found: Found, place: str) -> bool:
    """Say whether failures stand below a heading such as ``Fixed``: a changelog tells there what was wrong."""
    return found.number.unit in {"failed", "errored"} and bool(_MENDED.match(place.lower()))
