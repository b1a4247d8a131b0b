"""``gatekeeper schema``: the shape of the configuration and of the record, for editors and for programs."""

from __future__ import annotations

import json

import click


@click.command()
@click.argument("what", type=click.Choice(["config", "record"]))
def schema(what: str) -> None:
    """Print the JSON Schema of gatekeeper.toml or of the evidence record."""
    if what == "config":
        from gatekeeper.config.structs import json_schema  # noqa: PLC0415 - only the one that is asked for
    else:
        from gatekeeper.evidence.record import json_schema  # noqa: PLC0415
    click.echo(json.dumps(json_schema(), indent=2))
