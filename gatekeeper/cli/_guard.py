"""From the options of ``guard`` to one round of it."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from gatekeeper.cli._github import make_site, seconds
from gatekeeper.cli._here import here
from gatekeeper.cli._ledger import ledger_of
from gatekeeper.cli._request import load_config
from gatekeeper.errors import DeliveryError, UsageError
from gatekeeper.evidence.accept import accept
from gatekeeper.evidence.event import read_event
from gatekeeper.guard import Guarding
from gatekeeper.publishers.remote.artifact import find_record
from gatekeeper.publishers.remote.kept import find_kept
from gatekeeper.publishers.remote.site import Word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatekeeper.config.targets import Guard
    from gatekeeper.evidence.event import Event
    from gatekeeper.publishers.remote.site import Site


def run_guard(options: Mapping[str, Any]) -> int:
    """Guard what the options or the event name, and return the exit code."""
    config, event = load_config(options["config"]), read_event(os.environ)
    guard = config.publishing.guard
    if guard is None:
        raise UsageError(f"{config.source or 'the default policy'} has no table [guard]", "add [guard]; docs/github.md shows how")
    numbers, since = _numbers(options, event), timedelta(seconds=seconds(options["since"], "--since"))
    site = make_site(config, event, options)
    with TemporaryDirectory() as folder:
        guarding = Guarding(site=site, word=_word(site, guard, options["record"], Path(folder)))
        if options["everything"]:
            guarding.sweep(since)
        else:
            guarding.issues(numbers)
    return DeliveryError.exit_code if guarding.failed else 0


def _numbers(options: Mapping[str, Any], event: Event) -> tuple[int, ...]:
    if options["everything"] and options["issue"]:
        raise UsageError("--issue and --all exclude each other", "leave one of them out")
    if options["everything"]:
        return ()
    number = options["issue"] or (event.issue if event.name == "issues" else None)
    if number is None:
        raise UsageError("there is no issue to look at", "name it with --issue N, look at all with --all, or run on issues: closed")
    return (number,)


def _word(site: Site, guard: Guard, path: Path | None, folder: Path) -> Word | None:
    """Return the record that may decide: the one that is named, or the one of the default branch."""
    if path:
        found = accept(path, here())
        return Word(record=found.record, digest=found.digest, path=found.path)
    if guard.ledger:
        return find_kept(site, ledger_of(site.config))
    return find_record(site, guard.artifact, folder) if guard.artifact else None
