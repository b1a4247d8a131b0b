"""Issues that the guard has labelled, and that wait for the default branch's record: every publish decides about them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.errors import DeliveryError
from gatekeeper.publishers.base import Publisher

if TYPE_CHECKING:
    from gatekeeper.publishers.base import Delivery


class Closings(Publisher):
    """Reopens what was closed on a promise that the record does not keep, and takes back labels where it does."""

    remote: ClassVar[bool] = True

    def wanted(self, delivery: Delivery) -> bool:
        """Say whether closed issues are guarded; whoever names with ``--only`` what to publish means just that."""
        site = delivery.site
        return site is not None and site.config.publishing.guard is not None and not site.only and not site.event.foreign

    def deliver(self, delivery: Delivery) -> None:
        """Decide about every issue with a label of the guard, if this record decides at all."""
        from gatekeeper.publishers.remote.closing import AWAITING, FAILED, decisive, verify  # noqa: PLC0415 - discovery stays cheap
        from gatekeeper.publishers.remote.each import each  # noqa: PLC0415

        site, word = delivery.there, delivery.word
        if not decisive(site, word):
            return
        found = [issue.number for label in (AWAITING, FAILED) for issue in site.connect().issues_with(label, "all")]
        failed = each(site, (partial(verify, site, number, word) for number in dict.fromkeys(found)))
        if failed:
            raise DeliveryError(f"{failed} closed issues could not be decided about", "run gatekeeper publish again when they can be")
