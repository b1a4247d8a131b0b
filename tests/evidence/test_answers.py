"""Answers that follow from counts, and those that do not."""

from __future__ import annotations

from typing import Any

import pytest
from records import counts

from gatekeeper.evidence.answers import COUNTING, as_recorded, passes

_MANY = counts(passed=90, failed=6, errored=4, skipped=10, flaky=5, collection_errors=2)


@pytest.mark.parametrize(
    ("rule", "settings", "answer"),
    [
        ("pass-rate", {}, False),
        ("pass-rate", {"pass_rate": ">= 90%"}, True),
        ("pass-rate", {"pass_rate": "> 90%"}, False),
        ("max-flaky", {}, False),
        ("max-flaky", {"max_flaky": "5"}, True),
        ("max-flaky", {"max_flaky": "4%"}, False),
        ("max-flaky", {"max_flaky": "5%"}, True),
        ("max-skipped", {}, False),
        ("max-skipped", {"max_skipped": "10"}, True),
        ("max-skipped", {"max_skipped": "9%"}, False),
        ("max-failures", {}, False),
        ("max-failures", {"max_failures": 10}, True),
        ("max-failures", {"max_failures": 9}, False),
        ("min-executed", {}, True),
        ("min-executed", {"min_executed": 98}, True),
        ("min-executed", {"min_executed": 99}, False),
        ("collection-errors", {}, False),
    ],
)
def test_what_counts_say(rule: str, settings: dict[str, Any], answer: bool) -> None:
    assert passes(as_recorded(COUNTING[rule], {**settings, "reports": ["a.xml"]}), _MANY) is answer


@pytest.mark.parametrize("rule", sorted(COUNTING))
def test_where_all_is_well_every_rule_passes(rule: str) -> None:
    assert passes(as_recorded(COUNTING[rule], {}), counts(passed=1))


def test_of_nothing_there_is_no_pass_rate() -> None:
    assert not passes(as_recorded(COUNTING["pass-rate"], {"pass_rate": "> 0%"}), counts(skipped=3))


@pytest.mark.parametrize(
    ("rule", "written"),
    [("pass-rate", True), ("pass-rate", 1), ("pass-rate", "101%"), ("max-flaky", ["1"]), ("max-failures", "1%"), ("min-executed", -1)],
)
def test_what_is_no_setting_is_said(rule: str, written: object) -> None:
    with pytest.raises(ValueError, match=r"pass rate|is a whole number|is written"):
        as_recorded(COUNTING[rule], {rule.replace("-", "_"): written})
