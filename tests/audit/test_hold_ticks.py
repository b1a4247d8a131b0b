from __future__ import annotations

import pytest
from audits import evidence, one


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("- \u2705 Unit tests: 17 of 37 passed", "inconsistent"),
        ("- [x] Unit tests: pass rate of 45.9%", "inconsistent"),
        ("- Unit tests: 17 of 37 passed", "supported"),
        ("- \u2705 Integration tests: 34 of 34 passed", "supported"),
        ("- \u2705 Unit tests: 18 of 37 passed", "contradicted"),
        ("- \u2705 Unit tests: 20 failed", "supported"),
    ],
)
def test_a_tick_beside_a_rate_below_its_threshold_contradicts_itself(line: str, state: str) -> None:
    assert one(line, evidence(), "pass_rate" if "%" in line else "test_count").state == state


def test_number_and_threshold_are_shown() -> None:
    found = one("- \u2705 Unit tests: 17 of 37 passed", evidence(), "test_count")
    assert found.evidence.startswith("a tick beside 17 of 37, and unit needs >= 100%; unit: 17 of 37 tests passed (45.9%)")
    assert found.blocking
