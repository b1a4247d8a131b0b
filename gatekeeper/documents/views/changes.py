"""What changed since an earlier record, or why that cannot be said: no baseline is a state, never "0 removed"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from gatekeeper.documents.story import NO_BASELINE
from gatekeeper.documents.views.bounds import CHANGES, SETTINGS, bounded
from gatekeeper.documents.views.seen import Seen, seen
from gatekeeper.documents.views.took import took
from gatekeeper.evidence.cases import Missing

if TYPE_CHECKING:
    from gatekeeper.documents.cut import Shown
    from gatekeeper.documents.story import Story
    from gatekeeper.evidence.ledger.comparison import Change, Changes, Comparison
    from gatekeeper.evidence.ledger.head import Entry

_KINDS = (
    ("newly failing", "newly_failing"),
    ("fixed", "fixed"),
    ("new", "new"),
    ("removed", "removed"),
    ("newly skipped", "newly_skipped"),
    ("slower", "slower"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """One way in which tests changed."""

    title: str
    tests: Shown


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeLine:
    """One test, before and now: its outcome, or how long it took where that is what changed; empty where it was not there."""

    category: str
    id: str
    was: str
    now: str


class ChangesView:
    """The changes since one earlier record. The inventories are compared when something is asked that needs them."""

    def __init__(self, story: Story, entry: Entry | None) -> None:
        self._story = story
        self._entry = entry

    @cached_property
    def baseline(self) -> Seen | None:
        """Return the record that is compared with, None where there is none."""
        return seen(self._entry) if self._entry else None

    @property
    def reason(self) -> str:
        """Return why tests are not compared, empty where they are."""
        found = self._found
        return found.reason if isinstance(found, Missing) else ""

    @property
    def none(self) -> str:
        """Return why there is no baseline at all, empty where there is one."""
        return "" if self._entry else NO_BASELINE

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """Return what changed in which way; nothing where it could not be compared."""
        found = self._found
        if isinstance(found, Missing):
            return ()
        return tuple(Kind(title=title, tests=_tests(getattr(found, name), timed=name == "slower")) for title, name in _KINDS)

    @cached_property
    def settings(self) -> Shown:
        """Return the settings that changed, thresholds among them."""
        found = self._found
        return bounded(() if isinstance(found, Missing) else found.settings, SETTINGS)

    @property
    def any(self) -> bool:
        """Say whether anything changed."""
        return bool(self.settings.all or sum(each.tests.all for each in self.kinds))

    @property
    def counts(self) -> str:
        """Return how much changed, as ``3 newly failing, 1 removed, 2 changed settings``."""
        kinds = [(each.tests.all, each.title) for each in self.kinds]
        settings = (self.settings.all, "changed setting" if self.settings.all == 1 else "changed settings")
        return ", ".join(f"{count} {noun}" for count, noun in (*kinds, settings) if count)

    @property
    def _found(self) -> Comparison | Missing:
        return self._story.since(self._entry)


def _tests(changes: Changes, *, timed: bool) -> Shown:
    return bounded([_line(each, timed=timed) for each in changes.first[:CHANGES]], CHANGES, all=changes.count)


def _line(change: Change, *, timed: bool) -> ChangeLine:
    was, now = (took(change.was_seconds), took(change.now_seconds)) if timed else (change.was or "", change.now or "")
    return ChangeLine(category=change.category, id=change.id, was=str(was), now=str(now))
