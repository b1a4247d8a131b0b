"""Test ids that a category counts: they match what it selects and what it requires, and are no canaries."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from gatekeeper.selftest.globs import matches, text_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gatekeeper.selftest.target import Target

_ID = "?*::?*"
_TRIED = 10_000


def required(target: Target) -> list[str]:
    """Return an id for every required test that has one."""
    found = (_one(target, pattern) for pattern in target.texts("required_tests"))
    return list(dict.fromkeys(each for each in found if each))


def canaries(target: Target) -> list[str]:
    """Return an id for every test that must fail."""
    found = (_selected(target, pattern, ()) for pattern in target.texts("canary"))
    return list(dict.fromkeys(each for each in found if each))


def ids(target: Target, number: int) -> list[str]:
    """Return so many different ids, the required ones first; fewer where the patterns have no more, more where more are required."""
    found = dict.fromkeys(required(target))
    for pattern in target.category.tests or ("*",):
        base = _one(target, pattern)
        none = _avoided(target) if base and matches(base, (), _avoided(target)) else target.texts("canary")
        for each in _variants(base, [pattern, _ID], none) if base else ():
            if len(found) >= number:
                break
            found[each] = None
    return list(found)


def _one(target: Target, pattern: str) -> str | None:
    """Return an id that no waiver excuses, if there is one: what it does when it fails is what is asked here."""
    found = _selected(target, pattern, _avoided(target))
    return _selected(target, pattern, target.texts("canary")) if found is None else found


def _avoided(target: Target) -> tuple[str, ...]:
    return (*target.texts("canary"), *(test for each in target.config.policy.waivers for test in each.tests))


def _selected(target: Target, pattern: str, none: tuple[str, ...]) -> str | None:
    found = (text_for((_ID, pattern, own), none) for own in target.category.tests or ("*",))
    return next((each for each in found if each is not None), None)


def _variants(base: str, every: Sequence[str], none: Sequence[str]) -> Iterator[str]:
    """Yield an id and what becomes of it with a number in it, where its patterns leave room for one."""
    yield base
    places = (place for place in range(len(base), 0, -1) if all(matches(_with(base, place, number), every) for number in (1, 1000)))
    place = next(places, None)
    for number in count(1) if place is not None else ():
        if number > _TRIED:
            return
        text = _with(base, place or 0, number)
        if matches(text, every, none):
            yield text


def _with(base: str, place: int, number: int) -> str:
    return f"{base[:place]}{number}{base[place:]}"
