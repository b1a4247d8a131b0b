"""The words around a number that belong to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SENTENCE = re.compile(r"[.!?;](?=\s)|\s\|\s|\|")
_STOP = re.compile(r"[,;|()\[\]/\u2022\u00b7\u2192]|[.:!?](?=\s|$)|\s[-\u2013\u2014]\s|\b(?:and|but|with|while|plus)\b|[+&]")
_NUMBER = re.compile(r"\d[\d,]*(?:\.(\d+))?\s?(?:%|percent\b)?\+?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Clause:
    """A number with the words directly before and behind it, and its whole sentence, all in lower case.

    ``start`` is where the sentence begins in the line, ``at`` where the number does, ``digits`` its decimals.
    """

    sentence: str
    start: int
    at: int
    before: str
    after: str
    text: str
    digits: int

    @property
    def lead(self) -> str:
        """Return the sentence up to the number."""
        return self.sentence[: self.at - self.start]


def clause(low: str, at: int) -> Clause:
    """Return the words around the number at an index of a line."""
    bounds = [0, *(found.end() for found in _SENTENCE.finditer(low)), len(low)]
    start = max((each for each in bounds if each <= at), default=0)
    end = min((each for each in bounds if each > at), default=len(low))
    number = _NUMBER.match(low, at)
    behind = number.end() if number else at
    ahead = _STOP.search(low, behind, end)
    stops = [found.end() for found in _STOP.finditer(low, start, at)]
    return Clause(
        sentence=low[start:end],
        start=start,
        at=at,
        before=low[max([start, *stops]) : at],
        after=low[behind : ahead.start() if ahead else end],
        text=number[0].strip() if number else "",
        digits=len(number[1] or "") if number else 0,
    )
