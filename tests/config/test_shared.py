from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import tomli
from configs import TODAY, UNIT, WAIVER, settle

from gatekeeper.config.shared import Shared, make_shared
from gatekeeper.config.terms import Terms, stricter, terms_of
from gatekeeper.errors import ConfigError

if TYPE_CHECKING:
    from datetime import date

_SOURCE = Path("/policies/shared.toml")


def _shared(text: str, today: date = TODAY) -> Shared:
    return make_shared(_SOURCE, tomli.loads(text), today)


def _held(folder: Path, shared: str, text: str) -> Terms:
    head = terms_of(settle(folder, text))
    return stricter(_shared(shared).over(head), head)


def test_it_says_only_what_is_written_in_it() -> None:
    terms = _shared('[gate]\nmax_waiver = "7d"\n[categories.unit]\nmax_failures = 0\n').terms
    assert (set(terms.gate), terms.categories) == ({"max_waiver"}, {"unit": {"max_failures": 0}})


def test_a_repository_may_ask_for_more_and_not_for_less(folder: Path) -> None:
    shared = '[categories.unit]\npass_rate = "90%"\nmax_skipped = 1\nblocking = true\n'
    unit = _held(folder, shared, UNIT + 'pass_rate = "50%"\nmin_executed = 3\nblocking = false\n').categories["unit"]
    assert [str(unit[name]) for name in ("pass_rate", "max_skipped", "min_executed", "blocking")] == [">= 90%", "1", "3", "True"]
    assert unit["reports"] == ("*.xml",)


def test_one_table_may_be_about_every_category(folder: Path) -> None:
    shared = '[categories."*"]\npass_rate = "95%"\nmax_flaky = 2\n[categories.E2E]\npass_rate = "80%"\n[categories.x]\nmax_skipped = 0\n'
    text = UNIT + 'pass_rate = "10%"\n[categories.e2e]\nreports = ["e.xml"]\npass_rate = "10%"\nmax_flaky = 9\n'
    found = _held(folder, shared, text).categories
    assert {name: (str(each["pass_rate"]), str(each["max_flaky"])) for name, each in found.items()} == {
        "unit": (">= 95%", "0"),
        "e2e": (">= 80%", "2"),
    }


def test_settings_for_an_environment(folder: Path) -> None:
    shared = '[categories.unit]\npass_rate = "90%"\n[categories.unit.env.staging]\npass_rate = "70%"\n'
    text = UNIT + 'pass_rate = "20%"\n[categories.unit.env.staging]\npass_rate = "10%"\n[categories.unit.env.dev]\npass_rate = "5%"\n'
    unit = _held(folder, shared, text).categories["unit"]
    assert [str(unit[name]) for name in ("pass_rate", "env.staging.pass_rate", "env.dev.pass_rate")] == [">= 90%", ">= 70%", ">= 90%"]


def test_waivers_hold_where_the_shared_policy_has_them_too(folder: Path) -> None:
    assert _held(folder, "", UNIT + WAIVER).waivers == ()
    assert _held(folder, WAIVER, UNIT).waivers == ()
    assert len(_held(folder, WAIVER, UNIT + WAIVER).waivers) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[status]\nkey = "a"', "status: a shared policy has only [gate], [categories.NAME] and [[waivers]]"),
        ('[gate]\npolicy_ref = "base"', "gate.policy_ref: is each repository's own"),
        ('[gate]\nextends = "a.toml"', "gate.extends: is each repository's own"),
        ('[gate]\nname = "a"', "gate.name: is each repository's own"),
        ("[gate]\nmax_wavier = 1", 'gate.max_wavier: unknown key "max_wavier"'),
        ('[categories.unit]\nreports = ["a.xml"]', "categories.unit.reports: a shared policy names no reports"),
        ('[categories.unit]\npass_rat = "9%"', 'categories.unit.pass_rat: unknown key "pass_rat"'),
        ("[categories.unit]\npass_rate = 9", "categories.unit.pass_rate: "),
        ("categories = 3", "categories: is written [categories.NAME]"),
        ("[categories]\nunit = 3", "categories.unit: is a table headed"),
        (WAIVER.replace("pass-rate", "evidence-found"), "waivers[0].rule: evidence-found cannot be waived"),
        ('[gate]\nmax_waiver = "1d"\n' + WAIVER, "waivers[0].expires: "),
    ],
)
def test_what_a_shared_policy_may_not_say(text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        _shared(text)
    assert caught.value.message.startswith(f"{_SOURCE}: {said}")
    assert caught.value.remedy
