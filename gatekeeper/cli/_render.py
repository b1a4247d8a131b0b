"""From the options of ``render`` to documents that are written, or shown as they would be."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from gatekeeper.cli._diff import difference
from gatekeeper.cli._evidence import check_chosen, evidence
from gatekeeper.cli._ledger import keep, newest, open_ledger
from gatekeeper.cli._output import complain
from gatekeeper.documents.escapes import log_line
from gatekeeper.documents.regions.files import Files
from gatekeeper.documents.regions.fresh import pages
from gatekeeper.documents.regions.outdated import refuse_unjudged
from gatekeeper.documents.regions.plan import Act, Plan, Planner
from gatekeeper.documents.regions.write import write
from gatekeeper.documents.sign_offs import counting
from gatekeeper.documents.story import tell
from gatekeeper.documents.templates import check_template
from gatekeeper.errors import DeliveryError, GatekeeperError, UsageError
from gatekeeper.evidence.event import read_event
from gatekeeper.evidence.ids import named_record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from gatekeeper.config.document import Document
    from gatekeeper.config.settings import Config
    from gatekeeper.evidence.accept import Accepted
    from gatekeeper.evidence.ledger.store import Ledger

_PUT = (Act.WRITTEN, Act.SUPERSEDED, Act.WITHDRAWN)


def render_documents(options: Mapping[str, Any]) -> int:
    """Write the documents that the options name, and return the exit code."""
    check_chosen(options)
    config, ledger = open_ledger(options)
    documents = _chosen(config, options["only"])
    accepted = _accepted(config, ledger, options)
    if accepted.record.partial:
        names = ", ".join(each.name for each in accepted.record.categories)
        raise DeliveryError(f"the record is partial (only {names}): nothing is written", "run gatekeeper check without --category")
    refuse_unjudged(ledger, accepted.record)
    if not options["dry_run"] and not options["ref"]:
        click.echo(log_line(keep(ledger, accepted, read_event(os.environ)), 1000))
    files = Files.of(config.base)
    story = tell(accepted, ledger, counting(config, datetime.now(UTC)))
    planner = Planner(story=story, ledger=ledger, files=files, base=config.base, release=config.release, pages=pages(config))
    plans = [planner.plan(each) for each in documents]  # all of them before any is written
    plans = plans if options["dry_run"] else _written(files, plans)
    return _said(plans, accepted, files, dry_run=options["dry_run"])


def _chosen(config: Config, only: Sequence[str]) -> tuple[Document, ...]:
    """Return the documents to write; their templates are there, and can be read."""
    if not config.documents:
        remedy = "add [[documents]] with a path to it; docs/documents.md shows how"
        raise UsageError(f"{config.source or 'the default policy'} asks for no documents", remedy)
    wanted = [_only(config.documents, each) for each in only]
    chosen = tuple(each for each in config.documents if not only or each in wanted)
    for each in chosen:
        check_template(each.template, (config.base,))
    return chosen


def _only(documents: Sequence[Document], wanted: str) -> Document:
    """Return the document of this name, or else the only one whose region has this id."""
    found = [each for each in documents if each.name == wanted] or [each for each in documents if each.id == wanted]
    if not found:
        raise UsageError(f"--only {wanted}: there is no document of that name", f"there is {', '.join(each.name for each in documents)}")
    if len(found) > 1:
        names = " or ".join(f"{each.name} ({each.path})" for each in found)
        raise UsageError(f"--only {wanted}: {len(found)} documents have a region of that id", f"write the name of one: {names}")
    return found[0]


def _accepted(config: Config, ledger: Ledger, options: Mapping[str, Any]) -> Accepted:
    if options["ref"]:
        return newest(ledger, config.gate, options["ref"])
    return evidence(config, read_event(os.environ), options, datetime.now(UTC))


def _written(files: Files, plans: Sequence[Plan]) -> list[Plan]:
    """Write every file that is to change, whatever becomes of the others; a document whose file was not written has failed."""
    failed: dict[Path, GatekeeperError] = {}
    for place, before, text in files.changed():
        try:
            write(place, before, text, os.path.relpath(place, files.root))
        except GatekeeperError as error:
            failed[place] = error
    return [_after(each, failed) for each in plans]


def _after(plan: Plan, failed: Mapping[Path, GatekeeperError]) -> Plan:
    error = next((failed[place] for place in plan.places if place in failed), None)
    return replace(plan, act=Act.FAILED, error=plan.error or error) if error and plan.act in _PUT else plan


def _said(plans: Sequence[Plan], accepted: Accepted, files: Files, *, dry_run: bool) -> int:
    """Say what became of each document, and return the exit code: wrong markers before what could not be written."""
    for error in dict.fromkeys(each.error for each in plans if each.error):
        complain(error)
    about = f"{named_record(accepted.digest, accepted.record.subject.commit)}, {accepted.record.verdict}"
    for each in plans:
        words = f"{each.act}{' (dry run)' if dry_run and each.act in _PUT else ''}"
        click.echo(log_line(f"{each.document.path} [{each.document.id}] {words}: {_why(each) or about}", 300))
    if dry_run:
        for place, before, text in files.changed():
            for line in difference(before, text, os.path.relpath(place, files.root)):
                click.echo(line)
    counted = Counter(str(each.act) for each in plans)
    click.echo(f"{len(plans)} document{'s' * (len(plans) > 1)}: {', '.join(f'{number} {act}' for act, number in counted.items())}")
    codes = [each.error.exit_code for each in plans if each.error]
    return 0 if not codes else UsageError.exit_code if UsageError.exit_code in codes else DeliveryError.exit_code


def _why(plan: Plan) -> str:
    if plan.act is Act.FAILED:
        return "see the error"
    if plan.act is Act.OLDER:
        return "a newer record has spoken there"
    if plan.act in (Act.SILENT, Act.KEPT):
        return f"written only for a verdict of {', '.join(plan.document.on)}"
    return ""
