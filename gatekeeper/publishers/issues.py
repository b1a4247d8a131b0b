"""Comments, labels and criteria on the issues that the configuration names."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.errors import DeliveryError, GatekeeperError
from gatekeeper.publishers.base import Publisher

if TYPE_CHECKING:
    from gatekeeper.config.targets import IssueTarget
    from gatekeeper.publishers.base import Delivery
    from gatekeeper.publishers.remote.site import Site, Word

_PULL_REQUESTS = "refs/pull/"


class Issues(Publisher):
    """Says on issues what their configuration lets this verdict say, and takes back the rest."""

    remote: ClassVar[bool] = True

    def wanted(self, delivery: Delivery) -> bool:
        """Say whether any issue is configured and asked for."""
        site = delivery.site
        return site is not None and any(site.asked(each.target.key) for each in site.config.publishing.issues)

    def deliver(self, delivery: Delivery) -> None:
        """Go through all issues, whatever becomes of one; what was delivered stays."""
        site, word = delivery.there, delivery.word
        failed = 0
        for each in site.config.publishing.issues:
            if not site.asked(each.target.key):
                continue
            if not _may_speak(site, each, word):
                ref = "a pull request" if site.event.foreign else word.record.subject.ref or "no known ref"
                site.tell(f"{each.target.key}: not published, the record is of {ref}")
                continue
            failed += _issues(site, each, word)
        if failed:
            raise DeliveryError(
                f"{failed} of what was to be said on issues was not delivered", "run gatekeeper publish again when it can be"
            )


def _may_speak(site: Site, issue: IssueTarget, word: Word) -> bool:
    """Say whether a record of this ref may speak on the issue: anybody can open a pull request whose tests are green."""
    ref = word.record.subject.ref or ""
    if issue.target.refs:
        return not site.event.foreign and any(fnmatchcase(ref, each) for each in issue.target.refs)
    return not (site.event.foreign or site.event.pull_request or ref.startswith(_PULL_REQUESTS))


def _issues(site: Site, issue: IssueTarget, word: Word) -> int:
    """Publish on every issue of one target; return how many could not be."""
    failed = 0
    try:
        numbers = (issue.number,) if issue.number is not None else site.search(issue.search or "")
    except GatekeeperError as error:
        site.complain(error)
        return 1
    if not numbers:
        site.tell(f"{issue.target.key}: the search finds no issue")
    for number in numbers:
        try:
            _publish(site, issue, number, word)
        except GatekeeperError as error:
            site.complain(error)
            failed += 1
    return failed


def _publish(site: Site, issue: IssueTarget, number: int, word: Word) -> None:
    from gatekeeper.publishers.remote.carry import carry_out  # noqa: PLC0415 - discovery stays cheap
    from gatekeeper.publishers.remote.closing import promised, verify  # noqa: PLC0415
    from gatekeeper.publishers.remote.seen import Key  # noqa: PLC0415
    from gatekeeper.publishers.remote.speak import Speaker  # noqa: PLC0415

    key = Key(kind="comment", name=issue.target.key)
    seen = carry_out(site, number, key, Speaker(site=site, key=key, target=issue.target, word=word, text=True).plan)
    if promised(site, seen):
        verify(site, number, word)
