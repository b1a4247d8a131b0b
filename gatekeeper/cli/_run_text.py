"""How a witnessed command ended, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gatekeeper.documents.escapes import log_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatekeeper.model.witness import Witness
    from gatekeeper.witness.order import Seen

_MOST_STALE = 5
_MINUTE, _HOUR = 60, 3600


def ending(witness: Witness) -> str:
    """Return for example ``the command ended with exit code 1``."""
    if witness.unstarted:
        return f"the command cannot be started: {witness.unstarted}"
    how = f"ended with exit code {witness.code}" if witness.code is not None else f"was ended by {witness.signal}"
    if witness.timed_out:
        return f"the command was stopped after its timeout of {witness.timeout} s, and {how}"
    return f"the command was interrupted, and {how}" if witness.interrupted else f"the command {how}"


def tell_ending(seen: Seen, *, quiet: bool = False) -> None:
    """Print it below what the command has printed, on a line of its own; ``quiet`` only makes sure that the next line is one."""
    if not seen.whole_line:
        click.echo()
    for line in () if quiet else _lines(seen):
        click.echo(f"gatekeeper: {log_line(line)}")


def _lines(seen: Seen) -> Iterator[str]:
    witness = seen.witness
    if not witness.unstarted:
        yield f"{ending(witness)}, {took((witness.ended - witness.started).total_seconds())}"
    if seen.left_behind:
        yield "processes that it left behind were stopped"
    for path in witness.stale[:_MOST_STALE]:
        yield f"not of this run, because it was there before: {path}"
    if len(witness.stale) > _MOST_STALE:
        yield f"and {len(witness.stale) - _MOST_STALE} more that were there before"


def took(seconds: float) -> str:
    """Return for example ``after 12.3 s`` or ``after 1h 2m``."""
    if seconds < _MINUTE:
        return f"after {max(seconds, 0.0):.1f} s"
    minutes = int(seconds) // _MINUTE
    return f"after {minutes}m {int(seconds) % _MINUTE}s" if seconds < _HOUR else f"after {minutes // 60}h {minutes % 60}m"
