"""``gatekeeper compare``: what changed from one record to another."""

from __future__ import annotations

from typing import Any

import click

from gatekeeper.cli._ledger import ledger_options


@click.command()
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option(
    "--format", "style", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True, help="What to print."
)
@ledger_options
def compare(**options: Any) -> int:  # noqa: ANN401 - click hands every option over by name
    """Compare the record OLD with the record NEW, test by test.

    Each is the beginning of a digest, a path or a branch. NEW is the record that check has written,
    unless it is named; OLD is the newest accepted one before it.

    Exit codes: 0 compared; 2 wrong usage or configuration; 3 there is nothing to compare with.
    """
    from gatekeeper.cli._compare import show_comparison  # noqa: PLC0415 - --help and errors start faster

    return show_comparison(options)
