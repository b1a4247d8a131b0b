"""The verdict for people: plain aligned text in a pipe, a table with colours on a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TextIO

from gatekeeper.documents.headline import headline
from gatekeeper.model import Verdict
from gatekeeper.publishers.table import has_target, rows
from gatekeeper.publishers.text import above, below

if TYPE_CHECKING:
    from rich.table import Table

    from gatekeeper.evidence.record import Record

_STYLES = {Verdict.PASSED: "bold green", Verdict.FAILED: "bold red"}


def show(record: Record, *, color: bool, quiet: bool = False, verbose: bool = False, stream: TextIO | None = None) -> None:
    """Print the verdict. ``quiet`` leaves only the last line."""
    stream = stream or sys.stdout
    if quiet:
        print(headline(record), file=stream)
    elif stream.isatty():
        _on_terminal(record, stream, color=color, verbose=verbose)
    else:
        table = rows(record, target=has_target(record))
        print("\n".join([*above(record), *_aligned(table), *below(record, verbose=verbose)]), file=stream)


def _aligned(table: list[tuple[str, ...]]) -> list[str]:
    widths = _widths(table)
    return [
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width) for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    ]


def _widths(table: list[tuple[str, ...]]) -> list[int]:
    return [max(map(len, column)) for column in zip(*table, strict=True)]


def _fits(table: list[tuple[str, ...]], width: int) -> bool:
    """Say whether every number fits; only the names of categories may be broken, into lines as long as their header."""
    name, *numbers = _widths(table)
    return min(name, len(table[0][0])) + sum(numbers) + len(numbers) <= width


def _on_terminal(record: Record, stream: TextIO, *, color: bool, verbose: bool) -> None:
    from rich.console import Console  # noqa: PLC0415 - a pipe does not pay for it

    console = Console(file=stream, color_system="auto" if color else None, highlight=False, markup=False, emoji=False, soft_wrap=True)
    for line in above(record):
        console.print(line)
    target = has_target(record) and _fits(rows(record, target=True), console.width)
    table = rows(record, target=target)
    if _fits(table, console.width):
        console.print(_styled(record, table), soft_wrap=False)
    else:
        console.print("\n".join(_aligned(table)))
    *lines, verdict = below(record, verbose=verbose, target=not target)
    for line in lines:
        console.print(line)
    console.print(verdict, style=_STYLES.get(record.verdict, "bold yellow"))


def _styled(record: Record, cells: list[tuple[str, ...]]) -> Table:
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for name in cells[0]:
        table.add_column(name, justify="left" if name == "category" else "right", no_wrap=name != "category", overflow="fold")
    for category, row in zip(record.categories, cells[1:], strict=True):
        table.add_row(*row, style=None if category.verdict in (Verdict.PASSED, None) else "red")
    return table
