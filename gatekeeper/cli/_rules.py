"""Rules as text: a table that fits a narrow terminal, or everything about one."""

from __future__ import annotations

import os
from textwrap import wrap
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatekeeper.documents.catalogue import Entry, Key

_WIDTH = 80
_GAP = 2
_HEADER = ("rule", "in force", "on failure", "what holds when it passes")
_LABEL = 12
_MORE = "gatekeeper rules RULE explains one"


def listing(entries: tuple[Entry, ...]) -> Iterator[str]:
    """Yield the lines of a table, none longer than 80 characters."""
    rows = [_HEADER, *map(_row, entries)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADER) - 1)]
    room = _WIDTH - sum(widths) - _GAP * len(widths)
    for row in rows:
        first, *rest = wrap(row[-1], room, break_on_hyphens=False) or [""]
        yield (" " * _GAP).join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), first])
        yield from (" " * (_WIDTH - room) + line for line in rest)
    yield ""
    yield _MORE


def on_terminal(entries: tuple[Entry, ...], stream: TextIO) -> None:
    """Print the table as wide as the terminal."""
    from rich.console import Console  # noqa: PLC0415 - a pipe does not pay for it
    from rich.table import Table  # noqa: PLC0415

    console = Console(file=stream, no_color=bool(os.environ.get("NO_COLOR")), highlight=False, markup=False, emoji=False)
    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold")
    for name in _HEADER:
        table.add_column(name, no_wrap=name != _HEADER[-1])
    for entry in entries:
        table.add_row(*_row(entry))
    console.print(table)
    console.print(f"\n{_MORE}")


def explain(entry: Entry) -> Iterator[str]:
    """Yield all there is to know about one rule."""
    yield from wrap(f"{entry.id}: {entry.title}", _WIDTH)
    yield ""
    yield from _fact("judges", entry.question)
    yield from _fact("in force", "always" if entry.always else f"when {entry.in_force} is given")
    yield from _fact("on failure", f"{entry.verdict}, exit code {entry.exit_code}")
    yield from _fact("waivers", _waivers(entry))
    yield from _fact("next", entry.remedy)
    for key in entry.settings:
        yield from _setting(key)
    if entry.settings:
        yield from ("", "example", f"    {entry.heading}", *(f"    {key.example}" for key in entry.settings))


def _row(entry: Entry) -> tuple[str, str, str, str]:
    return entry.id, entry.in_force, entry.verdict, entry.title


def _setting(key: Key) -> Iterator[str]:
    yield ""
    yield from _fact("setting", key.name)
    yield from _fact("", key.text)
    yield from _fact("written", key.written)
    yield from _fact("default", key.default or "none")


def _fact(label: str, text: str) -> Iterator[str]:
    indent = " " * _LABEL
    yield from wrap(
        text, _WIDTH, initial_indent=label.ljust(_LABEL), subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _waivers(entry: Entry) -> str:
    if not entry.waivable:
        return "cannot be waived"
    return "can be waived, for single tests too (tests = [...])" if entry.excuses_tests else "can be waived as a whole"
