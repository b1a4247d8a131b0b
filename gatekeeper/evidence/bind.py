"""Is this record about what is at hand? Yesterday's record, or another commit's, is evidence of nothing here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.errors import RecordError
from gatekeeper.evidence.ids import SHORT

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
    about = record.subject.commit[:SHORT] if record.subject.commit else "no known commit"
    raise RecordError(f"the record is about {about}, not about {wanted[:SHORT]}", _AGAIN)


def bind_link(record: Record, event: Event, environ: Mapping[str, str]) -> None:
    """Raise RecordError when a record that another run has made names any run but that one.

    Its link is shown to people, and the number of its attempt says which of two records is the newer one.
    """
    if event.run is None:
        if event.foreign:
            raise RecordError("which run this one follows is not known, so any record may be its", "see why the event cannot be read")
        return
    run = record.run
    if run is None:
        fits = event.attempt is None
    else:
        attempt = run.attempt if event.attempt is None else str(event.attempt)
        fits = (run.id, run.attempt) == (str(event.run), attempt) and run.url in {None, *_links(event.run, attempt, environ)}
    if not fits:
        which = f"run {event.run}" + (f", attempt {event.attempt}" if event.attempt else "")
        raise RecordError(f"the record does not come from {which}, which this one follows", "publish the record of that run")


def _links(run: int, attempt: str | None, environ: Mapping[str, str]) -> tuple[str, str]:
    home = f"{environ.get('GITHUB_SERVER_URL', '')}/{environ.get('GITHUB_REPOSITORY', '')}/actions/runs/{run}"
    return home, f"{home}/attempts/{attempt}"


def bind_run(record: Record, environ: Mapping[str, str]) -> None:
    """Raise RecordError when the record was left behind by an earlier run on the same machine."""
    here, made = environ.get("GITHUB_RUN_ID"), record.run.id if record.run else None
    if here and made != here:
        raise RecordError(
            f"the record is of run {made or 'none that is known'}, this is run {here}",
            "see why gatekeeper check wrote no record in this run, or name the record with --record",
        )
