"""From the options of ``report`` to a page in a folder."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from gatekeeper.cli._evidence import check_chosen, evidence
from gatekeeper.cli._here import here
from gatekeeper.cli._ledger import at_hand, newest, open_ledger
from gatekeeper.documents.escapes import log_line
from gatekeeper.documents.report.deliver import deliver
from gatekeeper.documents.report.folder import PAGE, Folder
from gatekeeper.documents.sign_offs import counting
from gatekeeper.documents.story import tell
from gatekeeper.evidence.event import read_event
from gatekeeper.evidence.ids import named_record
from gatekeeper.junit.find import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatekeeper.config.settings import Config
    from gatekeeper.evidence.accept import Accepted
    from gatekeeper.evidence.ledger.store import Ledger


def write_report(options: Mapping[str, Any]) -> int:
    """Write the page of the record that the options name, and return the exit code."""
    check_chosen(options)
    config, ledger = open_ledger(options)
    accepted = _accepted(config, ledger, options)
    deliver(tell(accepted, ledger, counting(config, datetime.now(UTC))), config, Folder(options["html"], here()))
    about = f"{named_record(accepted.digest, accepted.record.subject.commit)}, {accepted.record.verdict}"
    written = printable(os.path.join(options["html"], PAGE))
    click.echo(log_line(f"{written} written: {about}", 1000))
    return 0


def _accepted(config: Config, ledger: Ledger, options: Mapping[str, Any]) -> Accepted:
    """Return the record: one that is named may be about any commit, for the page says which; the one left here is about what is at hand."""
    if options["ref"]:
        return newest(ledger, config.gate, options["ref"])
    event = read_event(os.environ)
    if options["record"] and not options["commit"] and not event.foreign:
        return at_hand(options["record"])
    return evidence(config, event, options, datetime.now(UTC))
