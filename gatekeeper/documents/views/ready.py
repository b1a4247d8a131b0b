"""What a release still misses, in one sentence; the gate's own verdict stands in the headline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.documents.views.required import rows_of

if TYPE_CHECKING:
    from gatekeeper.config.document import Release
    from gatekeeper.documents.views.criteria import CriteriaView
    from gatekeeper.evidence.record import Record


@dataclass(frozen=True, kw_only=True, slots=True)
class Ready:
    """``missing`` is for example ``2 of 3 criteria missing``, empty where nothing is.

    ``elsewhere`` says whether the record does not hold every required category, so that its table of categories does not show them all.
    """

    missing: str
    elsewhere: bool


def ready(criteria: CriteriaView, release: Release | None, record: Record) -> Ready:
    """Return what is missing of the criteria and of the categories that a release asks for."""
    rows = rows_of(release, record)
    lacking = sum(not each.holds for each in rows)
    parts = [_part(criteria.missing, criteria.shown.all, "criteria"), _part(lacking, len(rows), "required categories")]
    said = " and ".join(each for each in parts if each)
    judged = {each.name for each in record.categories}
    return Ready(missing=f"{said} missing" if said else "", elsewhere=any(each.name not in judged for each in rows))


def _part(missing: int, all: int, noun: str) -> str:  # noqa: A002 - as Shown calls it
    return f"{missing} of {all} {noun}" if missing else ""
