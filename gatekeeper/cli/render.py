"""``gatekeeper render``: write the documents that the configuration asks for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from gatekeeper.cli._ledger import ledger_options


@click.command()
@click.option("--record", type=click.Path(path_type=Path), help="The evidence record.  [default: .gatekeeper/record.json]")
@click.option("--ref", metavar="BRANCH", help="Take the newest record of this branch in the ledger instead.")
@click.option("--only", multiple=True, metavar="NAME", help="Write only this document (repeatable).")
@click.option("--dry-run", is_flag=True, help="Print each change as a diff, and write nothing.")
@click.option("--commit", metavar="SHA", help="The commit the record must be about.  [default: what is checked out]")
@ledger_options
def render(**options: Any) -> int:  # noqa: ANN401 - click hands every option over by name
    """Write every [[documents]] from a record: whole files, or regions of files.

    Exit codes: 0 delivered; 2 wrong usage, configuration or markers; 3 the record is no
    evidence here; 4 something was not written.
    """
    from gatekeeper.cli._render import render_documents  # noqa: PLC0415 - --help and errors start faster

    return render_documents(options)
