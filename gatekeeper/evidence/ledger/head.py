"""What a list of records shows of each: decoded on its own, because a ledger holds thousands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from gatekeeper.evidence.record import CountsRow, RateRow, RunRow, Subject
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from pathlib import Path


class CategoryHead(msgspec.Struct, frozen=True, kw_only=True):
    """One category, as in the record."""

    name: str
    verdict: Verdict | None
    blocking: bool
    absent: str | None
    counts: CountsRow
    pass_rate: RateRow | None
    milliseconds: int | None


class PolicyHead(msgspec.Struct, frozen=True, kw_only=True):
    """The policy's name and digest."""

    name: str
    sha256: str


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The part of a record that lists, trends and searches need; its keys are the record's."""

    verdict: Verdict
    partial: bool
    subject: Subject
    policy: PolicyHead
    categories: list[CategoryHead]
    run: RunRow | None
    created: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One record of the ledger: the SHA-256 of its bytes, where it stands, and its head."""

    digest: str
    path: Path
    head: Head
