from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from configs import TODAY, UNIT, WAIVER, WHOLE, complaint, settle, unit

from gatekeeper.rules.duration import Duration
from gatekeeper.rules.limit import Limit
from gatekeeper.rules.threshold import Threshold

if TYPE_CHECKING:
    from pathlib import Path


def test_a_whole_configuration(folder: Path) -> None:
    config = settle(folder, WHOLE)
    assert (config.gate, config.policy.name, config.base, config.source) == ("Payments", "Payments", folder, folder / "gatekeeper.toml")
    one, two = config.categories
    assert (one.name, one.reports) == ("unit", ("build/reports/unit/**/*.xml", "!**/old/*.xml"))
    assert (one.setting("pass_rate"), one.setting("min_executed"), one.policy.target) == (
        Threshold.parse("> 90%"),
        37,
        Threshold.parse("100%"),
    )
    assert (one.policy.blocking, one.tests, one.reruns, one.same_bytes) == (True, (), False, "once")
    assert (two.policy.blocking, two.tests, two.reruns, two.same_bytes) == (False, ("tests.e2e.*",), True, "count")
    assert (two.setting("max_skipped"), two.setting("max_age")) == (Limit.parse(0), Duration.parse("24h"))
    assert two.setting("optional") == "not run on documentation-only changes"
    (waiver,) = config.policy.waivers
    assert (waiver.rule, waiver.category, waiver.tests) == ("pass-rate", "unit", ("shop.CartTest::rounding",))
    assert str(waiver) == "#123 (payments-team, until 2026-06-30)"


def test_a_date_in_quotes_is_a_date_too(folder: Path) -> None:
    assert settle(folder, UNIT + WAIVER.replace("2026-06-01", '"2026-06-01"')).policy.waivers[0].expires.isoformat() == "2026-06-01"


def test_rules_that_are_always_on_need_no_setting(folder: Path) -> None:
    names = [rule.id() for rule in unit(folder).policy.rules]
    assert "min-executed" not in names
    assert {"evidence-found", "evidence-readable", "tests-executed", "pass-rate", "max-flaky"} <= set(names)
    assert "min-executed" in [rule.id() for rule in unit(folder, "min_executed = 0").policy.rules]


@pytest.mark.parametrize("name", ["", " ", "ünit", "a/b", "-a", "a" * 65, "a b"])
def test_a_name_that_could_not_be_printed_everywhere_is_refused(folder: Path, name: str) -> None:
    said, _ = complaint(folder, f'[categories."{name}"]\nreports = ["a.xml"]')
    assert said == f'categories."{name}": a name is letters, digits, dots, dashes and underscores, 64 at most'


@pytest.mark.parametrize("name", ["a", "unit-3.11", "E2E_x", "a" * 64])
def test_other_names_are_fine(folder: Path, name: str) -> None:
    assert settle(folder, f'[categories."{name}"]\nreports = ["a.xml"]').categories[0].name == name


def test_two_names_that_differ_in_case_only_are_one_name(folder: Path) -> None:
    said, next_step = complaint(folder, UNIT + '[categories.Unit]\nreports = ["b.xml"]')
    assert (said, next_step) == ("categories.Unit: two categories with one name: unit and Unit", "rename one of them")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"pass-rate"', '"pass_rate"', "waivers[0].rule: unknown rule \"pass_rate\"; did you mean 'pass-rate'?"),
        ('"pass-rate"', '"zzz"', 'waivers[0].rule: unknown rule "zzz"; there is '),
        ('"pass-rate"', '"evidence-found"', "waivers[0].rule: evidence-found cannot be waived"),
        ('"pass-rate"', '"evidence-readable"', "waivers[0].rule: evidence-readable cannot be waived"),
        ('"pass-rate"', '"tests-executed"', "waivers[0].rule: tests-executed cannot be waived"),
        ('"pass-rate"', '"max-age"', "waivers[0].rule: max-age is not in force in any category, so there is nothing to waive"),
        ('"pass-rate"', '"max-age"\ncategory = "unit"', "waivers[0].rule: max-age is not in force in category unit"),
        ('"pass-rate"', '"pass-rate"\ncategory = "unti"', "waivers[0].category: unknown category \"unti\"; did you mean 'unit'?"),
        ('"pass-rate"', '"max-flaky"\ntests = ["a"]', "waivers[0].tests: max-flaky is not about single failing tests"),
        ("2026-06-01", "2026-08-03", "waivers[0].expires: 2026-08-03 lies more than 90d ahead of today, 2026-05-04"),
        ("2026-06-01", "9999-12-31", "waivers[0].expires: 9999-12-31 lies more than 90d ahead"),
    ],
)
def test_a_waiver_that_cannot_hold_is_refused(folder: Path, old: str, new: str, said: str) -> None:
    assert said in complaint(folder, UNIT + WAIVER.replace(old, new))[0]


def test_the_second_waiver_is_named_as_such(folder: Path) -> None:
    assert complaint(folder, UNIT + WAIVER + WAIVER.replace("pass-rate", "zzz"))[0].startswith("waivers[1].rule: ")


@pytest.mark.parametrize("expires", ["2026-08-02", "2026-05-04", "2020-01-01"])
def test_the_last_day_is_ninety_days_ahead_and_an_expired_one_is_for_the_verdict(folder: Path, expires: str) -> None:
    assert settle(folder, UNIT + WAIVER.replace("2026-06-01", expires)).policy.waivers[0].expires.isoformat() == expires


@pytest.mark.parametrize(
    ("limit", "expires", "sound"),
    [
        ("7d", "2026-05-11", True),
        ("7d", "2026-05-12", False),
        ("36h", "2026-05-05", True),
        ("36h", "2026-05-06", False),
        ("0s", "2026-05-04", True),
    ],
)
def test_how_far_ahead_is_a_setting_of_the_gate(folder: Path, limit: str, expires: str, sound: bool) -> None:
    text = UNIT + WAIVER.replace("2026-06-01", expires) + f'[gate]\nmax_waiver = "{limit}"'
    if sound:
        assert settle(folder, text).policy.waivers
    else:
        assert "ahead of today, " + TODAY.isoformat() in complaint(folder, text)[0]


def test_a_limit_beyond_the_calendar_does_not_matter(folder: Path) -> None:
    text = UNIT + WAIVER.replace("2026-06-01", "9999-12-31") + '[gate]\nmax_waiver = "999999999d"'
    assert settle(folder, text).policy.waivers[0].expires.year == 9999


def test_a_rule_in_force_in_one_category_can_be_waived_for_all(folder: Path) -> None:
    text = UNIT + '[categories.e2e]\nreports = ["e.xml"]\nmax_skipped = 0\n' + WAIVER.replace("pass-rate", "max-skipped")
    assert settle(folder, text).policy.waivers[0].category is None


def test_the_branch_of_the_baseline(folder: Path) -> None:
    assert settle(folder, UNIT).baseline_ref == ""
    assert settle(folder, f'[gate]\nbaseline_ref = "release/1"\n{UNIT}').baseline_ref == "release/1"
    for name in ("", "a b", "a\\nb", "main:x", "m*n"):
        problem, _ = complaint(folder, f'[gate]\nbaseline_ref = "{name}"\n{UNIT}')
        assert problem.startswith("gate.baseline_ref: ")


def test_rules_that_compare_are_switched_on(folder: Path) -> None:
    on = [rule.id() for rule in unit(folder, "no_regression = true\nmax_removed = 0\n").policy.rules if rule.compares]
    off = [rule.id() for rule in unit(folder, "no_regression = false\n").policy.rules if rule.compares]
    assert (on, off) == (["no-regression", "no-removed-tests"], [])
