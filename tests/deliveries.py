"""Builds deliveries, for tests of publishers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.publishers.base import Delivery

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gatekeeper.evidence.record import Record


def delivery(record: Record, environ: Mapping[str, str] | None = None, echo: Callable[[str], None] = print) -> Delivery:
    """Return a record on its way out."""
    return Delivery(record=record, digest="d" * 64, path="out/record.json", environ=environ or {}, echo=echo)
