"""``gatekeeper sign-off``: somebody says that a criterion holds which tests cannot show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


@click.command("sign-off")
@click.argument("criterion", metavar="ID")
@click.option("--by", required=True, metavar="LOGIN", help="Who says so.")
@click.option("--note", required=True, metavar="TEXT", help="Why: what was looked at.")
@click.option("--commit", metavar="COMMIT", help="The commit whose tree it is about.  [default: HEAD, without local changes]")
@click.option("--ledger", type=click.Path(path_type=Path), help="The ledger.  [default: .gatekeeper/ledger]")
@click.option("--config", type=click.Path(path_type=Path), help="Read this configuration file.")
def sign_off(**options: Any) -> int:  # noqa: ANN401 - click hands every option over by name
    """Sign off the criterion ID of [release] or of a document, for one tree.

    It is shown as attested, never as measured. A criterion that is measured cannot be signed off.
    Exit codes: 0 signed; 2 wrong usage or configuration; 4 not written.
    """
    from gatekeeper.cli._sign_off import sign  # noqa: PLC0415 - --help and errors start faster

    return sign(options)
