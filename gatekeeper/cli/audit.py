"""``gatekeeper audit``: hold what documents claim against the evidence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from gatekeeper.cli._github import github_options

_STYLES = ["text", "json", "sarif", "github", "markdown"]


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--record", type=click.Path(path_type=Path), help="The evidence record.  [default: .gatekeeper/record.json]")
@click.option("--ref", metavar="BRANCH", help="Take the newest record of this branch in the ledger instead.")
@click.option("--changed", metavar="BASE", help="Only lines that the change since BASE adds; HEAD is what is not committed.")
@click.option("--issue", type=click.IntRange(min=1), metavar="N", help="Audit the text of this issue or pull request.")
@click.option("--baseline", type=click.Path(path_type=Path, dir_okay=False), help="Findings that are accepted: only others fail.")
@click.option("--update-baseline", is_flag=True, help="Write the baseline: all findings the first time, later never more.")
@click.option("--explain", is_flag=True, help="Say what made each a claim, and what it was held against.")
@click.option("--format", "style", type=click.Choice(_STYLES), default="text", show_default=True, help="What to print.")
@click.option("--config", type=click.Path(path_type=Path), help="Read this configuration file.")
@click.option("--no-config", is_flag=True, help="Ignore every configuration.")
@click.option("--ledger", type=click.Path(path_type=Path), help="The ledger's folder.  [default: .gatekeeper/ledger]")
@github_options
def audit(**options: Any) -> int:  # noqa: ANN401 - click hands every option over by name
    """Find what Markdown files claim about tests, coverage and readiness, and hold it against the evidence.

    PATHS are files and folders; without them, the paths of [audit], or all Markdown files that git
    does not ignore. Without a record nothing supports a claim.

    Exit codes: 0 nothing blocks; 1 a claim does; 2 wrong usage or configuration, or a file that
    cannot be read; 4 GitHub did not hand over the issue.
    """
    from gatekeeper.cli._audit import audit_documents  # noqa: PLC0415 - --help and errors start faster

    return audit_documents(options)
