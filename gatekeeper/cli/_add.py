"""From the options of ``ledger add`` to a record that is kept."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from gatekeeper.cli._ledger import at_hand, keep, open_ledger
from gatekeeper.documents.escapes import log_line
from gatekeeper.errors import RecordError
from gatekeeper.evidence.event import read_event

if TYPE_CHECKING:
    from collections.abc import Mapping


def add_record(options: Mapping[str, Any]) -> int:
    """Put the record that the options name into the ledger, and return the exit code."""
    _, ledger = open_ledger(options)
    event = read_event(os.environ)
    said = keep(ledger, at_hand(options["record"]), event)
    if event.foreign:
        raise RecordError(said, "add records of your own branches, in the runs that make them")
    click.echo(log_line(said, 1000))
    return 0
