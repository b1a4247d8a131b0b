"""The footer: where every number of a document comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gatekeeper.evidence.record import Record, RunRow

_DIGITS = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """What a document rests on. The filter ``run_link`` prints its run; what is unknown is ``unknown``."""

    run: RunRow | None
    commit: str
    tree: str
    ref: str
    dirty: bool
    gate: str
    policy: str
    record: str
    created: str
    tool: str
    version: str


def evidence(record: Record, digest: str) -> Evidence:
    """Return the footer of a record's documents."""
    subject = record.subject
    return Evidence(
        run=record.run,
        commit=subject.commit or "unknown",
        tree=subject.tree or "unknown",
        ref=subject.ref or "unknown",
        dirty=bool(subject.dirty),
        gate=record.policy.name,
        policy=record.policy.sha256[:_DIGITS],
        record=f"sha256:{digest}",
        created=record.created,
        tool=record.tool.name,
        version=record.tool.version,
    )
