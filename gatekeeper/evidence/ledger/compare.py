"""Hold two records against each other, test by test, by their inventories. Every name is kept once, and the rest in arrays."""

from __future__ import annotations

from array import array
from functools import partial
from heapq import nsmallest
from math import inf, isfinite, nan
from typing import TYPE_CHECKING, Any

from gatekeeper.evidence.cases import Missing, read_rows
from gatekeeper.evidence.ids import SHORT
from gatekeeper.evidence.ledger.comparison import Change, Changes, Comparison, SettingChange
from gatekeeper.model import REFUSED, CaseOutcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gatekeeper.evidence.accept import Accepted
    from gatekeeper.evidence.cases import Row
    from gatekeeper.evidence.record import Record

_SLOWER_TIMES = 2
_SLOWER_SECONDS = 1.0
_OUTCOMES = (None, *CaseOutcome)  # from best to worst; None is not there
_RANKS = {outcome: rank for rank, outcome in enumerate(_OUTCOMES) if outcome}
_ABSENT, _PASSED, _SKIPPED, _FAILED, _ERRORED = range(5)
_WIDTH = len(_OUTCOMES)


def _kinds() -> list[str]:
    """Return the kind of change for each outcome before and now, empty where nothing is to be told."""
    found = [""] * _WIDTH * _WIDTH
    broken, there = (_FAILED, _ERRORED), range(_PASSED, _WIDTH)
    pairs = {
        "newly_failing": [(was, now) for was in (_PASSED, _SKIPPED) for now in broken],
        "fixed": [(was, _PASSED) for was in broken],
        "new": [(_ABSENT, now) for now in there],
        "removed": [(was, _ABSENT) for was in there],
        "newly_skipped": [(was, _SKIPPED) for was in (_PASSED, *broken)],
        "slower": [(_PASSED, _PASSED)],
    }
    for kind, of in pairs.items():
        for was, now in of:
            found[was * _WIDTH + now] = kind
    return found


_KINDS = _kinds()


def compare(old: Accepted, new: Accepted, most: int = 200) -> Comparison | Missing:
    """Return what changed from one record to another, with the first ``most`` tests of each kind, or why nobody can tell.

    A test that several rows name has its worst outcome and the sum of its seconds. Slower is one that passed both times and
    took at least twice as long and a second more. What one of the records did not judge is not compared: categories that are
    absent in it, and those that a partial one leaves out.
    """
    sides = Sides()
    for accepted, now, which in ((old, False, "older"), (new, True, "newer")):
        about = f"the {which} record {accepted.digest[:SHORT]}"
        if accepted.record.verdict in REFUSED:
            return Missing(reason=f"{about} is {accepted.record.verdict}: it says nothing about any test")
        missing = read_rows(accepted.path, accepted.record.inventory, partial(sides.take, now=now))
        if missing:
            return Missing(reason=f"the inventory of {about}: {missing.reason}")
    changes = sides.changes(_left_out(old.record, new.record) | _left_out(new.record, old.record), most)
    return Comparison(**changes, settings=tuple(_settings(old.record, new.record)))


class Sides:
    """Both sides of a comparison: for each test its outcome and its seconds before and now."""

    def __init__(self) -> None:
        self._slots: dict[str, dict[str, int]] = {}
        self._ranks = (bytearray(), bytearray())
        self._seconds = (array("d"), array("d"))

    def take(self, rows: Iterable[Row], *, now: bool) -> None:
        """Add rows of one side."""
        ranks, seconds = self._ranks[now], self._seconds[now]
        for category, name, outcome, took, _ in rows:
            slots = self._slots.get(category)
            if slots is None:
                slots = self._slots[category] = {}
            slot = slots.setdefault(name, len(ranks))
            if slot == len(ranks):
                self._grow()
            ranks[slot] = max(ranks[slot], _RANKS[outcome])
            if took is not None:
                before = seconds[slot]
                seconds[slot] = took if before != before else before + took  # noqa: PLR0124 - only what is no number is not itself

    def _grow(self) -> None:
        for ranks, seconds in zip(self._ranks, self._seconds, strict=True):
            ranks.append(_ABSENT)
            seconds.append(nan)

    def changes(self, left_out: set[str], most: int) -> dict[str, Changes]:
        """Return the changes by kind, in order of category and id."""
        counts = dict.fromkeys(filter(None, _KINDS), 0)
        first: dict[str, list[Change]] = {kind: [] for kind in counts}
        for category in sorted(self._slots.keys() - left_out):
            for kind, names in self._changed(category).items():
                counts[kind] += len(names)
                first[kind].extend(self._change(category, name) for name in nsmallest(most - len(first[kind]), names))
        return {kind: Changes(count=count, first=tuple(first[kind])) for kind, count in counts.items()}

    def _changed(self, category: str) -> dict[str, list[str]]:
        """Return the names that changed in a category, by kind."""
        was, now = self._ranks
        found: dict[str, list[str]] = {}
        for name, slot in self._slots[category].items():
            kind = _KINDS[was[slot] * _WIDTH + now[slot]]
            if kind and (kind != "slower" or self._slower(slot)):
                found.setdefault(kind, []).append(name)
        return found

    def _slower(self, slot: int) -> bool:
        was, now = self._seconds[0][slot], self._seconds[1][slot]
        return was >= 0 and max(was * _SLOWER_TIMES, was + _SLOWER_SECONDS) <= now < inf

    def _change(self, category: str, name: str) -> Change:
        slot = self._slots[category][name]
        was, now = (_OUTCOMES[ranks[slot]] for ranks in self._ranks)
        before, took = (seconds[slot] if isfinite(seconds[slot]) else None for seconds in self._seconds)
        return Change(category=category, id=name, was=was, now=now, was_seconds=before, now_seconds=took)


def _left_out(record: Record, other: Record) -> set[str]:
    """Return the categories that a record says nothing about."""
    absent = {each.name for each in record.categories if each.absent is not None}
    partial = {each.name for each in other.categories} - {each.name for each in record.categories} if record.partial else set()
    return absent | partial


def _settings(old: Record, new: Record) -> Iterator[SettingChange]:
    before, now = old.policy.categories, new.policy.categories
    for category in sorted(before.keys() | now.keys()):
        was, here = before.get(category, {}), now.get(category, {})
        for name in sorted(was.keys() | here.keys()):
            if was.get(name) != here.get(name) or type(was.get(name)) is not type(here.get(name)):
                yield SettingChange(category=category, setting=name, was=_text(was.get(name)), now=_text(here.get(name)))


def _text(value: Any) -> str:  # noqa: ANN401 - a setting may be any value of TOML
    """Return a setting as a configuration would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
