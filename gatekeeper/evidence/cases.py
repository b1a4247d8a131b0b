"""The inventory beside a record, asked about globs over test ids: one pass answers all, and nothing in it is believed unchecked.

Record and inventory may come from a run that anybody could start, so sizes, digest, rows and their number are held to account.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from functools import partial
from hashlib import file_digest
from typing import TYPE_CHECKING

import msgspec

from gatekeeper.evidence.disk import unfollowed
from gatekeeper.evidence.inventory import path_beside
from gatekeeper.evidence.lines import MOST_PACKED, lines
from gatekeeper.junit.identity import matcher
from gatekeeper.model import CaseOutcome

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from io import BufferedReader
    from pathlib import Path

    from gatekeeper.evidence.inventory import Inventory

Globs = tuple[str, ...]
Row = tuple[str, str, CaseOutcome, float | None, int]


@dataclass(kw_only=True, slots=True)
class Tally:
    """How the tests of one question ended, by glob how many of them ran, and the categories they belong to."""

    passed: int = 0
    broken: int = 0
    skipped: int = 0
    ran: dict[str, int] = field(default_factory=dict)
    categories: set[str] = field(default_factory=set)

    @property
    def executed(self) -> int:
        """Return how many ran; a collection error counts, for an inventory does not tell it from an error."""
        return self.passed + self.broken


@dataclass(frozen=True, kw_only=True, slots=True)
class Cases:
    """The answers, by the globs that were asked for."""

    answers: Mapping[Globs, Tally]


@dataclass(frozen=True, kw_only=True, slots=True)
class Missing:
    """We could not look, and why not."""

    reason: str


def ask(
    record: Path | None, inventory: Inventory | None, questions: Collection[Globs], categories: Collection[str] | None = None
) -> Cases | Missing:
    """Answer each question from the inventory beside the record at ``record``, None where it was not kept.

    Of these categories alone, where any are named.
    """
    if inventory is not None and not questions:
        return Cases(answers={})
    answers = {globs: Tally() for globs in questions}
    concerns = matcher(tuple({glob for globs in answers for glob in globs}))
    missing = read_rows(record, inventory, partial(_tally, answers, concerns, categories))
    return missing or Cases(answers=answers)


def read_rows(record: Path | None, inventory: Inventory | None, take: Callable[[list[Row]], None]) -> Missing | None:
    """Hand all rows of the inventory beside a record to ``take``, some at a time; what it got counts for nothing where this is Missing."""
    if record is None:
        return Missing(reason="the record was not kept")
    if inventory is None:
        return Missing(reason="the record has none")
    places = beside(record, inventory)
    missing = Missing(reason="it is not beside the record" if places else "the record does not name a file beside itself")
    for path in places:
        try:
            with open(path, "rb", opener=unfollowed) as file:
                problem = _differs(file, inventory)
                if not problem:
                    return _taken(file, inventory, take)
                missing = Missing(reason=problem)
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:
            return Missing(reason=_why(error))
    return missing


def beside(record: Path, inventory: Inventory) -> tuple[Path, ...]:
    """Return where the inventory of a record may be. Whoever keeps a record under another name keeps its inventory so too."""
    if not _is_plain(inventory.path):
        return ()
    return tuple(dict.fromkeys((path_beside(record), record.with_name(inventory.path))))


def _is_plain(name: str) -> bool:
    """Say whether a name is nothing but a name, on every system."""
    return bool(name) and name not in (".", "..") and not any(each in name for each in "/\\:\0")


def _differs(file: BufferedReader, inventory: Inventory) -> str:
    """Say why an open file is not the inventory, or return an empty text."""
    found = os.fstat(file.fileno())
    if not stat.S_ISREG(found.st_mode):
        return "it is no regular file"
    if found.st_size > MOST_PACKED:
        return f"it has {found.st_size} bytes, more than are read"
    if file_digest(file, "sha256").hexdigest() != inventory.sha256:
        return "its SHA-256 is not the one in the record"
    file.seek(0)
    return ""


def _taken(file: BufferedReader, inventory: Inventory, take: Callable[[list[Row]], None]) -> Missing | None:
    decoder = msgspec.json.Decoder(Row)
    total = 0
    for block in lines(file):
        rows = decoder.decode_lines(block)
        total += len(rows)
        take(rows)
    return None if total == inventory.tests else Missing(reason=f"it lists {total} tests, the record {inventory.tests}")


def _tally(answers: Mapping[Globs, Tally], concerns: Callable[[str], object], categories: Collection[str] | None, rows: list[Row]) -> None:
    for category, name, outcome, _, _ in rows:
        if (categories is None or category in categories) and concerns(name):
            _count(answers, category, name, outcome)


def _count(answers: Mapping[Globs, Tally], category: str, name: str, outcome: CaseOutcome) -> None:
    for globs, tally in answers.items():
        matching = [glob for glob in globs if matcher((glob,))(name)]
        if not matching:
            continue
        tally.categories.add(category)
        if outcome is CaseOutcome.SKIPPED:
            tally.skipped += 1
            continue
        tally.passed += outcome is CaseOutcome.PASSED
        tally.broken += outcome is not CaseOutcome.PASSED
        for glob in matching:
            tally.ran[glob] = tally.ran.get(glob, 0) + 1


def _why(error: Exception) -> str:
    """Say why in our own words: a path or a row may hold anything."""
    if isinstance(error, OSError) and error.strerror:
        return f"it cannot be read: {error.strerror}"
    return "it is damaged"
