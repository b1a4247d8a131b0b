from __future__ import annotations

import pytest
from audits import STATUS, document, found, report
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.audit.arithmetic import arithmetic
from gatekeeper.audit.asked import Asking
from gatekeeper.audit.scope import Scopes


def _said(text: str) -> dict[int, str]:
    return {each.line: each.text for each in arithmetic(document(STATUS + text), Asking(Scopes((), {})))}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("- 51 of 61 tests passed (90%)", "51 of 61 is 83.6%, not 90%"),
        ("- 51 of 61 tests passed (83.6%)", ""),
        ("- 244 of 255 tests passed (95.6%), 4 skipped", ""),
        ("- 244 of 255 tests passed (97.2%), 4 skipped", ""),
        ("- 244 of 255 tests passed (97.2%)", "244 of 255 is 95.6%, not 97.2%"),
        ("- 20 failed / 17 passed (54% failure rate)", ""),
        ("- 20 failed / 17 passed (54% pass rate)", "17 of 37 is 45.9%, not 54%; 54% is the failure rate"),
        ("- 20 failed / 17 passed (46% failure rate)", "20 of 37 is 54.0%, not 46%; 46% is the pass rate"),
        ("- 12 failed / 5 passed (71% failure rate) + 4 errors", ""),
        ("- \u2705 Coverage: 72% (target 80%)", "a tick beside 72%, below its own threshold of 80%"),
        ("- [x] Coverage: 72% (target: 80%)", "a tick beside 72%, below its own threshold of 80%"),
        ("- Coverage: 72% (target 80%)", ""),
        ("- \u2705 Coverage: 80% (target 80%)", ""),
        ("- \u2705 Coverage: 80% (required > 80%)", "a tick beside 80%, below its own threshold of 80%"),
        ("- \u2705 Pass rate: 87.4% (threshold: 87.5%)", "a tick beside 87.4%, below its own threshold of 87.5%"),
        ("- \u2705 5/6 tests passing (target: 100%)", "a tick beside 5/6, below its own threshold of 100%"),
    ],
)
def test_a_line_contradicts_itself_or_not(line: str, said: str) -> None:
    assert _said(line + "\n") == ({3: said} if said else {})


def test_a_table_has_its_own_columns() -> None:
    text = "| Suite | Passed | Failed | Total | Coverage | Target | State |\n|---|---|---|---|---|---|---|\n"
    assert _said(f"{text}| unit | 51 | 7 | 61 | 72% | 80% | \u2705 |\n| api | 51 | 10 | 61 | 82% | 80% | \u2705 |\n") == {
        5: "a tick beside 72%, below its own threshold of 80%"
    }
    assert [
        each.text for each in arithmetic(document(f"{STATUS}{text}| unit | 51 | 7 | 61 | 72% | 80% | \u2705 |\n"), Asking(Scopes((), {})))
    ] == [
        "51 passed + 7 failed is 58, not 61",
        "a tick beside 72%, below its own threshold of 80%",
    ]


def test_a_list_of_counts_adds_up() -> None:
    wrong = "- Total tests: 61\n- Passed: 51\n- Failed: 7\n"
    assert _said(wrong) == dict.fromkeys((3, 4, 5), "51 passed + 7 failed is 58, not 61")
    assert _said(wrong + "- Skipped: 3\n") == {}
    assert _said("- Total tests: 61\n\nand then\n\n- Passed: 51\n- Failed: 7\n") == {}


def test_a_sum_that_nobody_claims_is_found_where_it_is_wrong() -> None:
    assert (3, "test_count", "inconsistent") in found(STATUS + "The tests: 51 + 7 of 61\n")
    assert not [each for each in found(STATUS + "The tests: 51 + 10 of 61\n") if each[2] == "inconsistent"]
    assert report(STATUS + "The tests: 51 + 7 of 61\n").findings[0].evidence == "51 + 7 is 58, not 61"


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99))
def test_what_adds_up_is_never_a_contradiction(passed: int, failed: int, skipped: int) -> None:
    total = passed + failed + skipped
    assert not _said(f"- {passed} passed, {failed} failed, {skipped} skipped of {total} tests\n")
