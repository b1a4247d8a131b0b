"""Failing tests under what they failed for: the causes that are most frequent first, each with all the tests that the record keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.documents.escapes import plain
from gatekeeper.documents.views.bounds import CAUSES, bounded
from gatekeeper.documents.views.causes import CauseLine, causes

if TYPE_CHECKING:
    from gatekeeper.documents.cut import Shown
    from gatekeeper.documents.story import Story
    from gatekeeper.evidence.record import FailureRow

_TESTS = 200
_TITLE = 160


@dataclass(frozen=True, kw_only=True, slots=True)
class Cause:
    """One cause with its tests. ``message`` is that of the first of them, empty where the title says all of it."""

    line: CauseLine
    title: str
    message: str
    tests: Shown


@dataclass(frozen=True, kw_only=True, slots=True)
class Failing:
    """The causes; ``kept`` is how many failures the record keeps in words, of ``all`` that there were."""

    causes: Shown
    kept: int
    all: int

    @property
    def more(self) -> bool:
        """Say whether there were failures that the record does not keep."""
        return self.all > self.kept


def failing(story: Story) -> Failing:
    """Return the failing tests of a record by cause."""
    view = causes(story)
    by: dict[str, list[FailureRow]] = {}
    for row in story.record.failures:
        by.setdefault(row.cause, []).append(row)
    made = [_cause(line, by[line.cause]) for line in view.lines.rows]
    return Failing(causes=bounded(made, CAUSES, all=view.lines.all), kept=view.kept, all=view.all)


def _cause(line: CauseLine, rows: list[FailureRow]) -> Cause:
    title = plain(line.what, _TITLE)
    return Cause(line=line, title=title, message="" if title == line.what else rows[0].message, tests=bounded(rows, _TESTS))
