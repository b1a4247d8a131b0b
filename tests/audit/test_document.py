from __future__ import annotations

from typing import TYPE_CHECKING

from audits import document
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.audit import walk
from gatekeeper.audit.document import cells, document_of, lower
from gatekeeper.audit.prose import Prose
from gatekeeper.audit.source import read
from gatekeeper.documents.markdown import tokens

if TYPE_CHECKING:
    import pytest
    from markdown_it.token import Token


def test_a_row_has_the_cells_above_it() -> None:
    made = document("| Suite | **Passed** |\n|:--|--:|\n| unit | 3 |\n| api | 4 |\n\n| lonely | row |\n")
    assert [made.header(line) for line in range(1, 7)] == [(), (), ("suite", "passed"), ("suite", "passed"), (), ()]


def test_a_column_is_found_in_a_repaired_line() -> None:
    made = document("# Status\n\n\u2705 51 of 61 tests passed\n".encode().decode("mac_roman"))
    assert made.source.repaired
    claim = next(each for each in made.claims if each.numbers)
    assert made.low(claim.line)[made.index(claim.line, claim.numbers[0].column) :].startswith("51 of 61")


def test_cells_are_what_people_read() -> None:
    assert cells("| **a** | `b`  c |") == ("a", "b c")


@given(st.text(max_size=30))
def test_lower_case_is_as_long(text: str) -> None:
    assert len(lower(text)) == len(text)


def test_a_document_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    walk._tokens.cache_clear()
    asked: list[str] = []

    def parse(text: str, most: int) -> list[Token]:
        asked.append(text)
        return tokens(text, most)

    monkeypatch.setattr(walk, "tokens", parse)
    made = document("# A\n\n- 51% of tests pass (currently 54%)\n  today\n\n```\nx\n```\n")
    assert Prose(made).lines()
    assert made.spans == ((1, 1), (3, 4))
    assert len(asked) == 1


def test_a_document_that_takes_too_much_has_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    walk._tokens.cache_clear()
    monkeypatch.setattr(walk, "MOST", -1000)
    assert document_of(read(b"a\n", "a.md"), ()).spans == ()
