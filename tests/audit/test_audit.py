from __future__ import annotations

from time import process_time

import pytest
from audits import STATUS, document, evidence, report
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.audit.audit import history
from gatekeeper.audit.claim import Kind
from gatekeeper.audit.evidence import Evidence
from gatekeeper.audit.finding import State
from gatekeeper.config.audit import BLOCKING

_CLAIMS = (
    "51 of 61 tests passed",
    "Coverage: 72% ",
    "99%",
    "production ready",
    "FIXED",
    "is failing",
    "12 + 3 of 9 tests",
    "(currently 54%)",
)
_MARKS = ("\u2705 ", "- [x] ", "(target 80%)", "| a | 5% |", "|---|---|", "\n", "\n\n", "# Status ", "why?", "$5K ARR", "> ")
_PIECES = st.sampled_from((*_CLAIMS, *_MARKS, "<!-- gatekeeper:claim unit.pass_rate -->"))
_TEXT = st.lists(_PIECES | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8), max_size=25).map("".join)
_PLACES = st.sampled_from(["```", "~~~~", "```text"])


@given(_TEXT)
def test_any_text_has_findings_and_none_of_them_crashes(text: str) -> None:
    found = report(text, held=evidence())
    assert all(each.state in State and each.claim.line >= 1 and each.claim.column >= 1 for each in found.findings)
    places = [(each.claim.line, each.claim.kind) for each in found.findings]
    assert len(places) == len(set(places))


@given(_TEXT)
def test_without_a_record_nothing_is_supported(text: str) -> None:
    assert not [each for each in report(text).findings if each.state is State.SUPPORTED]


@given(_TEXT, _TEXT, _PLACES)
def test_a_fenced_block_never_adds_a_finding(text: str, inside: str, fence: str) -> None:
    inside = "".join(each for each in inside if each not in "`~\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
    before = document(text)
    after = document(f"{text}\n\n{fence}\n{inside}\n{fence[:4].rstrip('t')}\n")

    def shown(made: object) -> list[tuple[int, str, str]]:
        return [(each.claim.line, each.claim.kind, each.state) for each in report(made, held=evidence()).findings]  # type: ignore[arg-type]

    assert set(shown(after)) <= set(shown(before))


def test_kinds_that_block_are_kinds() -> None:
    assert set(BLOCKING) == {str(each) for each in Kind} - {"performance", "status_word"}


@pytest.mark.parametrize(
    ("front", "listed", "words"),
    [
        ("date: 2026-01-01", False, "a document of 2026-01-01"),
        ("updated: 2025-12-31T10:00:00Z", False, "a document of 2025-12-31"),
        ("date: 2026-01-02", False, ""),  # the day of the record
        ("date: soon", False, ""),
        ("title: x", True, "a document about the past"),
    ],
)
def test_a_document_about_the_past_is_listed_or_dated(front: str, listed: bool, words: str) -> None:
    source = document(f"---\n{front}\n---\n\n{STATUS}").source
    assert history(source, evidence(), listed=listed) == words


def test_without_a_record_no_date_is_before_it() -> None:
    assert history(document("---\ndate: 2020-01-01\n---\n").source, Evidence(), listed=False) == ""


def test_the_report_says_what_it_was_held_against() -> None:
    assert report("").evidence == "there is no record"
    assert report("", held=evidence()).evidence == "record aaaaaaaaaaaa of commit unknown, made 2026-01-02"


_LONG = (
    "+ 7 ",
    " a",
    "`a ",
    "$1 ",
    "revenue ",
    "in the a ",
    "target ",
    "(",
    "currently ",
    "why ",
    "unit integration ",
    "test_a ",
    "51 tests passed, ",
)


@pytest.mark.parametrize("piece", _LONG)
def test_a_line_without_end_is_read_in_time(piece: str) -> None:
    begun = process_time()
    report(f"{STATUS}51 {piece * (8000 // len(piece))} of 61 tests pass, pass rate 54%, $2\n", held=evidence())
    assert process_time() - begun < 3  # a tenth of a second, and minutes where a pattern goes back and forth
