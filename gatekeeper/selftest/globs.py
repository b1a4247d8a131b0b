"""Texts that match globs: of the evidence that is made here, every name has to be one that the policy asks for."""

from __future__ import annotations

from collections import deque
from functools import cache
from typing import TYPE_CHECKING

from gatekeeper.junit.identity import matcher

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_STATES = 2000
_LETTERS = "xo1"
_PLAIN = "tests.selftest::test_case"
_WORDS = ("selftest", "tests.selftest::test_case", "a", "")

State = tuple[frozenset[int], ...]


def matches(text: str, every: Sequence[str], none: Sequence[str] = ()) -> bool:
    """Say whether a text matches every glob and none of the others; only ``*`` and ``?`` are special."""
    return all(matcher((each,))(text) for each in every) and not (none and matcher(tuple(none))(text))


@cache
def text_for(every: tuple[str, ...], none: tuple[str, ...] = ()) -> str | None:
    """Return a text that matches every glob and none of the others, or None where none was found."""
    for text in _guesses(every):
        if matches(text, every, none):
            return text
    return _searched(every, none)


def _guesses(every: Sequence[str]) -> Iterator[str]:
    yield _PLAIN
    for glob in every:
        for word in _WORDS:
            yield glob.replace("*", word).replace("?", "a")


def _searched(every: Sequence[str], none: Sequence[str]) -> str | None:
    """Look for the shortest text, one character after the other, with all that the globs still allow."""
    globs = (*every, *none)
    letters = list(dict.fromkeys(_LETTERS + "".join(each for glob in globs for each in glob if each not in "*?")))
    start: State = tuple(_closed(glob, frozenset({0})) for glob in globs)
    waiting, seen = deque([("", start)]), {start}
    while waiting and len(seen) < _MOST_STATES:
        text, state = waiting.popleft()
        if _accepted(globs, state, len(every)):
            return text
        for letter in letters:
            then = tuple(_closed(glob, _moved(glob, places, letter)) for glob, places in zip(globs, state, strict=True))
            if all(then[: len(every)]) and then not in seen:
                seen.add(then)
                waiting.append((text + letter, then))
    return None


def _accepted(globs: Sequence[str], state: State, every: int) -> bool:
    ended = [len(glob) in places for glob, places in zip(globs, state, strict=True)]
    return all(ended[:every]) and not any(ended[every:])


def _closed(glob: str, places: frozenset[int]) -> frozenset[int]:
    """Return the places with those behind stars, which may stand for nothing."""
    found = set(places)
    for place in sorted(places):
        while place < len(glob) and glob[place] == "*":
            place += 1  # noqa: PLW2901 - on behind all stars
            found.add(place)
    return frozenset(found)


def _moved(glob: str, places: frozenset[int], letter: str) -> frozenset[int]:
    inside = (place for place in places if place < len(glob))
    return frozenset(place if glob[place] == "*" else place + 1 for place in inside if glob[place] in ("*", "?", letter))
