"""From the options of ``ledger push`` and ``ledger pull`` to what was moved, in one line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from gatekeeper.cli._ledger import open_ledger
from gatekeeper.cli._output import complain
from gatekeeper.cli._tell import tell
from gatekeeper.documents.escapes import log_line
from gatekeeper.errors import DeliveryError, RecordError
from gatekeeper.evidence.event import read_event
from gatekeeper.evidence.ledger.branch import without_password
from gatekeeper.evidence.ledger.sync import pull, push

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatekeeper.evidence.ledger.sync import Moved

_MOST_NAMED = 20


def push_ledger(options: Mapping[str, Any]) -> int:
    """Push the ledger that the options name, and return the exit code."""
    config, ledger = open_ledger(options)
    if read_event(os.environ).foreign:
        # What such a run holds may be a stranger's, and on the branch it would be the team's.
        raise RecordError("nothing is pushed: this run follows one of a pull request", "push in the runs that make the records")
    moved = push(ledger, config.base, options["remote"], options["branch"])
    return _say(f"pushed {moved} to {_place(options)}", moved, "remove them from the ledger's folder, and run gatekeeper ledger pull")


def pull_ledger(options: Mapping[str, Any]) -> int:
    """Pull into the ledger that the options name, and return the exit code."""
    config, ledger = open_ledger(options)
    moved = pull(ledger, config.base, options["remote"], options["branch"])
    place = _place(options)
    said = f"pulled {moved} from {place}" if moved.there else f"nothing to pull: there is no {place} yet"
    return _say(said, moved, "see who put them on the branch, and remove them there as docs/ledger.md shows")


def _place(options: Mapping[str, Any]) -> str:
    return f"{options['branch']} of {without_password(options['remote'])}"


def _say(line: str, moved: Moved, remedy: str) -> int:
    click.echo(log_line(line, 1000))
    if not moved.left_out:
        return 0
    for each in moved.left_out[:_MOST_NAMED]:
        tell(f"left out: {log_line(each, 500)}")
    number = len(moved.left_out)
    complain(DeliveryError(f"{number} {'file was' if number == 1 else 'files were'} left out: not what a ledger holds", remedy))
    return DeliveryError.exit_code
