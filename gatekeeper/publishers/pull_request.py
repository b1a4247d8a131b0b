"""A comment with its labels on the pull request whose head was judged."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.config.targets import PULL_REQUEST, Target
from gatekeeper.errors import DeliveryError
from gatekeeper.evidence.ids import SHORT_COMMIT
from gatekeeper.publishers.base import Publisher

if TYPE_CHECKING:
    from gatekeeper.publishers.base import Delivery
    from gatekeeper.publishers.remote.site import Site, Word


class PullRequest(Publisher):
    """Comments on the pull request, found by the commit that was judged and never by what a record claims."""

    remote: ClassVar[bool] = True

    def wanted(self, delivery: Delivery) -> bool:
        """Say whether a comment on pull requests is configured and asked for."""
        site = delivery.site
        return site is not None and site.config.publishing.pull_request is not None and site.asked(PULL_REQUEST)

    def deliver(self, delivery: Delivery) -> None:
        """Publish on each open pull request with that head, whatever becomes of one; without any there is nothing to do."""
        from gatekeeper.publishers.remote.carry import carry_out  # noqa: PLC0415 - discovery stays cheap
        from gatekeeper.publishers.remote.each import each  # noqa: PLC0415
        from gatekeeper.publishers.remote.seen import Key  # noqa: PLC0415
        from gatekeeper.publishers.remote.speak import Speaker  # noqa: PLC0415

        site, word, key = delivery.there, delivery.word, Key(kind="comment", name=PULL_REQUEST)
        target = site.config.publishing.pull_request or Target(key=PULL_REQUEST)
        numbers = _numbers(site, word)
        if not numbers:
            site.tell(f"{PULL_REQUEST}: no open pull request has the head {(word.record.subject.commit or 'unknown')[:SHORT_COMMIT]}")
        speaker = Speaker(site=site, key=key, target=target, word=word, text=False)
        failed = each(site, (partial(carry_out, site, number, key, speaker.plan) for number in numbers))
        if failed:
            raise DeliveryError(f"{failed} pull request comments were not delivered", "run gatekeeper publish again when they can be")


def _numbers(site: Site, word: Word) -> tuple[int, ...]:
    commit = word.record.subject.commit
    if site.event.name == "merge_group":
        return ()  # the queue's commit is nobody's head, and its job need not hold the right to ask
    if commit is None:
        raise DeliveryError("the record names no commit, so its pull request cannot be found", "run gatekeeper check in a checkout")
    if site.event.pull_request and site.event.head == commit:
        return (site.event.pull_request,)
    pulls = site.connect().pulls_of(commit, site.event.branch)
    return tuple(each.number for each in pulls if each.state == "open" and each.head == commit)
