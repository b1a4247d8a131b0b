"""``gatekeeper selftest``: the policy, put to the test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


@click.command()
@click.option("--config", type=click.Path(path_type=Path), help="Read this configuration file.")
@click.option("--category", "categories", multiple=True, metavar="NAME", help="Try only this category (repeatable).")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True, help="What to print.")
@click.option("--no-color", is_flag=True, help="Print no colours; so does the variable NO_COLOR.")
def selftest(**options: Any) -> int:  # noqa: ANN401 - click hands every option over by name
    """Hold bad evidence of every known kind against the policy, and good evidence too.

    Each line says what became of one kind, what it imitates, and the setting that stops it. All of it
    is made in a temporary folder; no report and no record of yours is read or written.

    Exit codes: 0 all that the policy has to stop is stopped, and good evidence passes; 1 something
    is not; 2 wrong usage or configuration.
    """
    from gatekeeper.cli._selftest import show_selftest  # noqa: PLC0415 - --help and errors start faster

    return show_selftest(options)
