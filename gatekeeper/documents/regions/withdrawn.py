"""What stands in a document when nothing of its earlier text may stay: a few words without a number, in the document's own language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatekeeper.documents.notice import about_record
from gatekeeper.documents.templates import render
from gatekeeper.documents.views.badge import badge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gatekeeper.evidence.record import Record


def withdrawn(kind: str, record: Record, on: Sequence[str], *, failed: bool) -> str:
    """Return the text of this kind of document where its text may not be written, or ``failed`` to be."""
    return render(f"withdrawn.{kind}.j2", record, about=about_record(record), on=on, badge=badge(record), failed=failed)
