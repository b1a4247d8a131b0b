"""How a criterion stands: computed from a record, never typed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stand(StrEnum):
    """What can be said about a criterion."""

    MET = "met"
    UNMET = "not met"
    WAIVED = "waived"
    STATED = "stated, not measured"


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """One criterion with its current value.

    ``current`` is for example ``45.9%, 17 of 37, run 812, 2026-09-16``, or why there is none; ``measure`` the written form,
    and ``digest`` what people name it by. ``changed`` is one that was removed from the body or loosened there, and is
    still in force. ``waiver`` is who waived it and why.
    """

    text: str
    group: str
    stand: Stand
    current: str = ""
    measure: str = ""
    digest: str = ""
    changed: bool = False
    waiver: str = ""

    @property
    def holds(self) -> bool:
        """Say whether nothing is missing here; what is only stated is people's business."""
        return self.stand is not Stand.UNMET
