"""Comments, labels and criteria on the issues that the configuration names."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.errors import DeliveryError
from gatekeeper.publishers.base import Publisher

if TYPE_CHECKING:
    from gatekeeper.config.targets import IssueTarget, Target
    from gatekeeper.publishers.base import Delivery
    from gatekeeper.publishers.remote.site import Site, Word

AGAIN = "run gatekeeper publish again when it can be; what was delivered stays"
_UNMERGED = ("refs/pull/", "refs/heads/gh-readonly-queue/")


class Issues(Publisher):
    """Says on issues what their configuration lets this verdict say, and takes back the rest."""

    remote: ClassVar[bool] = True

    def wanted(self, delivery: Delivery) -> bool:
        """Say whether any issue is configured and asked for."""
        site = delivery.site
        return site is not None and any(site.asked(each.target.key) for each in site.config.publishing.issues)

    def deliver(self, delivery: Delivery) -> None:
        """Go through all issues, whatever becomes of one; what was delivered stays."""
        from gatekeeper.publishers.remote.each import each  # noqa: PLC0415 - discovery stays cheap

        site, word = delivery.there, delivery.word
        asked = [issue for issue in site.config.publishing.issues if site.asked(issue.target.key) and _may_speak(site, issue, word)]
        found: list[tuple[Target, int]] = []
        failed = each(site, (partial(_find, site, issue, found) for issue in asked))
        failed += each(site, (partial(_say, site, target, number, word) for target, number in found))
        if failed:
            raise DeliveryError(f"{failed} of what was to be said on issues was not delivered", AGAIN)


def _may_speak(site: Site, issue: IssueTarget, word: Word) -> bool:
    """Say whether a record of this ref may speak on the issue: what is not merged yet says nothing about an issue."""
    ref = word.record.subject.ref or ""
    if issue.target.refs:
        speaks = not site.event.foreign and any(fnmatchcase(ref, glob) for glob in issue.target.refs)
    else:
        unmerged = site.event.pull_request or site.event.name == "merge_group" or ref.startswith(_UNMERGED)
        speaks = not (site.event.foreign or unmerged)
    if not speaks:
        site.tell(
            f"{issue.target.key}: not published, the record is of {'a pull request' if site.event.foreign else ref or 'no known ref'}"
        )
    return speaks


def _find(site: Site, issue: IssueTarget, found: list[tuple[Target, int]]) -> None:
    """Add the issues that a target names."""
    numbers = (issue.number,) if issue.number is not None else site.search(issue.search or "")
    if not numbers:
        site.tell(f"{issue.target.key}: the search finds no issue")
    found += [(issue.target, number) for number in numbers]


def _say(site: Site, target: Target, number: int, word: Word) -> None:
    from gatekeeper.publishers.remote.carry import carry_out  # noqa: PLC0415 - discovery stays cheap
    from gatekeeper.publishers.remote.seen import Key  # noqa: PLC0415
    from gatekeeper.publishers.remote.speak import Speaker  # noqa: PLC0415

    key = Key(kind="comment", name=target.key)
    carry_out(site, number, key, Speaker(site=site, key=key, target=target, word=word, text=True).plan)
