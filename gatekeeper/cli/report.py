"""``gatekeeper report``: a page of one record, to read in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from gatekeeper.cli._ledger import ledger_options


@click.command()
@click.option(
    "--html", type=click.Path(path_type=Path, file_okay=False), required=True, metavar="FOLDER", help="Write the page into this folder."
)
@click.option("--record", type=click.Path(path_type=Path), help="The evidence record.  [default: .gatekeeper/record.json]")
@click.option("--ref", metavar="BRANCH", help="Take the newest record of this branch in the ledger instead.")
@click.option(
    "--commit", metavar="SHA", help="The commit the record must be about.  [default: with --record any, else what is checked out]"
)
@ledger_options
def report(**options: Any) -> int:  # noqa: ANN401 - click hands every option over by name
    """Write a page that needs nothing else: verdict, rules, failing tests, all tests, history.

    The record and its inventory are put beside it. Exit codes: 0 written; 2 wrong usage or
    configuration; 3 the record is no evidence; 4 the page cannot be written.
    """
    from gatekeeper.cli._report import write_report  # noqa: PLC0415 - --help and errors start faster

    return write_report(options)
