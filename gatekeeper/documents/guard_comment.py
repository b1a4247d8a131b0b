"""The one comment of the guard on an issue that was closed: what is missing, by which record, and what happens next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum
from typing import TYPE_CHECKING

from markupsafe import Markup

from gatekeeper.documents.comment import ROOM, criteria_part, grouped
from gatekeeper.documents.cut import fit
from gatekeeper.documents.notice import about_record
from gatekeeper.documents.templates import render

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from gatekeeper.documents.cut import Shown
    from gatekeeper.documents.standing import Standing
    from gatekeeper.evidence.record import Record

_TEMPLATE = "guard_comment.md.j2"


class Course(StrEnum):
    """What the guard decided about a closed issue."""

    AWAITING = "awaiting"  # no record yet: left alone until a moment
    REOPENED = "reopened"  # criteria are not met
    UNVERIFIED = "unverified"  # reopened: no record came in time
    CLOSED = "closed"  # criteria are not met, but it was reopened often enough
    MET = "met"
    DROPPED = "dropped"  # closed by somebody who may, as not planned or as a duplicate


@dataclass(frozen=True, kw_only=True, slots=True)
class GuardView:
    """What the guard's comment shows. ``record`` is the one that decided, if there was one, ``digest`` its SHA-256.

    ``reopened`` counts this time too; ``most`` is how often at most. ``until`` is when the waiting ends or ended.
    """

    course: Course
    standings: tuple[Standing, ...] = ()
    record: Record | None = None
    digest: str = ""
    reopened: int = 0
    most: int = 2
    until: datetime | None = None
    room: int = ROOM


def guard_comment(view: GuardView) -> str:
    """Render the text below the marker."""

    def text(shown: Mapping[str, Shown]) -> str:
        missing = shown["criteria"]
        return render(
            _TEMPLATE,
            view.record,
            view=view,
            course=str(view.course),
            missing=missing,
            groups=grouped(missing.rows),
            about=about_record(view.record) if view.record else "",
            until=_moment(view.until),
        )

    unmet = () if view.course is Course.DROPPED else tuple(each for each in view.standings if not each.holds)
    return fit([criteria_part(unmet)], view.room, text) or text({"criteria": criteria_part(unmet).first(0)})


def _moment(moment: datetime | None) -> Markup:
    return Markup(f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if moment else "")  # noqa: S704 - digits
