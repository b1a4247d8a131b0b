from __future__ import annotations

from audits import document
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.audit.document import cells, lower


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
