"""The verdict for people: plain aligned text in a pipe, a table with colours on a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TextIO

from gatekeeper.model import Verdict
from gatekeeper.publishers.table import HEADER, rows
from gatekeeper.publishers.text import above, below

if TYPE_CHECKING:
    from gatekeeper.evidence.record import Record

_STYLES = {Verdict.PASSED: "bold green", Verdict.FAILED: "bold red"}


def show(record: Record, *, color: bool, quiet: bool = False, verbose: bool = False, stream: TextIO | None = None) -> None:
    """Print the verdict. ``quiet`` leaves only the last line."""
    stream = stream or sys.stdout
    lines = list(below(record, verbose=verbose))
    if quiet:
        print(lines[-1], file=stream)
    elif stream.isatty():
        _on_terminal(record, lines, stream, color=color)
    else:
        print("\n".join([*above(record), *_aligned(record), *lines]), file=stream)


def _aligned(record: Record) -> list[str]:
    table = [HEADER, *rows(record)]
    widths = [max(len(row[column]) for row in table) for column in range(len(HEADER))]
    return [
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width) for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    ]


def _on_terminal(record: Record, lines: list[str], stream: TextIO, *, color: bool) -> None:
    from rich.console import Console  # noqa: PLC0415 - a pipe does not pay for it
    from rich.table import Table  # noqa: PLC0415

    console = Console(file=stream, color_system="auto" if color else None, highlight=False, markup=False, emoji=False, soft_wrap=True)
    for line in above(record):
        console.print(line)
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for name in HEADER:
        table.add_column(name, justify="left" if name == "category" else "right", no_wrap=name != "category", overflow="fold")
    for category, row in zip(record.categories, rows(record), strict=True):
        table.add_row(*row, style=None if category.verdict in (Verdict.PASSED, None) else "red")
    console.print(table, soft_wrap=False)
    for line in lines[:-1]:
        console.print(line)
    console.print(lines[-1], style=_STYLES.get(record.verdict, "bold yellow"))
