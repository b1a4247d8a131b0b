"""``gatekeeper publish``: deliver what a record says to GitHub."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from gatekeeper.cli._github import github_options


@click.command()
@click.option("--record", type=click.Path(path_type=Path), help="The evidence record.  [default: .gatekeeper/record.json]")
@click.option("--config", type=click.Path(path_type=Path), help="Read this configuration file.")
@click.option("--only", multiple=True, metavar="NAME", help="Publish only this (repeatable): an issue's name, status, pull_request.")
@click.option("--dry-run", is_flag=True, help="Print each change as a diff, and change nothing.")
@click.option("--commit", metavar="SHA", help="The commit the record must be about.  [default: the event's head, or what is checked out]")
@github_options
def publish(**options: Any) -> int:  # noqa: ANN401 - click hands every option over by name
    """Publish a record: comments, labels, criteria and statuses that the configuration asks for.

    Exit codes: 0 delivered; 2 wrong usage or configuration; 3 the record is no evidence here;
    4 something was not delivered.
    """
    from gatekeeper.cli._publish import publish_record  # noqa: PLC0415 - --help and errors start faster

    return publish_record(options)
