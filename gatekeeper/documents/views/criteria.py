"""Criteria by group, each with its word and its current value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatekeeper.documents.comment import grouped
from gatekeeper.documents.criterion_state import questions, states
from gatekeeper.documents.views.bounds import CRITERIA, bounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gatekeeper.config.targets import Criterion
    from gatekeeper.documents.criterion_state import CriterionState
    from gatekeeper.documents.cut import Shown
    from gatekeeper.documents.story import Story


@dataclass(frozen=True, kw_only=True, slots=True)
class CriteriaView:
    """The criteria. ``groups`` are the shown ones under the titles of their groups; ``missing`` is how many do not hold."""

    shown: Shown
    groups: tuple[tuple[str, tuple[CriterionState, ...]], ...]
    missing: int
    attested: Shown


def criteria_view(criteria: Sequence[Criterion], story: Story) -> CriteriaView:
    """Return how criteria stand in a record."""
    found = states(criteria, story.facts(questions(criteria)), story.attestations) if criteria else ()
    shown = bounded(found, CRITERIA, urgent=lambda each: not each.holds)
    return CriteriaView(
        shown=shown,
        groups=tuple((title, tuple(rows)) for title, rows in grouped(shown.rows)),
        missing=sum(not each.holds for each in found),
        attested=bounded([each for each in found if each.by], CRITERIA),
    )
