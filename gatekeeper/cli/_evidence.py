"""The record that a command may speak from: one that holds together, and is about what is at hand."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from msgspec import structs

from gatekeeper.cli._ledger import at_hand
from gatekeeper.errors import RecordError, UsageError
from gatekeeper.evidence.bind import bind, bind_link, bind_run
from gatekeeper.evidence.conform import difference
from gatekeeper.evidence.ids import is_id
from gatekeeper.evidence.subject import subject_at_hand

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatekeeper.config.settings import Config
    from gatekeeper.evidence.accept import Accepted
    from gatekeeper.evidence.event import Event


def check_commit(commit: str | None) -> None:
    """Raise UsageError for a commit that is not written with all its digits."""
    if commit is not None and not is_id(commit):
        raise UsageError(f"--commit {commit}: a commit is written with all its digits", "git rev-parse HEAD prints them")


def check_chosen(options: Mapping[str, Any]) -> None:
    """Raise UsageError where the options name a record in two ways."""
    check_commit(options["commit"])
    for other in ("record", "commit"):
        if options["ref"] and options[other]:
            raise UsageError(f"--ref and --{other} exclude each other", "leave one of them out")


def evidence(config: Config, event: Event, options: Mapping[str, Any], now: datetime) -> Accepted:
    """Return the record that the options name, or raise RecordError where it is not evidence about what is at hand."""
    accepted = at_hand(options["record"])
    record = accepted.record
    if options["record"] is None and not options["commit"]:
        bind_run(record, os.environ)
    bind(record, subject_at_hand(config, os.environ), event, options["commit"])
    bind_link(record, event, os.environ)
    if not event.foreign:
        return accepted
    problem = difference(record, config)
    if problem:
        raise RecordError(f"the record was not judged by the policy at hand: {problem}", "judge by the default branch's configuration")
    # Who made it could not be later than now; a later one of the same run must not look older.
    made = min(datetime.fromisoformat(record.created), now)
    return replace(accepted, record=structs.replace(record, created=made.isoformat(timespec="seconds")))
