"""What a publisher is: it says whether its place is there, and delivers a record to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gatekeeper.evidence.record import Record


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """A record on its way out: its bytes' digest, where it was written, and how to print a line of a log."""

    record: Record
    digest: str
    path: str
    environ: Mapping[str, str]
    echo: Callable[[str], None]


class Publisher:
    """The base of all publishers."""

    def wanted(self, delivery: Delivery) -> bool:
        """Say whether the place exists in this environment."""
        raise NotImplementedError

    def deliver(self, delivery: Delivery) -> None:
        """Deliver, or raise DeliveryError. Called only where it is wanted."""
        raise NotImplementedError
