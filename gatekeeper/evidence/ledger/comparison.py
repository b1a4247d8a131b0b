"""What changed from one record to another, test by test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gatekeeper.model import CaseOutcome


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One test, before and now; None where it was not there. Seconds are None where nothing was measured."""

    category: str
    id: str
    was: CaseOutcome | None
    now: CaseOutcome | None
    was_seconds: float | None = None
    now_seconds: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """How many tests changed in one way, and the first of them in order of category and id."""

    count: int = 0
    first: tuple[Change, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class SettingChange:
    """A setting of a category, in its written form before and now; empty where it was not set."""

    category: str
    setting: str
    was: str
    now: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """All changes from an older record to a newer one."""

    newly_failing: Changes = Changes()
    fixed: Changes = Changes()
    new: Changes = Changes()
    removed: Changes = Changes()
    newly_skipped: Changes = Changes()
    slower: Changes = Changes()
    settings: tuple[SettingChange, ...] = ()
