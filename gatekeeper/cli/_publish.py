"""From the options of ``publish``, or a decision just made, to deliveries on GitHub."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import structs

from gatekeeper.cli._github import make_site
from gatekeeper.cli._here import here
from gatekeeper.cli._output import attempt, complain
from gatekeeper.cli._request import load_config
from gatekeeper.documents.templates import check_template
from gatekeeper.errors import DeliveryError, RecordError, UsageError
from gatekeeper.evidence.accept import Accepted, accept
from gatekeeper.evidence.bind import bind, bind_link, bind_run
from gatekeeper.evidence.conform import difference
from gatekeeper.evidence.event import read_event
from gatekeeper.evidence.refused import refused
from gatekeeper.evidence.subject import find_subject
from gatekeeper.model import Subject
from gatekeeper.publishers import all_publishers
from gatekeeper.publishers.base import Delivery
from gatekeeper.publishers.step_summary import StepSummary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatekeeper.cli._output import Publish
    from gatekeeper.config.settings import Config
    from gatekeeper.gate import Decision
    from gatekeeper.publishers.remote.site import Site

RECORD = Path(".gatekeeper/record.json")


def publish_record(options: Mapping[str, Any]) -> int:
    """Publish the record that the options name, and return the exit code."""
    _check_commit(options["commit"])
    config = load_config(options["config"])
    check_published(config)
    site = make_site(config, read_event(os.environ), options)
    try:
        accepted = _accepted(site, options)
    except RecordError as error:
        if site.event.name != "workflow_run" or site.event.head is None:
            raise
        site.complain(error)
        publish_to(site, refused(site.config, site.event, error, os.environ))
        return error.exit_code
    return 0 if publish_to(site, accepted) else DeliveryError.exit_code


def _check_commit(commit: str | None) -> None:
    if commit is not None and not re.fullmatch("[0-9a-f]{40}|[0-9a-f]{64}", commit):
        raise UsageError(f"--commit {commit}: a commit is written with all its digits", "git rev-parse HEAD prints them")


def _accepted(site: Site, options: Mapping[str, Any]) -> Accepted:
    """Return the record, or raise RecordError where it is not evidence about what is at hand."""
    accepted = accept(options["record"] or RECORD, here())
    record = accepted.record
    if options["record"] is None and not options["commit"]:
        bind_run(record, os.environ)
    bind(record, find_subject(site.config.base, os.environ), site.event, options["commit"])
    bind_link(record, site.event, os.environ)
    if not site.event.foreign:
        return accepted
    problem = difference(record, site.config)
    if problem:
        raise RecordError(f"the record was not judged by the policy at hand: {problem}", "judge by the default branch's configuration")
    # Who made it could not be later than now; a later one of the same run must not look older.
    made = min(datetime.fromisoformat(record.created), site.now)
    return replace(accepted, record=structs.replace(record, created=made.isoformat(timespec="seconds")))


def prepare(config: Config, options: Mapping[str, Any]) -> Publish:
    """Return what publishes a decision of ``check``; whatever is wrong with the options is said before anything is read."""
    check_published(config)
    return partial(_publish_decision, make_site(config, read_event(os.environ), options))


def _publish_decision(site: Site, decision: Decision, path: Path | None) -> bool:
    accepted = Accepted(record=decision.record, digest=sha256(decision.data).hexdigest(), path=path)
    try:
        bind(accepted.record, Subject(), site.event, None)
    except RecordError as error:
        complain(error)
        return False
    return publish_to(site, accepted, reported=True)


def check_published(config: Config) -> None:
    """Refuse to publish nothing, because whoever asks for it meant something, and templates that cannot be used."""
    publishing = config.publishing
    targets = [each.target for each in publishing.issues] + ([publishing.pull_request] if publishing.pull_request else [])
    for target in targets:
        check_template(target.template, (config.base,))
    if not publishing.names and publishing.guard is None:
        remedy = "add [status], [pull_request] or [[issues]] to it; docs/github.md shows how"
        raise UsageError(f"{config.source or 'the default policy'} asks for nothing to be published", remedy)


def publish_to(site: Site, accepted: Accepted, *, reported: bool = False) -> bool:
    """Deliver to every place that is asked for, whatever becomes of the others; say whether all went well."""
    delivery = Delivery(
        record=accepted.record,
        digest=accepted.digest,
        path=str(accepted.path or ""),
        environ=os.environ,
        echo=click.echo,
        site=site,
        kept=accepted.path,
    )
    if accepted.record.partial:
        names = ", ".join(each.name for each in accepted.record.categories)
        complain(DeliveryError(f"the record is partial (only {names}): nothing is published", "run gatekeeper check without --category"))
        return False
    if site.event.readonly:
        return _degrade(site, delivery, reported=reported)
    acts = [partial(each.deliver, delivery) for each in all_publishers() if each.remote and each.wanted(delivery)]
    errors = [error for error in map(attempt, acts) if error]
    for error in errors:
        site.complain(error)
    return not errors


def _degrade(site: Site, delivery: Delivery, *, reported: bool) -> bool:
    """Leave it at the job summary where the token is read-only; ``check`` has written it already."""
    summary = StepSummary()
    if not summary.wanted(delivery):
        complain(DeliveryError("the token of this pull request is read-only: nothing is published", "see docs/workflows.md about forks"))
        return False
    if not reported and not site.dry_run:
        summary.deliver(delivery)
    site.tell("not published: the token of this pull request is read-only (a fork); the job summary has the verdict")
    return True
