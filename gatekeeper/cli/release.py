"""``gatekeeper release``: is there evidence enough to release a commit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


@click.command()
@click.argument("commit", default="HEAD")
@click.option(
    "--require",
    multiple=True,
    metavar="NAMES",
    help="Categories that must be accepted, with commas.  [default: [release] require, or all that block]",
)
@click.option("--max-age", metavar="TIME", help="How old the record of a category may be, such as 24h.  [default: [release] max_age]")
@click.option("--record", "records", multiple=True, type=click.Path(path_type=Path), help="Look at this record too (repeatable).")
@click.option("--ledger", type=click.Path(path_type=Path), help="The ledger.  [default: .gatekeeper/ledger]")
@click.option("--config", type=click.Path(path_type=Path), help="Read this configuration file.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True, help="What to print.")
def release(**options: Any) -> int:  # noqa: ANN401 - click hands every option over by name
    """Ask whether COMMIT has an accepted record for every category, from whichever workflow.

    Exit codes: 0 all is there; 1 the evidence says no, or a sign-off is missing; 2 wrong usage or
    configuration; 3 no usable evidence for something, which wins over 1; 4 all is there, but a record
    was not put into the ledger.
    """
    from gatekeeper.cli._release import release_of  # noqa: PLC0415 - --help and errors start faster

    return release_of(options)
