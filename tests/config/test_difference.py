from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from configs import UNIT, WAIVER, settle
from hypothesis import given
from terms import terms

from gatekeeper.config.basis import OVERRULED
from gatekeeper.config.difference import changes
from gatekeeper.config.terms import Terms, stricter, terms_of

if TYPE_CHECKING:
    from pathlib import Path


def _changes(folder: Path, base: str, head: str) -> list[tuple[str, str | None, str | None, str | None, str | None]]:
    found = changes(terms_of(settle(folder / "base", base)), terms_of(settle(folder / "head", head)))
    return [(str(each.change), each.category, each.setting, each.base, each.head) for each in found]


@pytest.mark.parametrize(
    ("base", "head", "change", "setting", "values"),
    [
        ('pass_rate = "90%"', 'pass_rate = "80%"', "loosened", "pass_rate", (">= 90%", ">= 80%")),
        ('pass_rate = "80%"', 'pass_rate = "> 80%"', "tightened", "pass_rate", (">= 80%", "> 80%")),
        ("", 'pass_rate = "80%"', "loosened", "pass_rate", (">= 100%", ">= 80%")),
        ("", "max_failures = 0", "added", "max_failures", (None, "0")),
        ("max_failures = 0", "", "removed", "max_failures", ("0", None)),
        ("max_skipped = 3", 'max_skipped = "5%"', "changed", "max_skipped", ("3", "5%")),
        ("", 'optional = "docs only"', "loosened", "optional", (None, "docs only")),
        ('optional = "docs only"', "", "tightened", "optional", ("docs only", None)),
        ('optional = "a"', 'optional = "b"', "changed", "optional", ("a", "b")),
        ("", 'declared = "ignore"', "changed", "declared", ("compare", "ignore")),
        ("", "expected_files = 3", "added", "expected_files", (None, "3")),
        ('required_tests = ["a"]', 'required_tests = ["a", "b"]', "tightened", "required_tests", ('["a"]', '["a", "b"]')),
        ('required_tests = ["a"]', 'required_tests = ["b"]', "loosened", "required_tests", ('["a"]', '["b"]')),
        ("", 'empty_files = ["é"]', "loosened", "empty_files", (None, '["é"]')),
        ("", "blocking = false", "loosened", "blocking", ("true", "false")),
        ("", "reruns = true", "loosened", "reruns", ("false", "true")),
        ("", 'tests = ["a"]', "changed", "tests", (None, '["a"]')),
        ("", '[categories.unit.env.e]\npass_rate = "9%"', "loosened", "env.e.pass_rate", (">= 100%", ">= 9%")),
    ],
)
def test_in_which_direction(folder: Path, base: str, head: str, change: str, setting: str, values: tuple[str | None, str | None]) -> None:
    assert _changes(folder, UNIT + base, UNIT + head) == [(change, "unit", setting, *values)]


@pytest.mark.parametrize(
    ("base", "head"),
    [
        ("", ""),
        ("", 'pass_rate = "100%"'),
        ('max_age = "60m"', 'max_age = "1h"'),
        ("max_flaky = 0", 'max_flaky = "0%"'),
        ("no_regression = false", ""),
        ('required_tests = ["a", "b"]', 'required_tests = ["b", "a"]'),
    ],
)
def test_what_asks_for_the_same_does_not_differ(folder: Path, base: str, head: str) -> None:
    assert _changes(folder, UNIT + base, UNIT + head) == []


def test_whole_categories_the_gate_and_waivers(folder: Path) -> None:
    base = '[gate]\npolicy_ref = "base"\nmax_waiver = "60d"\n' + UNIT + '[categories.e2e]\nreports = ["e.xml"]\n' + WAIVER
    head = '[gate]\nmay_skip = ["docs"]\n' + UNIT + '[categories.new]\nreports = ["n.xml"]\n' + WAIVER.replace("06-01", "06-02")
    assert sorted(_changes(folder, base, head), key=str) == sorted(
        [
            ("removed", "e2e", None, None, None),
            ("added", "new", None, None, None),
            ("loosened", None, "may_skip", None, '["docs"]'),
            ("loosened", None, "max_waiver", "60d", "90d"),
            ("removed", None, "policy_ref", "base", None),
            ("loosened", None, "waivers", None, "pass-rate: #123 (payments, until 2026-06-02)"),
            ("tightened", None, "waivers", "pass-rate: #123 (payments, until 2026-06-01)", None),
        ],
        key=str,
    )


def test_a_waiver_names_its_category_and_its_tests(folder: Path) -> None:
    (found,) = _changes(folder, UNIT, UNIT + WAIVER + 'category = "unit"\ntests = ["a", "b"]\n')
    assert found == ("loosened", "unit", "waivers", None, "pass-rate for a, b: #123 (payments, until 2026-06-01)")


@given(terms(), terms())
def test_what_is_not_overruled_is_in_force(base: Terms, head: Terms) -> None:
    """The two ways to ask agree: where nothing is overruled, the head is the stricter policy, and the other way round."""
    made, found = stricter(base, head), changes(base, head)
    left = [each for each in changes(made, head) if each.setting not in {"baseline_ref", "policy_ref", "extends"}]
    overruled = [each for each in found if each.change in OVERRULED and each.setting not in {"baseline_ref", "policy_ref", "extends"}]
    names = {(each.category, each.setting) for each in overruled if each.setting != "waivers"}
    assert {(each.category, each.setting) for each in left if each.setting != "waivers"} == names
    assert changes(base, base) == ()
