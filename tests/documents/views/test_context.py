"""What a template can reach: plain values, and no way from them to files, the ledger or anything that acts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from stories import RELEASE, document, told

from gatekeeper.documents.story import Story
from gatekeeper.documents.views.context import context
from gatekeeper.evidence.ledger.store import Ledger

_PLAIN = (str, int, float, type(None))


def _reached(value: Any, seen: set[int], depth: int = 0) -> None:
    assert not isinstance(value, (Path, Ledger, Story)), value
    if isinstance(value, _PLAIN) or id(value) in seen:
        return
    assert depth < 12
    seen.add(id(value))
    if isinstance(value, (tuple, list)):
        parts = list(value)
    elif isinstance(value, dict):
        parts = list(value.values())
    else:
        parts = [getattr(value, name) for name in dir(value) if not name.startswith("_")]
    for each in parts:
        if not callable(each):
            _reached(each, seen, depth + 1)


@pytest.mark.parametrize("name", ["failed", "alone", "passed"])
def test_nothing_that_acts_can_be_reached(name: str, tmp_path: Path) -> None:
    story, _ = told(name, tmp_path)
    _reached(context(document("status.md.j2"), story, RELEASE), set())


def test_what_is_not_asked_for_is_not_computed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story, _ = told("failed", tmp_path)
    monkeypatch.setattr("gatekeeper.documents.story.compare", None)
    monkeypatch.setattr("gatekeeper.documents.views.runs.read_rows", None)
    monkeypatch.setattr("gatekeeper.documents.story.streaks", None)
    given = context(document("badge.json.j2", criteria=()), story)
    assert given["cycle"].number == 3


def test_the_criteria_of_the_document_come_before_those_of_the_release(tmp_path: Path) -> None:
    story, _ = told("passed", tmp_path)
    own = context(document("x", criteria=RELEASE.criteria[:1]), story, RELEASE)
    assert own["criteria"].shown.all == 1
    assert context(document("x", criteria=()), story, RELEASE)["criteria"].shown.all == 6
    assert context(document("x", criteria=()), story)["criteria"].shown.all == 0
