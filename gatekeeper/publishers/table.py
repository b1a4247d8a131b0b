"""The table by category as rows of text, the same for pipes and terminals."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gatekeeper.evidence.record import CategoryRow, Record

_HEADER = ("category", "passed", "failed", "errored", "skipped", "flaky", "executed", "rate", "needs")


def has_target(record: Record) -> bool:
    """Say whether any category shows where it wants to be."""
    return any(category.target for category in record.categories)


def rows(record: Record, *, target: bool = False) -> list[tuple[str, ...]]:
    """Return the header, and a row for every category in order; ``target`` adds a column."""
    header = (*_HEADER, *(["target"] if target else []), "time")
    return [header, *(_row(category, len(header), target=target) for category in record.categories)]


def _row(category: CategoryRow, columns: int, *, target: bool) -> tuple[str, ...]:
    name = category.name if category.blocking else f"{category.name} (advisory)"
    if category.absent is not None:
        return (name, *["-"] * (columns - 1))
    counts = category.counts
    numbers = (counts.passed, counts.failed, counts.errored, counts.skipped, counts.flaky, counts.executed)
    rate = category.pass_rate.text if category.pass_rate else "none"
    wanted = [category.target or "-"] if target else []
    return (name, *map(str, numbers), rate, category.threshold or "-", *wanted, _time(category.milliseconds))


def _time(milliseconds: int | None) -> str:
    return "-" if milliseconds is None else f"{milliseconds / 1000:.1f}s"
