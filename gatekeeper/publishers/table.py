"""The table by category as rows of text, the same for pipes and terminals."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gatekeeper.evidence.record import CategoryRow, Record

HEADER = ("category", "passed", "failed", "errored", "skipped", "flaky", "executed", "rate", "needs", "time")


def rows(record: Record) -> list[tuple[str, ...]]:
    """Return a row for every category, in order."""
    return [_row(category) for category in record.categories]


def _row(category: CategoryRow) -> tuple[str, ...]:
    name = category.name if category.blocking else f"{category.name} (advisory)"
    if category.absent is not None:
        return (name, *("-" for _ in HEADER[1:]))
    counts = category.counts
    numbers = (counts.passed, counts.failed, counts.errored, counts.skipped, counts.flaky, counts.executed)
    rate = category.pass_rate.text if category.pass_rate else "none"
    return (name, *map(str, numbers), rate, category.threshold or "-", _time(category.milliseconds))


def _time(milliseconds: int | None) -> str:
    return "-" if milliseconds is None else f"{milliseconds / 1000:.1f}s"
