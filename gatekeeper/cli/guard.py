"""``gatekeeper guard``: an issue stays closed only when the evidence says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from gatekeeper.cli._github import github_options


@click.command()
@click.option("--issue", type=click.IntRange(min=1), metavar="N", help="Look at this issue.  [default: the one of the event]")
@click.option("--all", "everything", is_flag=True, help="Look at all issues that were closed lately, and at labels with a ttl.")
@click.option("--since", metavar="TIME", default="7d", show_default=True, help="How far back --all looks.")
@click.option("--record", type=click.Path(path_type=Path), help="Decide by this record.  [default: records in [guard]]")
@click.option("--config", type=click.Path(path_type=Path), help="Read this configuration file.")
@click.option("--dry-run", is_flag=True, help="Print what would be done, and change nothing.")
@github_options
def guard(**options: Any) -> int:  # noqa: ANN401 - click hands every option over by name
    """Reopen closed issues whose criteria the default branch's record shows unmet.

    Exit codes: 0 all was looked at; 2 wrong usage or configuration; 3 the record is no evidence;
    4 something could not be done.
    """
    from gatekeeper.cli._guard import run_guard  # noqa: PLC0415 - --help and errors start faster

    return run_guard(options)
