from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from configs import UNIT, settle

from gatekeeper.config.default import default_config
from gatekeeper.config.override import narrow, tighten
from gatekeeper.errors import UsageError
from gatekeeper.rules.threshold import Threshold
from gatekeeper.rules.value import Count

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.config.settings import Config

E2E = '[categories.e2e]\nreports = ["e.xml"]\npass_rate = "> 90%"\n'


def rate(config: Config, name: str) -> str:
    return next(str(each.setting("pass_rate")) for each in config.categories if each.name == name)


def test_narrows_to_the_named_categories_in_the_order_of_the_file(folder: Path) -> None:
    config = settle(folder, UNIT + E2E)
    assert [each.name for each in narrow(config, ("e2e",)).policy.categories] == ["e2e"]
    assert [each.name for each in narrow(config, ("e2e", "unit", "e2e")).categories] == ["unit", "e2e"]
    assert narrow(config, ()) == config


@pytest.mark.parametrize(
    ("name", "meant"), [("unti", "did you mean unit?"), ("Unit", "did you mean unit?"), ("x", "the configuration has unit, e2e")]
)
def test_an_unknown_category_is_named_and_what_was_meant(folder: Path, name: str, meant: str) -> None:
    with pytest.raises(UsageError) as caught:
        narrow(settle(folder, UNIT + E2E), ("e2e", name))
    assert (caught.value.message, caught.value.remedy) == (f'there is no category "{name}"', meant)


def test_without_a_configuration_there_is_one_category(folder: Path) -> None:
    with pytest.raises(UsageError) as caught:
        narrow(default_config(folder, {}), ("x",))
    assert caught.value.remedy == "without a configuration there is only tests"


@pytest.mark.parametrize("given", ["> 90%", "95%", "100%", "> 99%"])
def test_a_stricter_or_equal_threshold_is_taken(folder: Path, given: str) -> None:
    assert rate(tighten(settle(folder, E2E), {"pass_rate": Threshold.parse(given)}), "e2e") == str(Threshold.parse(given))


@pytest.mark.parametrize("given", ["90%", ">= 90%", "> 89.9%", "0%"])
def test_a_looser_threshold_is_refused(folder: Path, given: str) -> None:
    with pytest.raises(UsageError) as caught:
        tighten(settle(folder, E2E), {"pass_rate": Threshold.parse(given)})
    assert caught.value.message == f"--pass-rate {Threshold.parse(given)} is looser than > 90% of category e2e"
    assert "may only tighten" in caught.value.remedy


def test_looser_than_the_default_is_looser_too(folder: Path) -> None:
    with pytest.raises(UsageError, match="is looser than >= 100% of category unit"):
        tighten(settle(folder, UNIT), {"pass_rate": Threshold.parse("99%")})


def test_looser_for_one_category_is_refused_for_all(folder: Path) -> None:
    config = settle(folder, UNIT + E2E)
    with pytest.raises(UsageError, match="of category unit"):
        tighten(config, {"pass_rate": Threshold.parse("95%")})
    assert rate(tighten(config, {"pass_rate": Threshold.parse("100%")}), "e2e") == ">= 100%"


@pytest.mark.parametrize(("given", "fine"), [(36, False), (37, True), (38, True)])
def test_a_least_number_may_only_grow(folder: Path, given: int, fine: bool) -> None:
    config = settle(folder, UNIT + "min_executed = 37")
    if fine:
        assert tighten(config, {"min_executed": Count(given)}).categories[0].setting("min_executed") == given
    else:
        with pytest.raises(UsageError, match="--min-executed 36 is looser than 37 of category unit"):
            tighten(config, {"min_executed": Count(given)})


def test_a_least_number_where_there_was_none_is_tighter_and_keeps_the_other_settings(folder: Path) -> None:
    tightened = tighten(settle(folder, E2E), {"min_executed": Count(0)})
    assert (tightened.categories[0].setting("min_executed"), rate(tightened, "e2e")) == (0, "> 90%")
    assert tightened.policy.categories[0] is tightened.categories[0].policy


def test_a_least_number_is_about_one_category(folder: Path) -> None:
    config = settle(folder, UNIT + E2E)
    with pytest.raises(UsageError) as caught:
        tighten(config, {"min_executed": Count(3)})
    assert (caught.value.message, caught.value.remedy) == ("--min-executed is about one category", "name one with --category")
    assert tighten(narrow(config, ("unit",)), {"min_executed": Count(3)}).categories[0].setting("min_executed") == 3


def test_nothing_given_changes_nothing(folder: Path) -> None:
    config = settle(folder, UNIT + E2E)
    assert tighten(config, {}) == config
