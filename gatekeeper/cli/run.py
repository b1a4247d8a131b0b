"""``gatekeeper run``: witness a category's command, and judge what it left."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


@click.command(context_settings={"allow_interspersed_args": False})
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED, metavar="-- COMMAND...")
@click.option("--category", required=True, metavar="NAME", help="The category whose tests the command runs.")
@click.option("--shard", metavar="K/N", help="Which part of the category it runs: 2/3, or a name.")
@click.option("--timeout", metavar="TIME", help="Stop the command after this time, such as 30m.")
@click.option("--env", "environment", metavar="NAME", help="The environment that is tested, such as staging.")
@click.option("--config", type=click.Path(path_type=Path), help="Read this configuration file.")
@click.option("--pass-var", "variables", multiple=True, metavar="NAME", help="Put this environment variable on record (repeatable).")
@click.option("--quiet", is_flag=True, help="After the command's own output print only the verdict.")
@click.option("--verbose", is_flag=True, help="Print every rule, file, note and failure.")
@click.option("--no-color", is_flag=True, help="Print no colours; so does the variable NO_COLOR.")
def run(**options: Any) -> int:  # noqa: ANN401 - click hands every option over by name
    """Run COMMAND, witness it, and judge the category by the reports that it wrote.

    COMMAND finds an empty folder for reports as {out} in its arguments and as GATEKEEPER_OUT in its
    environment. What was seen is left in .gatekeeper/runs for gatekeeper check.

    Exit codes: 0 passed; 1 failed, below policy; 2 wrong usage or configuration, or a command that
    cannot be started; 3 no usable evidence; 4 the verdict stands, but something could not be written.
    """
    from gatekeeper.cli._run import witnessed  # noqa: PLC0415 - --help and errors start faster

    return witnessed(options)
