"""Is this record about what is at hand? Yesterday's record, or another commit's, is evidence of nothing here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.errors import RecordError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatekeeper.evidence.event import Event
    from gatekeeper.evidence.record import Record
    from gatekeeper.model import Subject

_AGAIN = "run gatekeeper check again for this commit, or name the commit that is meant with --commit"


def bind(record: Record, here: Subject, event: Event, commit: str | None) -> None:
    """Raise RecordError unless the record is about ``commit``, the event's head or what is checked out, where any is known.

    A record that a pull request's own run has made may only speak about that run's commit.
    """
    wanted = commit or event.head or here.commit
    if wanted is None or record.subject.commit == wanted:
        return
    same_tree = commit is None and event.head in (None, here.commit) and here.tree is not None and record.subject.tree == here.tree
    if same_tree and not record.subject.dirty:
        return
    about = record.subject.commit[:12] if record.subject.commit else "no known commit"
    raise RecordError(f"the record is about {about}, not about {wanted[:12]}", _AGAIN)


def bind_link(record: Record, event: Event, environ: Mapping[str, str]) -> None:
    """Raise RecordError when a record that another run has made names any run but that one: its link is shown to people."""
    if event.run is None or record.run is None:
        return
    home = f"{environ.get('GITHUB_SERVER_URL', '')}/{environ.get('GITHUB_REPOSITORY', '')}/actions/runs/{event.run}"
    link = record.run.url or home
    if record.run.id != str(event.run) or (link != home and not link.startswith(f"{home}/attempts/")):
        raise RecordError(f"the record does not come from run {event.run}, which this one follows", "publish the record of that run")


def bind_run(record: Record, environ: Mapping[str, str]) -> None:
    """Raise RecordError when the record was left behind by an earlier run on the same machine."""
    here, made = environ.get("GITHUB_RUN_ID"), record.run.id if record.run else None
    if here and made != here:
        raise RecordError(
            f"the record is of run {made or 'none that is known'}, this is run {here}",
            "see why gatekeeper check wrote no record in this run, or name the record with --record",
        )
