"""``gatekeeper ledger``: the records that anything was said from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from gatekeeper.cli._ledger import ledger_options

_remote = click.option("--remote", default="origin", show_default=True, help="The git remote that keeps the team's ledger.")
_branch = click.option("--branch", default="gatekeeper-evidence", show_default=True, help="Its branch, which holds nothing else.")


@click.group(no_args_is_help=False)
def ledger() -> None:
    """Keep records, and share them with the team.

    Exit codes: 0 done; 2 wrong usage or configuration; 3 the record is no evidence; 4 the ledger
    cannot be written.
    """


@ledger.command()
@click.argument("record", required=False, type=click.Path(path_type=Path))
@ledger_options
def add(**options: Any) -> int:  # noqa: ANN401 - click hands every option over by name
    """Keep RECORD with its inventory.

    It is .gatekeeper/record.json unless it is named. What the ledger holds already stays as it is.
    """
    from gatekeeper.cli._add import add_record  # noqa: PLC0415 - --help and errors start faster

    return add_record(options)


@ledger.command()
@_remote
@_branch
@ledger_options
def push(**options: Any) -> int:  # noqa: ANN401 - click hands every option over by name
    """Add to the team's ledger what it lacks.

    Nothing is taken from it, no file of it changes, and the work tree, the index and all other
    branches stay as they are.
    """
    from gatekeeper.cli._sync import push_ledger  # noqa: PLC0415 - --help and errors start faster

    return push_ledger(options)


@ledger.command()
@_remote
@_branch
@ledger_options
def pull(**options: Any) -> int:  # noqa: ANN401 - click hands every option over by name
    """Fetch from the team's ledger what is not here.

    What is not what its name says is left out and named; the exit code is 4 then.
    """
    from gatekeeper.cli._sync import pull_ledger  # noqa: PLC0415 - --help and errors start faster

    return pull_ledger(options)
