"""From the options of ``publish``, or a decision just made, to deliveries on GitHub."""

from __future__ import annotations

import os
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import click

from gatekeeper.cli._evidence import check_commit, evidence
from gatekeeper.cli._github import make_site
from gatekeeper.cli._ledger import keep, ledger_of
from gatekeeper.cli._output import attempt, complain
from gatekeeper.cli._request import load_config
from gatekeeper.documents.templates import check_template
from gatekeeper.errors import DeliveryError, RecordError, UsageError
from gatekeeper.evidence.accept import Accepted
from gatekeeper.evidence.bind import bind
from gatekeeper.evidence.event import read_event
from gatekeeper.evidence.refused import refused
from gatekeeper.model import Subject
from gatekeeper.publishers import all_publishers
from gatekeeper.publishers.base import Delivery
from gatekeeper.publishers.step_summary import StepSummary

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gatekeeper.cli._output import Publish
    from gatekeeper.config.settings import Config
    from gatekeeper.gate import Decision
    from gatekeeper.publishers.remote.site import Site


def publish_record(options: Mapping[str, Any]) -> int:
    """Publish the record that the options name, and return the exit code."""
    check_commit(options["commit"])
    config = load_config(options["config"])
    _check_published(config)
    site = make_site(config, read_event(os.environ), options)
    try:
        accepted = evidence(config, site.event, options, site.now)
    except RecordError as error:
        if site.event.name != "workflow_run" or site.event.head is None:
            raise
        site.complain(error)
        publish_to(site, refused(site.config, site.event, error, os.environ))
        return error.exit_code
    kept = _keep(site, accepted)
    return 0 if publish_to(site, accepted) and kept else DeliveryError.exit_code


def _keep(site: Site, accepted: Accepted) -> bool:
    """Put the record into the ledger before anything is said from it; without a ledger it is still said."""
    if site.dry_run or accepted.record.partial:
        return True
    ledger = ledger_of(site.config)
    try:
        said = keep(ledger, accepted, site.event)
        if site.event.foreign or ledger.left_out:
            site.tell(said)
    except DeliveryError as error:
        site.complain(error)
        return False
    return True


def prepare(config: Config, options: Mapping[str, Any]) -> Publish:
    """Return what publishes a decision of ``check``; whatever is wrong with the options is said before anything is read."""
    _check_published(config)
    return partial(_publish_decision, make_site(config, read_event(os.environ), options))


def _publish_decision(site: Site, decision: Decision, path: Path | None) -> bool:
    accepted = Accepted(record=decision.record, digest=sha256(decision.data).hexdigest(), path=path)
    try:
        bind(accepted.record, Subject(), site.event, None)
    except RecordError as error:
        complain(error)
        return False
    kept = _keep(site, accepted)
    return publish_to(site, accepted, reported=True) and kept


def _check_published(config: Config) -> None:
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
