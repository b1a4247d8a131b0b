"""From the options of ``audit`` to the records that claims are held against."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from gatekeeper.audit.evidence import Evidence, Snapshot, of_entry, of_record
from gatekeeper.cli._evidence import evidence
from gatekeeper.cli._ledger import at_hand, newest
from gatekeeper.documents.regions.fresh import distances
from gatekeeper.errors import RecordError, UsageError
from gatekeeper.evidence import cases
from gatekeeper.evidence.event import read_event
from gatekeeper.evidence.git import head

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gatekeeper.config.settings import Config
    from gatekeeper.evidence.accept import Accepted
    from gatekeeper.evidence.cases import Globs, Tally
    from gatekeeper.evidence.ledger.head import Entry
    from gatekeeper.evidence.ledger.store import Ledger


def gather(config: Config, ledger: Ledger, options: Mapping[str, Any]) -> Evidence:
    """Return the record about what is checked out, and all others; a record that is named and cannot be read is a UsageError."""
    entries = [each for each in ledger.entries() if each.head.policy.name == config.gate]
    now, older, problem = _at_hand(config, ledger, entries, options)
    known = {each.digest for each in (now, older) if each}
    past = [of_entry(each, cache(partial(_kept, ledger, each.digest))) for each in reversed(entries) if each.digest not in known]
    first = [_snapshot(older)] if older else []
    return Evidence(now=_snapshot(now) if now else None, problem=problem, past=(*first, *past))


def _at_hand(
    config: Config, ledger: Ledger, entries: Sequence[Entry], options: Mapping[str, Any]
) -> tuple[Accepted | None, Accepted | None, str]:
    """Return the record at hand, or one that is about something else and why."""
    if options["ref"]:
        return _named(ledger, config.gate, options["ref"]), None, ""
    try:
        return evidence(config, read_event(os.environ), {"record": options["record"], "commit": None}, datetime.now(UTC)), None, ""
    except RecordError as error:
        problem = error
    older = _older(options, problem)
    if older and distances(config)(older.record).behind == 0:
        return older, None, ""
    kept = None if options["record"] else _in_ledger(config, ledger, entries)
    return (kept, older, "") if kept else (None, older, problem.message)


def _older(options: Mapping[str, Any], problem: RecordError) -> Accepted | None:
    try:
        return at_hand(options["record"])
    except RecordError as error:
        if options["record"]:
            raise UsageError(error.message, error.remedy) from problem
        return None


def _named(ledger: Ledger, gate: str, branch: str) -> Accepted:
    try:
        return newest(ledger, gate, branch)
    except RecordError as error:
        raise UsageError(error.message, error.remedy) from error


def _in_ledger(config: Config, ledger: Ledger, entries: Sequence[Entry]) -> Accepted | None:
    """Return the newest whole record of the ledger about what is checked out."""
    at = head(config.base)
    if at is None:
        return None
    for each in reversed(entries):
        subject = each.head.subject
        if not each.head.partial and not subject.dirty and (subject.commit == at[0] or subject.tree == at[1]):
            return ledger.load(each.digest)
    return None


def _snapshot(accepted: Accepted) -> Snapshot:
    ask = cache(partial(_ask, accepted))
    return of_record(accepted.record, accepted.digest, ask)


def _kept(ledger: Ledger, digest: str, questions: tuple[Globs, ...]) -> Mapping[Globs, Tally]:
    try:
        return _ask(ledger.load(digest), questions)
    except RecordError:
        return {}


def _ask(accepted: Accepted, questions: tuple[Globs, ...]) -> Mapping[Globs, Tally]:
    """Return how the tests ended that globs find; nothing where no inventory is beside the record."""
    found = cases.ask(accepted.path, accepted.record.inventory, questions)
    return found.answers if isinstance(found, cases.Cases) else {}
