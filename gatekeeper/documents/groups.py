"""Failures with one cause, as one group: twenty tests that miss the same module are one thing to mend.

A record keeps a bounded number of failures: ``headline.failed_in_all`` says how many there were.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gatekeeper.evidence.record import FailureRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """What failed for one cause. ``place`` is where the example failed, as ``file:line``, or empty.

    ``streak`` is in how many records in a row the cause has been seen, this one included.
    """

    cause: str
    type: str
    message: str
    place: str
    count: int
    categories: tuple[str, ...]
    example: str
    streak: int


def groups(failures: Iterable[FailureRow], streaks: Mapping[str, int]) -> tuple[Group, ...]:
    """Return the groups, those with the most tests first; among equals, in the order of the failures."""
    found: dict[str, list[FailureRow]] = {}
    for each in failures:
        found.setdefault(each.cause, []).append(each)
    made = [_group(rows, streaks.get(cause, 1)) for cause, rows in found.items()]
    return tuple(sorted(made, key=lambda group: -group.count))


def _group(rows: Sequence[FailureRow], streak: int) -> Group:
    first = rows[0]
    return Group(
        cause=first.cause,
        type=first.type,
        message=first.message,
        place=_place(first),
        count=len(rows),
        categories=tuple(dict.fromkeys(row.category for row in rows)),
        example=first.id,
        streak=streak,
    )


def _place(row: FailureRow) -> str:
    if not row.file:
        return ""
    return row.file if row.line is None else f"{row.file}:{row.line}"
