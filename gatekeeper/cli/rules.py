"""``gatekeeper rules``: what is judged, and how to set it."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from gatekeeper.errors import UsageError

if TYPE_CHECKING:
    from gatekeeper.documents.catalogue import Entry


@click.command()
@click.argument("rule", required=False)
@click.option(
    "--format", "style", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True, help="What to print."
)
def rules(rule: str | None, style: str) -> None:
    """List all rules, or explain one RULE: its settings, their defaults, and what its failure means."""
    from gatekeeper.documents.catalogue import entries  # noqa: PLC0415 - --help starts faster

    every = entries()
    chosen = _choose(rule, every) if rule is not None else None
    if style == "json":
        _json(chosen or every)
    elif style == "markdown":
        _markdown(chosen)
    else:
        _text(chosen, every)


def _choose(name: str, every: tuple[Entry, ...]) -> Entry:
    """Return a rule by its id or by the name of one of its settings."""
    known = {entry.id: entry for entry in every} | {key.name: entry for entry in every for key in entry.settings}
    if name in known:
        return known[name]
    close = get_close_matches(name, known, 1, 0.6)
    remedy = f"did you mean {close[0]}? gatekeeper rules lists them all" if close else "gatekeeper rules lists them all"
    raise UsageError(f"there is no rule {name!r}", remedy)


def _json(value: Entry | tuple[Entry, ...]) -> None:
    import msgspec  # noqa: PLC0415

    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2))


def _markdown(chosen: Entry | None) -> None:
    from gatekeeper.documents.tables import rule_section, rules_table, settings_table  # noqa: PLC0415

    click.echo(rule_section(chosen) if chosen else f"{rules_table()}\n{settings_table()}", nl=False)


def _text(chosen: Entry | None, every: tuple[Entry, ...]) -> None:
    from gatekeeper.cli._rules import explain, listing, on_terminal  # noqa: PLC0415

    if chosen:
        click.echo("\n".join(explain(chosen)))
    elif sys.stdout.isatty():
        on_terminal(every, sys.stdout)
    else:
        click.echo("\n".join(listing(every)))
