"""What a publisher is: it says whether its place is there, and delivers a record to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from gatekeeper.evidence.record import Record
    from gatekeeper.publishers.remote.site import Site, Word


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """A record on its way out: its bytes' digest, where it was written, and how to print a line of a log.

    ``site`` is the place on GitHub, where publishing there was asked for; ``kept`` is the record's file, if there is one.
    """

    record: Record
    digest: str
    path: str
    environ: Mapping[str, str]
    echo: Callable[[str], None]
    site: Site | None = None
    kept: Path | None = None

    @property
    def there(self) -> Site:
        """Return the place on GitHub, which only what was asked to publish there may use."""
        if self.site is None:
            raise LookupError("publishing on GitHub was not asked for")
        return self.site

    @property
    def word(self) -> Word:
        """Return what is to be said on GitHub."""
        from gatekeeper.publishers.remote.site import Word  # noqa: PLC0415 - local publishers need none
        from gatekeeper.publishers.remote.streaks import streaks  # noqa: PLC0415

        told = streaks(self.record, self.site.base) if self.site else dict
        return Word(record=self.record, digest=self.digest, path=self.kept, streaks=told)


class Publisher:
    """The base of all publishers. Those on GitHub are ``remote``: they speak after the report was printed."""

    remote: ClassVar[bool] = False

    def wanted(self, delivery: Delivery) -> bool:
        """Say whether the place exists in this environment."""
        raise NotImplementedError

    def deliver(self, delivery: Delivery) -> None:
        """Deliver, or raise DeliveryError. Called only where it is wanted."""
        raise NotImplementedError
