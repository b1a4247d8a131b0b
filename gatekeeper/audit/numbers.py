"""The numbers of a unit: shares, pairs, counts and measures, with their units and places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from gatekeeper.audit.claim import Number

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,12}(?:\.\d{1,6})?"
_NOT_INSIDE = r"(?<![\w.,/#$:-])(?<![\w]\s[#])"
SHARE = re.compile(rf"(?<![\w.,/])({_NUMBER})\s?(?:%|percent\b)")
PAIR = re.compile(rf"(?<![\w.,/:#$-])({_NUMBER})\s?(?:/|of|out of)\s?({_NUMBER})(?![\w/%:]|[.,-]\d)")
_TESTS = (
    r"tests?|test cases?|cases|specs?|assertions?|checks|suites?|scenarios?|test files|test methods|test functions|unit tests?|e2e tests?"
)
_PLURALS = (
    r"tests|test (?:cases|files|methods|functions|suites|results)|cases|specs|assertions|checks|suites|scenarios|(?<=\b1 )test|(?<=\b1"
    r" unit )test"
)
_STATES = (
    r"passed|passing|passes|pass|succeeded|successful|failed|failing|failures?|fail|errored|errors?|skipped|skips?|ignored|xfailed"
    r"|executed|run|ran|total|collected|green|red"
)
_BETWEEN = (
    r"(?:(?!(?:of|in|for|to|with|and|or|the|that|which|who|from|by|on|at|as|is|are|was|were|has|have|had|although|though|when|where|but"
    r"|if|while|than|beside|besides|between|among|after|before|without|only|per|each|these|this|its|their|our|per|every|all|into|not|a"
    r"|an)\b)[a-z][a-z0-9-]*\s+)"
)
COUNT = re.compile(
    rf"(?<![\w.,/:#$-])(?<!\d, )(?<!\d and )(?<!of )({_NUMBER}|zero)\+?\s+(?:({_BETWEEN}{{0,3}}?)({_PLURALS})\b"
    rf"(?:\s+(?:(?:are|now|still|currently)\s+){{0,2}}({_STATES})\b)?"
    rf"|({_BETWEEN}{{0,2}}?)(failures|errors)\b|({_STATES})\b)(?!\s?%)"
)
_BECAME = re.compile(rf"\s+(?:{_BETWEEN}{{0,2}}?(?:{_PLURALS}|test)\s+)?(?:(?:are|were|now|have|all)\s+)*({_STATES})\b")
_LOOSE = frozenset(
    {"cases", "checks", "scenarios", "assertions", "suites", "total", "ran", "run", "executed", "green", "red", "ignored", "collected"}
)
_TESTED = re.compile(r"\btests?\b|\bpass|\bfail|\bsuites?\b|\bspecs?\b|\bskipped\b")
_BUILDING = re.compile(r"typescript|compil|build|lint|type|console|warning|http|server|network|api|client")
_HTTP = re.compile(r"[45]\d\d")
LABELLED = re.compile(
    rf"\b((?:total\s+)?(?:{_TESTS})(?:\s+(?:{_STATES}|count|found|written))?|{_STATES})\s*(?:count\s*)?[:=]\s*({_NUMBER})\+?(?=\s*(?:$"
    rf"|[,;|).(\n\u00b7\u2192\U00002600-\U0001faff]|(?:{_TESTS}|{_STATES}|total|across|in)\b|-\s))"
)
MEASURE = re.compile(
    rf"(?<![\w,/#$])({_NUMBER})\+?\s?(ms|msec|milliseconds?|s|secs?|seconds?|mins?|minutes?|hours?|\u00b5s|us|ns|[kmg]i?b|kb/s|mb/s"
    rf"|gb/s|bytes"
    r"|req(?:uests?)?/s(?:ec)?|rps|qps|tps|ops/s(?:ec)?|(?:[a-z]+)/(?:sec(?:ond)?|s|min(?:ute)?)|fps|x|x faster|times faster|% faster|%"
    r" slower)(?![\w/])"
)
_STATE = {
    "passed": r"pass|succe|green",
    "failed": r"fail|red$",
    "errored": r"error",
    "skipped": r"skip|ignored",
    "executed": r"execut|ran$|run$",
    "total": r"total|collected",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A number with its place in the unit; ``noun`` are the words that it counts."""

    number: Number
    start: int
    end: int
    noun: str = ""


def shares(low: str) -> Iterator[Found]:
    """Return every percentage."""
    if "%" in low or "percent" in low:
        for match in SHARE.finditer(low):
            yield _found(match, 1, "%")


def pairs(low: str) -> Iterator[Found]:
    """Return every ``51/61``, ``51 of 61`` and ``51 out of 61`` that can be a part of a whole."""
    for match in PAIR.finditer(low):
        if (whole := value(match[2])) and value(match[1]) <= whole:
            said = _BECAME.match(low, match.end())
            yield _found(match, 1, unit_of(said[1]) if said and said[1] else "", of=whole)


def counts(low: str) -> Iterator[Found]:
    """Return every count of tests or results, ``51 passed`` as well as ``Passed: 51``."""
    for match in COUNT.finditer(low):
        noun = match[3] or match[6] or match[7]
        trouble = noun.startswith(("error", "failure"))
        if trouble and (_BUILDING.search(match[5] or "") or _HTTP.fullmatch(match[1]) or (noun[-1] != "s" and value(match[1]) != 1)):
            continue
        if (trouble and _BUILDING.search(low) and "test" not in low) or (noun in _LOOSE and not _TESTED.search(low)):
            continue
        yield _found(match, 1, unit_of(match[4] or noun), noun=f"{match[2] or match[5] or ''}{noun}")
    for match in LABELLED.finditer(low):
        yield _found(match, 2, unit_of(match[1]), noun=match[1])


def measures(low: str) -> Iterator[Found]:
    """Return every duration, size, rate and factor."""
    for match in MEASURE.finditer(low):
        yield _found(match, 1, match[2].strip())


def value(text: str) -> Fraction:
    """Return the value of a number as written."""
    return Fraction(0) if text in {"zero", "no"} else Fraction(text.replace(",", ""))


def unit_of(noun: str) -> str:
    """Return what a noun counts."""
    return next((unit for unit, pattern in _STATE.items() if re.search(pattern, noun)), "tests")


def _found(match: re.Match[str], group: int, unit: str, *, of: Fraction | None = None, noun: str = "") -> Found:
    number = Number(value=value(match[group]), unit=unit, text=" ".join(match[0].split()), column=match.start(group), of=of)
    return Found(number=number, start=match.start(), end=match.end(), noun=noun)
