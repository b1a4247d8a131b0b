from __future__ import annotations

from typing import TYPE_CHECKING

from stories import CRITERIA, told

from gatekeeper.config.targets import Criterion
from gatekeeper.documents.views.criteria import criteria_view

if TYPE_CHECKING:
    from pathlib import Path


def test_criteria_stand_in_their_groups_with_what_is_missing(tmp_path: Path) -> None:
    view = criteria_view(CRITERIA, told("passed", tmp_path)[0])
    assert [(title, [each.id for each in rows]) for title, rows in view.groups] == [
        ("Technical", ["unit"]),
        ("Process", ["rules", "flaky"]),
        ("Business", ["pay", "notes", "support"]),
    ]
    assert (view.missing, view.shown.all, [each.id for each in view.attested.rows]) == (2, 6, ["notes"])


def test_those_that_do_not_hold_stay_when_not_all_are_shown(tmp_path: Path) -> None:
    many = [CRITERIA[0]] * 300 + [Criterion(text="last", id="last")]
    view = criteria_view(many, told("passed", tmp_path)[0])
    assert (view.shown.shown, view.shown.all, view.missing, view.shown.rows[-1].id) == (200, 301, 1, "last")
