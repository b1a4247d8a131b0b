from __future__ import annotations

import pytest
from audits import asked
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.audit.scope import Scopes

_SCOPES = Scopes(("unit", "api-contract", "tests"), {"browser checks": "unit"}, ("Widgets",))


def _scope(sentence: str, headings: tuple[str, ...] = ()) -> str | None:
    low = sentence.lower()
    at = next((place for place, each in enumerate(low) if each.isdigit()), 0)
    found = _SCOPES.scope(low, at, low, headings)
    return f"? {found.unknown}" if found.unknown else found.category


@pytest.mark.parametrize(
    ("sentence", "category"),
    [
        ("Unit tests: 51 passed", "unit"),
        ("51 unit tests passed", "unit"),
        ("Api contract: 51 passed", "api-contract"),
        ("API-Contract tests 51 passed", "api-contract"),
        ("browser checks: 51 passed", "unit"),
        ("All tests: 51 passed", None),
        ("Latest test results: 51 passed", None),
        ("Widgets: 51 tests passed", None),
        ("51 tests passed on main", None),
    ],
)
def test_words_name_a_category_or_the_whole_run(sentence: str, category: str | None) -> None:
    assert _scope(sentence) == category


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("E2E tests: 51 passed", "e2e"),
        ("end-to-end: 51 passed", "end-to-end"),
        ("WebSocket: 51 tests passed", "websocket"),
        ("51 websocket tests passed", "websocket"),
        ("51 tests pass in the auth module", "auth module"),
        ("unit and api contract tests: 51 passed", "named together"),
    ],
)
def test_what_no_record_knows_is_not_the_whole_run(sentence: str, word: str) -> None:
    found = _scope(sentence)
    assert found is not None
    assert found.startswith("? ")
    assert word in found


def test_a_heading_names_the_category_the_innermost_first() -> None:
    assert _scope("51 tests passed", ("Unit tests",)) == "unit"
    assert _scope("51 tests passed", ("Unit tests", "Results")) == "unit"
    assert _scope("51 tests passed", ("Unit tests", "API contract")) == "api-contract"
    assert _scope("51 tests passed", ("Unit and API contract",)) == "? unit and api contract are both named"


def test_each_number_belongs_to_the_nearest_name() -> None:
    found = asked("Unit tests: 17 of 37 passed, integration tests: 5 of 17 passed")
    assert [each.scope.category for each in found] == ["unit", "integration"]


@given(st.text(max_size=60), st.text(max_size=60), st.lists(st.text(max_size=20), max_size=3), st.integers(0, 60))
def test_any_words_have_a_scope(sentence: str, subject: str, headings: list[str], at: int) -> None:
    found = _SCOPES.scope(sentence.lower(), at, subject.lower(), headings)
    assert found.unknown or found.category in (None, "unit", "api-contract")


@given(st.lists(st.text(max_size=12), max_size=4))
def test_any_names_of_categories_can_be_looked_for(names: list[str]) -> None:
    Scopes(names, dict.fromkeys(names, "unit")).mentions("unit tests: 3 passed")


@pytest.mark.parametrize(
    ("sentence", "category"),
    [("Unit 5 passed as we saw in the evening, then api contract", "unit"), ("Api contract as we saw in the evening 5 unit tests", "unit")],
)
def test_near_is_near_on_both_sides(sentence: str, category: str) -> None:
    assert _scope(sentence) == category
