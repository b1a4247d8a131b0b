from __future__ import annotations

from typing import TYPE_CHECKING

from configs import UNIT, WAIVER, WHOLE, settle

from gatekeeper.config.terms import stricter, terms_of, with_terms
from gatekeeper.evidence.build import policy_row

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.config.settings import Config

_STAGING = '[categories.unit.env.staging]\npass_rate = "80%"\n'


def _held(folder: Path, base: str, head: str) -> Config:
    """Return the stricter of two configurations."""
    there, here = settle(folder / "base", base), settle(folder / "head", head)
    return with_terms(here, stricter(terms_of(there), terms_of(here)), [there])


def test_a_policy_held_against_itself_stays_as_it_is(folder: Path) -> None:
    guard = '[guard]\ntrusted = ["Ann", "bob"]\n'
    for text in (UNIT, WHOLE, UNIT + _STAGING + WAIVER, guard + UNIT):
        config = settle(folder / "head", text)
        assert _held(folder, text, text) == config
        assert policy_row(_held(folder, text, text)) == policy_row(config)


def test_it_holds_every_setting_defaults_among_them(folder: Path) -> None:
    terms = terms_of(settle(folder, '[gate]\nmay_skip = ["docs"]\nmax_waiver = "7d"\n' + UNIT))
    unit = terms.categories["unit"]
    assert (str(unit["pass_rate"]), str(unit["max_flaky"]), unit["max_skipped"], unit["blocking"]) == (">= 100%", "0", None, True)
    assert (terms.gate["may_skip"], str(terms.gate["max_waiver"]), terms.gate["baseline_ref"]) == (("docs",), "7d", None)


def test_each_setting_is_decided_by_itself(folder: Path) -> None:
    head = UNIT + 'pass_rate = "50%"\nmax_skipped = 3\nreruns = true\ntarget = "95%"\n'
    (unit,) = _held(folder, UNIT + 'pass_rate = "90%"\nmin_executed = 9\nblocking = false\n', head).categories
    values = [str(unit.setting(name)) for name in ("pass_rate", "max_skipped", "min_executed")]
    assert values == [">= 90%", "3", "9"]
    assert (unit.reruns, unit.policy.blocking, str(unit.policy.target)) == (False, True, ">= 95%")


def test_a_category_of_the_base_stays_and_a_new_one_is_added(folder: Path) -> None:
    head = '[categories.new]\nreports = ["n.xml"]\n[categories.Unit]\nreports = ["u.xml"]\n'
    made = _held(folder, UNIT + 'pass_rate = "90%"\n[categories.e2e]\nreports = ["e.xml"]\nmax_skipped = 1\n', head)
    assert [each.name for each in made.categories] == ["Unit", "e2e", "new"]
    assert [each.name for each in made.policy.categories] == ["Unit", "e2e", "new"]
    unit, e2e, _ = made.categories
    assert (str(unit.setting("pass_rate")), unit.reports) == (">= 100%", ("*.xml", "u.xml"))
    assert (e2e.reports, str(e2e.setting("max_skipped"))) == (("e.xml",), "1")


def test_only_waivers_that_the_base_has_too_hold(folder: Path) -> None:
    other = WAIVER.replace("payments", "somebody")
    assert _held(folder, UNIT, UNIT + WAIVER).policy.waivers == ()
    assert _held(folder, UNIT + WAIVER, UNIT).policy.waivers == ()
    assert _held(folder, UNIT + WAIVER, UNIT + other).policy.waivers == ()
    (kept,) = _held(folder, UNIT + WAIVER, UNIT + WAIVER + other).policy.waivers
    assert kept.owner == "payments"


def test_the_gate_itself(folder: Path) -> None:
    base = '[gate]\nname = "A"\nmax_waiver = "7d"\nmay_skip = ["a", "b"]\n[guard]\ntrusted = ["Ann"]\n' + UNIT
    head = '[gate]\nname = "B"\nmax_waiver = "8d"\nmay_skip = ["b", "c"]\nbaseline_ref = "x"\n[guard]\ntrusted = ["ann", "eve"]\n' + UNIT
    made = _held(folder, base, head)
    assert (made.gate, str(made.max_waiver), policy_row(made).run) == ("B", "7d", {"may_skip": ["b"]})
    assert (made.publishing.trusts("Ann"), made.publishing.trusts("eve")) == (True, False)
    assert not _held(folder, UNIT, head).publishing.trusts("ann")


def test_settings_for_an_environment_are_held_against_those_that_hold_there(folder: Path) -> None:
    def rate(base: str, head: str, name: str | None = "staging") -> str:
        (unit,) = _held(folder, UNIT + base, UNIT + head).categories
        return str(unit.in_environment(name).setting("pass_rate"))

    looser = _STAGING.replace("80", "70")
    assert rate(_STAGING, looser) == ">= 80%"
    assert rate(_STAGING, _STAGING.replace("80", "90")) == ">= 90%"
    assert rate('pass_rate = "95%"\n', 'pass_rate = "95%"\n' + _STAGING) == ">= 95%"  # no way round the category's own
    assert rate('pass_rate = "60%"\n' + _STAGING, 'pass_rate = "60%"\n') == ">= 80%"
    assert rate('pass_rate = "60%"\n' + _STAGING, 'pass_rate = "60%"\n', None) == ">= 60%"
    assert rate(_STAGING, _STAGING + "[categories.unit.env.other]\nmax_failures = 1\n", "other") == ">= 100%"
