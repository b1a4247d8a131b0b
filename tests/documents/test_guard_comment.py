from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from functools import partial

import attacks
import pytest
from hypothesis import given
from pages import OURS, page
from views import hostile_record, hostile_view, made, standing

from gatekeeper.documents.guard_comment import Course, GuardView, guard_comment
from gatekeeper.documents.standing import Stand

_UNMET = standing("missing", Stand.UNMET)
_HELD = tuple(standing(f"held {stand}", stand) for stand in Stand if stand is not Stand.UNMET)


def _view(course: Course = Course.REOPENED, **more: object) -> GuardView:
    return GuardView(**{"course": course, "standings": (_UNMET, *_HELD), "record": made(), "digest": "d" * 64, "reopened": 1, **more})  # type: ignore[arg-type]


def _hostile(course: Course, text: str) -> str:
    return guard_comment(_view(course, standings=hostile_view(text).standings, record=hostile_record(text)))


def test_only_what_is_missing_is_listed() -> None:
    text = guard_comment(_view())
    assert ("missing" in text, "held" in text, "### Reopened: 1 criterion is not met" in text) == (True, False, True)


def test_how_to_waive_is_shown_and_is_no_order_itself() -> None:
    shown = page(guard_comment(_view()))
    assert "/gatekeeper waive 1a2b3c4d5e6f REASON" in shown.code
    assert "/gatekeeper" not in shown.prose


def test_moments_are_in_utc() -> None:
    until = datetime(2026, 1, 2, 6, 4, tzinfo=timezone(timedelta(hours=1)))
    assert "until 2026-01-02 05:04 UTC" in guard_comment(GuardView(course=Course.AWAITING, until=until))
    assert "until" not in guard_comment(GuardView(course=Course.AWAITING))
    assert until.astimezone(UTC).hour == 5


@pytest.mark.parametrize(
    ("course", "opening"),
    [
        (Course.AWAITING, "Closed, not verified yet"),
        (Course.REOPENED, "Reopened: 1 criterion is not met"),
        (Course.UNVERIFIED, "Reopened: nothing shows that the criteria are met"),
        (Course.CLOSED, "Closed, not verified: 1 criterion is not met"),
        (Course.MET, "Verified: all criteria are met"),
    ],
)
def test_the_first_line_says_what_was_decided(course: Course, opening: str) -> None:
    assert guard_comment(_view(course)).split("\n")[0] == f"### {opening}"


@given(attacks.foreign)
def test_any_text_stays_in_code(text: str) -> None:
    for course in Course:
        attacks.contained(partial(_hostile, course), text)


def test_many_criteria_are_cut_by_rows() -> None:
    text = guard_comment(_view(standings=(standing("<" * 300, Stand.UNMET),) * 500))
    shown = text.count("not met</b>")
    assert (len(text) <= 49_535, f"{shown} of 500 criteria are shown" in text) == (True, True)
    assert page(text).tags <= OURS | {"a"}


def test_without_room_it_is_still_said_what_was_decided() -> None:
    text = guard_comment(_view(room=10))
    assert text.startswith("### Reopened: 1 criterion is not met\n")
    assert "0 of 1 criteria are shown" in text
