"""The summary, read by the Markdown renderer that GitHub uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import hostile
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import OURS, page
from records import category, failure, file, record, rule

from gatekeeper.documents.summary import summary
from gatekeeper.evidence.record import PolicyRow
from gatekeeper.model import FileStatus, Outcome, Verdict

if TYPE_CHECKING:
    from gatekeeper.evidence.record import Record

_NAMES = list(hostile.NAMES.values())


def _everywhere(text: str) -> Record:
    """Return a record with a text in every place that a report or a file name can reach."""
    return record(
        Verdict.FAILED,
        categories=[category(), category("b", Verdict.FAILED, blocking=False), category("c", None, absent=text)],
        policy=PolicyRow(name=text, source=text, sha256="1" * 64, run={}, categories={}),
        rules=[rule(reason=text), rule(verdict=Verdict.PASSED, outcome=Outcome.WAIVED, reason=text)],
        failures=[failure(text, message=text, file=text, line=3, type=text)],
        files=[file(text, FileStatus.REFUSED, text), file()],
    )


def _check(text: str) -> None:
    quiet, loud = page(summary(_everywhere("quiet"))), page(summary(_everywhere(text)))
    assert loud.tags <= OURS
    assert loud.attributes <= {"colspan"}
    assert loud.prose == quiet.prose


@pytest.mark.parametrize("text", _NAMES, ids=list(hostile.NAMES))
def test_a_hostile_text_stays_in_code(text: str) -> None:
    _check(text)


@given((hostile.texts | st.text()).filter(bool))
def test_any_text_stays_in_code(text: str) -> None:
    _check(text)


def test_the_renderer_sees_an_injection_where_there_is_one() -> None:
    seen = page("a <img src=x> www.evil.example [x](https://evil.example) @everyone")
    assert ({"img", "a"} <= seen.tags, "@everyone" in seen.prose) == (True, True)


def test_ordinary_text_is_shown_as_it_is() -> None:
    assert "shop.CartTest::rounding[<a> & b]" in page(summary(record(failures=[failure("shop.CartTest::rounding[<a> & b]")]))).code


def test_the_summary_is_bounded() -> None:
    made = record(
        Verdict.FAILED,
        failures=[failure("x" * 2000, message="m" * 1000)] * 200,
        files=[file("f" * 4000, FileStatus.REFUSED, "r" * 5000)] * 5000,
    )
    text = summary(made)
    assert ("50 of 200 failures are shown." in text, "4950 more are in the record." in text, len(text) < 200_000) == (True, True, True)
