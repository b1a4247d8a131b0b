"""The commit status that a required check can wait for: success or failure, and nothing between."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.config.targets import STATUS
from gatekeeper.errors import DeliveryError
from gatekeeper.evidence.ids import SHORT, SHORT_COMMIT
from gatekeeper.model import Verdict
from gatekeeper.publishers.base import Publisher

if TYPE_CHECKING:
    from gatekeeper.evidence.record import Record
    from gatekeeper.github.answers import Status
    from gatekeeper.github.repository import Repository
    from gatekeeper.publishers.base import Delivery
    from gatekeeper.publishers.remote.site import Site

_MOST = 140
_POLICIES = re.compile(r"\[(?:policy|policies) ([0-9a-f]{12}(?:, [0-9a-f]{12})*)\]$")
_RUN = re.compile(r"/actions/runs/(\d{1,19})(?:/attempts/(\d{1,9}))?$")
_SHOWN = 6
_TRIES = 3
_UNKNOWN = "0" * SHORT  # whoever wrote a status of our name and named no policy


class CommitStatus(Publisher):
    """Sets ``gatekeeper/KEY`` on the commit that was judged."""

    remote: ClassVar[bool] = True

    def wanted(self, delivery: Delivery) -> bool:
        """Say whether a status is configured and asked for."""
        site = delivery.site
        return site is not None and site.config.publishing.status is not None and site.asked(STATUS)

    def deliver(self, delivery: Delivery) -> None:
        """Set the status; two policies under one name end in failure, whichever wrote last."""
        site, record = delivery.there, delivery.record
        commit = record.subject.commit
        if commit is None:
            raise DeliveryError("the record names no commit, so there is nothing to set a status on", "run gatekeeper check in a checkout")
        context = f"gatekeeper/{site.config.publishing.status}"
        policies = _set(site, record, context, commit)
        if len(policies) > 1:
            raise DeliveryError(
                f"{context} on {commit[:SHORT_COMMIT]} is written under different policies ({', '.join(policies)}), and so it is a failure",
                "give each workflow a [status] key of its own, and judge by one policy",
            )


def _set(site: Site, record: Record, context: str, commit: str) -> tuple[str, ...]:
    """Write until what stands there is what all writers so far add up to; return their policies."""
    repository, name = site.connect(), f"{context} on {commit[:SHORT_COMMIT]}"
    history = _history(repository, context, commit)
    before, policies = next(iter(history), None), _policies(site, record, history)
    if len(policies) == 1 and any(_newer(each, record) for each in history):
        site.tell(f"{name}: left alone, a newer run has set it")
        return policies
    if _same(before, _status(record, policies)):
        site.tell(f"{name}: no change")
        return policies
    for _ in range(_TRIES):
        wanted = _status(record, policies)
        if _same(before, wanted):
            break
        state, description, url = wanted
        change = f"{name}: {f'{before.state} -> ' if before else ''}{state}: {description}"
        if site.dry_run:
            site.tell(f"{change} (dry run)")
            break
        repository.create_status(commit, context, state, description, url)
        site.tell(change)
        history = _history(repository, context, commit)
        before = next(iter(history), None)
        policies = tuple(dict.fromkeys((*policies, *_policies(site, record, history))))
    return policies


def _history(repository: Repository, context: str, commit: str) -> tuple[Status, ...]:
    """Return what was ever said under our name, the newest first: a later word does not undo an earlier one."""
    return tuple(each for each in repository.status_history(commit) if each.context == context)


def _same(status: Status | None, wanted: tuple[str, str, str]) -> bool:
    return status is not None and (status.state, status.description, status.url) == wanted


def _policies(site: Site, record: Record, history: tuple[Status, ...]) -> tuple[str, ...]:
    """Return every policy that had a say: the record's, those of earlier writers, and ours where the record is foreign."""
    earlier = [policy for each in history for policy in _named(each)]
    own = [site.policy[:SHORT]] if site.event.foreign else []
    return tuple(dict.fromkeys([record.policy.sha256[:SHORT], *own, *earlier]))


def _named(status: Status) -> list[str]:
    """Return the policies that a status names; whoever says that something is to come has judged nothing yet."""
    found = _POLICIES.search(status.description)
    return found[1].split(", ") if found else [] if status.state == "pending" else [_UNKNOWN]


def _status(record: Record, policies: tuple[str, ...]) -> tuple[str, str, str]:
    """Return state, description and URL; the policies stand at the description's end, where the next writer finds them."""
    from gatekeeper.documents.escapes import plain  # noqa: PLC0415 - discovery stays cheap
    from gatekeeper.documents.headline import headline  # noqa: PLC0415

    url = (record.run.url if record.run else None) or ""
    if len(policies) > 1:
        return "failure", f"judged by different policies [policies {', '.join(policies[:_SHOWN])}]", url
    ending = f" [policy {policies[0]}]"
    state = "success" if record.verdict is Verdict.PASSED else "failure"
    return state, plain(headline(record), _MOST - len(ending)) + ending, url


def _newer(before: Status, record: Record) -> bool:
    """Say whether the status was set by a later run or attempt than the record's."""
    earlier, own = (_RUN.search(url) for url in (before.url, (record.run and record.run.url) or ""))
    if not earlier or not own:
        return False
    return [int(each or 1) for each in earlier.groups()] > [int(each or 1) for each in own.groups()]
