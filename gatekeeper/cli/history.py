"""``gatekeeper history``: what the records of the ledger say, the newest first."""

from __future__ import annotations

from typing import Any

import click

from gatekeeper.cli._ledger import ledger_options


@click.command()
@click.option("--category", metavar="NAME", help="Show the numbers of this category.")
@click.option("--ref", metavar="BRANCH", help="Only records of this branch.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", default=20, show_default=True, help="The most records to show.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True, help="What to print.")
@ledger_options
def history(**options: Any) -> int:  # noqa: ANN401 - click hands every option over by name
    """List the records of the ledger: when, verdict, passed of weighed, branch, commit, run.

    Exit codes: 0 listed, were it none; 2 wrong usage or configuration; 3 the ledger cannot be read.
    """
    from gatekeeper.cli._history import show_history  # noqa: PLC0415 - --help and errors start faster

    return show_history(options)
