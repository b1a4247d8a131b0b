"""``gatekeeper policy``: what a change does to the policy itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


@click.group(no_args_is_help=False)
def policy() -> None:
    """Look at the policy, before and after a change.

    Exit codes: 0 nothing is loosened; 1 something is; 2 wrong usage or configuration.
    """


@policy.command()
@click.argument("base")
@click.argument("head")
@click.option("--config", type=click.Path(path_type=Path), help="Read this configuration file on both sides.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True, help="What to print.")
def diff(**options: Any) -> int:  # noqa: ANN401 - click hands every option over by name
    """Compare the policy of BASE with the policy of HEAD, setting by setting.

    Each is a git ref or a file. A category that is removed and a waiver that is added loosen it, and
    so may a change of which nobody can say whether it does.

    Exit codes: 0 nothing is loosened; 1 something is; 2 wrong usage or configuration.
    """
    from gatekeeper.cli._policy import show_difference  # noqa: PLC0415 - --help and errors start faster

    return show_difference(options)
