"""Failures by cause: what broke, how often, and for how many records in a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.documents.answers import advisory_categories
from gatekeeper.documents.headline import failed_in_all
from gatekeeper.documents.views.bounds import CAUSES, bounded

if TYPE_CHECKING:
    from gatekeeper.documents.cut import Shown
    from gatekeeper.documents.groups import Group
    from gatekeeper.documents.story import Story

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_TEENS = (11, 12, 13)
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


@dataclass(frozen=True, kw_only=True, slots=True)
class CauseLine:
    """One cause. ``streak`` is for example ``third run in a row``, empty where there is nothing to look back on."""

    cause: str
    what: str
    place: str
    count: int
    categories: str
    example: str
    streak: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Causes:
    """The causes that are shown; ``kept`` is how many failures the record keeps in words, of ``all`` that there were."""

    lines: Shown
    kept: int
    all: int


def causes(story: Story) -> Causes:
    """Return the failures of a record by cause, the most frequent first as they come."""
    looked_back = bool(story.past)
    advisory = advisory_categories(story.record)
    lines = [_line(each, advisory, looked_back=looked_back) for each in story.groups[:CAUSES]]
    shown = bounded(lines, CAUSES, all=len(story.groups))
    return Causes(lines=shown, kept=len(story.record.failures), all=failed_in_all(story.record))


def ordinal(number: int) -> str:
    """Return for example ``third`` or ``22nd``."""
    if 0 < number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    return f"{number}{'th' if number % 100 in _TEENS else _ENDINGS.get(number % 10, 'th')}"


def _line(group: Group, advisory: frozenset[str], *, looked_back: bool) -> CauseLine:
    return CauseLine(
        cause=group.cause,
        what=_what(group),
        place=group.place,
        count=group.count,
        categories=", ".join(f"{each} (advisory)" if each in advisory else each for each in group.categories),
        example=group.example,
        streak=_streak(group.streak) if looked_back else "",
    )


def _what(group: Group) -> str:
    """Return the exception and what it says, once: many messages begin with their exception."""
    named = group.message.startswith((group.type, group.type.rpartition(".")[2]))
    return ": ".join(each for each in ("" if named else group.type, group.message) if each) or group.type or "no message"


def _streak(runs: int) -> str:
    return f"{ordinal(runs)} run in a row" if runs > 1 else "first run"
