"""``gatekeeper verify``: see whether documents still hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from gatekeeper.cli._ledger import ledger_options


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--max-behind", type=click.IntRange(min=0), metavar="N", help="How many commits all evidence may lie behind HEAD.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True, help="What to print.")
@ledger_options
def verify(**options: Any) -> int:  # noqa: ANN401 - click hands every option over by name
    """Hold every region of the configured documents, or of PATHS, against its record and HEAD.

    A region is fresh where nobody has edited it, the ledger holds its record, and nothing but
    documents, reports and .gatekeeper/ has changed since that record's commit.

    Exit codes: 0 all are fresh; 1 one is not; 2 wrong usage, configuration or markers.
    """
    from gatekeeper.cli._verify import verify_documents  # noqa: PLC0415 - --help and errors start faster

    return verify_documents(options)
