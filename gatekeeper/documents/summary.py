"""The summary of one verdict as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.documents.answers import not_good
from gatekeeper.documents.headline import failed_in_all, headline
from gatekeeper.documents.templates import render

if TYPE_CHECKING:
    from gatekeeper.evidence.record import Record

_MOST_FAILURES = 50
_MOST_FILES = 50


def summary(record: Record) -> str:
    """Render ``summary.md.j2``: bounded, so that it fits wherever Markdown is shown."""
    return render(
        "summary.md.j2",
        record,
        headline=headline(record),
        failed=failed_in_all(record),
        not_good=not_good(record),
        most_failures=_MOST_FAILURES,
        most_files=_MOST_FILES,
    )
