"""The summary of one verdict as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.documents.answers import not_good
from gatekeeper.documents.cut import Part
from gatekeeper.documents.headline import failed_in_all, headline
from gatekeeper.documents.held import held
from gatekeeper.documents.seen import seen
from gatekeeper.documents.templates import render
from gatekeeper.model import FileStatus

if TYPE_CHECKING:
    from gatekeeper.evidence.record import Record

_MOST_FAILURES = 50
_MOST_FILES = 50


def summary(record: Record) -> str:
    """Render ``summary.md.j2``: bounded, so that it fits wherever Markdown is shown."""
    unread = [each for each in record.files if each.status is not FileStatus.COUNTED]
    return render(
        "summary.md.j2",
        record,
        headline=headline(record),
        not_good=not_good(record),
        failures=Part(name="failures", rows=record.failures, enough=0, all=failed_in_all(record)).first(_MOST_FAILURES),
        held=[line.strip() for line in held(record)],
        evidence=list(seen(record).items()),
        unread=Part(name="files", rows=unread, enough=0).first(_MOST_FILES),
    )
