"""The footer: where every number of a document comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.evidence.ids import SHORT, SHORT_COMMIT
from gatekeeper.evidence.ledger.reading import minute

if TYPE_CHECKING:
    from gatekeeper.evidence.record import Record, RunRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """What a document rests on. The filter ``run_link`` prints its run; what is unknown is ``unknown``.

    ``moment``, ``short`` and ``branch`` are ``created``, ``commit`` and ``ref`` as people read them; an unknown branch is an empty text.
    """

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
    moment: str
    short: str
    branch: str


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
        policy=record.policy.sha256[:SHORT],
        record=f"sha256:{digest}",
        created=record.created,
        tool=record.tool.name,
        version=record.tool.version,
        moment=_moment(record.created),
        short=(subject.commit or "unknown")[:SHORT_COMMIT],
        branch=(subject.ref or "").removeprefix("refs/heads/"),
    )


def _moment(created: str) -> str:
    try:
        return f"{minute(created)} UTC"
    except ValueError:
        return created
