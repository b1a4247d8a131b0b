"""``gatekeeper check``: read the reports, and say yes or no."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gatekeeper.cli._github import github_options
from gatekeeper.cli._here import RECORD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatekeeper.cli._output import Publish
    from gatekeeper.config.settings import Config


@click.command()
@click.argument("reports", nargs=-1, metavar="[REPORTS]...")
@click.option("--config", type=click.Path(path_type=Path), help="Read this configuration file.")
@click.option("--no-config", is_flag=True, help="Judge REPORTS by the default policy.")
@click.option(
    "--category", "categories", multiple=True, metavar="NAME", help="Judge only this category (repeatable); the record is partial."
)
@click.option("--pass-rate", metavar="TEXT", help="The pass rate to reach, quoted: '> 90%', '>= 90%' or '90%'.")
@click.option("--min-executed", type=click.IntRange(min=0), metavar="N", help="The least number of executed tests.")
@click.option("--needs", metavar="JSON", help="GitHub's toJSON(needs): the jobs that must have succeeded.")
@click.option("--commit", metavar="SHA", help="Judge evidence of this commit instead of HEAD.")
@click.option("--env", "environment", metavar="NAME", help="The environment that the tests ran in, such as staging.")
@click.option(
    "--format", "style", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True, help="What to print."
)
@click.option("--record", type=click.Path(path_type=Path), help=f"Where the evidence record goes.  [default: {RECORD}]")
@click.option("--no-record", is_flag=True, help="Write no record.")
@click.option("--quiet", is_flag=True, help="Print only the verdict.")
@click.option("--verbose", is_flag=True, help="Print every rule, file, note and failure.")
@click.option("--no-color", is_flag=True, help="Print no colours; so does the variable NO_COLOR.")
@click.option("--publish", is_flag=True, help="Then publish on GitHub what the configuration asks for.")
@github_options
def check(**options: Any) -> int:  # noqa: ANN401 - click hands every option over by name
    """Judge JUnit reports and the partial records of gatekeeper run.

    REPORTS are files, folders or globs; without them the partial records in
    .gatekeeper/runs, else what the configuration finds.

    Exit codes: 0 passed; 1 failed, below policy; 2 wrong usage or configuration; 3 no usable
    evidence; 4 the verdict stands, but something could not be written.
    """
    from gatekeeper.cli._output import deliver, progress  # noqa: PLC0415 - --help and errors start faster
    from gatekeeper.cli._request import make_request  # noqa: PLC0415
    from gatekeeper.gate import check as decide  # noqa: PLC0415

    if options["record"] and options["no_record"]:
        raise click.UsageError("--record and --no-record exclude each other.")
    if not options["publish"] and (options["repo"] or options["token_file"]):
        raise click.UsageError("--repo and --token-file are for --publish.")
    record = None if options["no_record"] else options["record"] or RECORD
    request = make_request(options, record)
    publish = _prepare(request.config, options) if options["publish"] else None
    with progress(quiet=options["quiet"]) as shown:
        decision = decide(request, shown.advance if shown else None, shown.expect if shown else None)
    return deliver(decision, record, options, publish)


def _prepare(config: Config, options: Mapping[str, Any]) -> Publish:
    from gatekeeper.cli._publish import prepare  # noqa: PLC0415 - a gate that publishes nothing loads nothing for it

    return prepare(config, options)
