"""Which part of the run a claim speaks of: a category that its words or headings name, or all of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from gatekeeper.audit.generic import GENERIC

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# Kinds of tests that are not the whole run, whether or not the policy has a category for them.
_KINDS = ("unit", "integration", "e2e", "end to end", "smoke", "acceptance")
_SPELLINGS = {"e2e": ("e2e", "end to end"), "end to end": ("e2e", "end to end"), "end-to-end": ("e2e", "end to end")}
_ALL_OF_IT = frozenset({"test", "tests", "all", "default", "suite", "junit", "ci"})
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_JOINED = re.compile(r"[\s,&+/]*(?:tests?|suites?)?[\s,&+/]*(?:and|&|\+|/|,)[\s,&+/]*")
_LABEL = re.compile(r"^(.{1,80}?)(?::(?=[\s*_]|$)|\s[-\u2013\u2014]+\s)")
_WITHIN = re.compile(r"\b(?:in|for|from|inside|within) (?:the |our |its )?([a-z0-9_./-]+(?: [a-z0-9_./-]+)?)")
_BETWEEN = re.compile(r"[\d.,]+%?\+?(?:\s?(?:/|of|out of)\s?[\d.,]+)?[\s*_]+((?:[a-z][a-z0-9_/-]*\s+){1,3}?)(?:tests?|specs?|cases)\b")


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """``category`` is None for the whole run; ``unknown`` says which words name something that no record knows, or why it is unclear."""

    category: str | None = None
    unknown: str = ""
    why: str = "the whole run: its words name no category"


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """Words that name a part of the run; ``category`` is None where no record has it."""

    start: int
    end: int
    category: str | None
    word: str


class Scopes:
    """Finds what claims speak of. ``mapped`` are words that the configuration gives a category to, ``own`` are names of the project."""

    def __init__(self, categories: Iterable[str], mapped: Mapping[str, str], own: Iterable[str] = ()) -> None:
        self._own = frozenset(word for name in own for word in words_of(name))
        known: dict[str, str | None] = dict.fromkeys(_KINDS)
        for name in categories:
            plain = " ".join(_WORD.findall(name.lower()))
            if plain and plain not in _ALL_OF_IT:
                known.update(dict.fromkeys(_SPELLINGS.get(plain, (plain,)), name))
        known.update({" ".join(_WORD.findall(words)): name for words, name in mapped.items()})
        self._known = known
        longest = sorted(filter(None, known), key=len, reverse=True)
        self._pattern = re.compile("|".join(rf"\b{_spelled(each)}s?\b" for each in longest))

    def mentions(self, low: str) -> tuple[Mention, ...]:
        """Return every name of a part of the run in a text."""
        found = []
        for each in self._pattern.finditer(low):
            word = " ".join(_WORD.findall(each[0]))
            name = word if word in self._known else word.removesuffix("s")
            found.append(Mention(start=each.start(), end=each.end(), category=self._known.get(name), word=each[0]))
        return tuple(found)

    def scope(self, sentence: str, at: int, subject: str, headings: Sequence[str], *, strict: bool = True) -> Scope:
        """Return what the words at an index of a sentence speak of; ``subject`` are the words of its row, or the sentence again.

        ``strict`` asks that nothing else is named that the record does not know.
        """
        near = self._nearest(self.mentions(sentence), sentence, at) or self._only(self.mentions(subject))
        if near:
            return near
        unknown = self._unknown(sentence, at) if strict else ""
        if unknown:
            return Scope(unknown=f"no category of the record is {unknown}")
        for heading in reversed(headings):
            found = self._only(self.mentions(heading.lower()))
            if found:
                return Scope(category=found.category, unknown=found.unknown, why=f"the heading {heading!r}")
        return Scope()

    def _nearest(self, found: Sequence[Mention], sentence: str, at: int) -> Scope | None:
        if not found:
            return None
        ordered = sorted(found, key=lambda each: (each.start - at if each.start > at else at - each.end, each.start > at))
        first = ordered[0]
        for other in ordered[1:]:
            low, high = sorted((first, other), key=lambda each: each.start)
            if other.category != first.category and _JOINED.fullmatch(sentence[low.end : high.start]):
                return Scope(unknown=f"{low.word} and {high.word} are named together")
        return _of(first)

    def _only(self, found: Sequence[Mention]) -> Scope | None:
        if len({each.category or each.word for each in found}) > 1:
            return Scope(unknown=f"{found[0].word} and {found[1].word} are both named")
        return _of(found[0]) if found else None

    def _unknown(self, sentence: str, at: int) -> str:
        """Return the words that name something which is not the whole run."""
        label = _LABEL.match(sentence.lstrip(" \t-*#>+|_0123456789.)"))
        between = _BETWEEN.match(sentence, at)
        pieces = [label[1] if label else "", between[1] if between else "", *(each[1] for each in _WITHIN.finditer(sentence))]
        words = [word for piece in pieces for word in words_of(piece) if word not in GENERIC and word not in self._own]
        return " ".join(dict.fromkeys(word for word in words if not word.isdigit()))[:60]


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text."""
    return tuple(_WORD.findall(text.lower()))


def _of(found: Mention) -> Scope:
    if found.category is None:
        return Scope(unknown=f"the record has no category {found.word}")
    return Scope(category=found.category, why=f"the category {found.category}: {found.word!r} names it")


@cache
def _spelled(words: str) -> str:
    return r"[\s_-]+".join(map(re.escape, words.split()))
