"""Numbers with what they count, and no other digits."""

from __future__ import annotations

from fractions import Fraction

import pytest

from gatekeeper.audit.numbers import counts, measures, pairs, shares


@pytest.mark.parametrize(
    ("text", "found"),
    [("98.5%", ["197/2"]), ("100 percent", ["100"]), ("from 5% to 7%", ["5", "7"]), ("1,5%", []), ("v1.2.3%", []), ("x%", [])],
)
def test_finds_shares(text: str, found: list[str]) -> None:
    assert [str(each.number.value) for each in shares(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("51/61 passed", [(51, 61, "passed")]),
        ("51 of 61 tests pass", [(51, 61, "passed")]),
        ("51 out of 61", [(51, 61, "")]),
        ("2 / 3 unit tests are failing", [(2, 3, "failed")]),
        ("2026/03/14", []),
        ("61/51", []),
        ("24/7/365", []),
        ("1/2%", []),
    ],
)
def test_finds_pairs(text: str, found: list[tuple[int, int, str]]) -> None:
    assert [(int(each.number.value), int(each.number.of or 0), each.number.unit) for each in pairs(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,204 tests", [(1204, "tests")]),
        ("12 failed", [(12, "failed")]),
        ("118 unit tests passed", [(118, "passed")]),
        ("3 integration test failures", [(3, "failed")]),
        ("zero tests executed", [(0, "executed")]),
        ("passed: 51", [(51, "passed")]),
        ("total tests = 61", [(61, "total")]),
        ("tests: 61 in 4 files", [(61, "tests")]),
        ("tests: 35+ minutes", []),
        ("51 of 61 tests", []),
        ("phases 7, 8, 9 tests", []),
        ("3 test patterns", []),
        ("503 error", []),
        ("12 typescript errors", []),
        ("4 cases of beer", []),
    ],
)
def test_finds_counts(text: str, found: list[tuple[int, str]]) -> None:
    assert [(int(each.number.value), each.number.unit) for each in counts(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("45 ms", ["ms"]), ("12,000 req/s", ["req/s"]), ("1000+ tasks/second", ["tasks/second"]), ("3x faster", ["x"]), ("3xy", [])],
)
def test_finds_measures(text: str, found: list[str]) -> None:
    assert [each.number.unit for each in measures(text)] == found


def test_keeps_values_exact() -> None:
    assert next(shares("0.1%")).number.value == Fraction(1, 10)
