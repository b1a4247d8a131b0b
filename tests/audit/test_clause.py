from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.audit.clause import clause


def test_the_words_around_a_number_stop_where_the_next_thing_begins() -> None:
    low = "unit tests: 20 failed / 17 passed (54% failure rate). 9 were skipped"
    assert (clause(low, low.index("20")).before.strip(), clause(low, low.index("20")).after.strip()) == ("", "failed")
    assert clause(low, low.index("54")).after.strip() == "failure rate"
    assert clause(low, low.index("54")).lead.startswith("unit tests")
    assert clause(low, low.index("9 were")).sentence.strip() == "9 were skipped"


def test_decimals_are_counted() -> None:
    assert [clause(f"at {text} now", 3).digits for text in ("83%", "83.6%", "1,234.56", "83.60 %")] == [0, 1, 2, 2]


def test_a_cell_is_a_sentence_of_its_own() -> None:
    low = "| unit | 51 | 7 |"
    assert clause(low, low.index("51")).sentence.strip("| ") == "51"


@given(st.text(max_size=80), st.integers(0, 90))
def test_any_place_of_any_text_has_words_around_it(text: str, at: int) -> None:
    found = clause(text, min(at, len(text)))
    assert found.sentence in text
    assert found.before in text
    assert found.after in text


def test_the_lead_is_of_the_sentence_that_the_number_is_in() -> None:
    low = "all is well. unit tests: 51 passed"
    assert clause(low, low.index("51")).lead == " unit tests: "
