from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gatekeeper.cli._request import make_request
from gatekeeper.errors import ConfigError, UsageError
from gatekeeper.model import Job, JobResult

if TYPE_CHECKING:
    from collections.abc import Callable

_NONE: dict[str, Any] = {
    "reports": (),
    "config": None,
    "no_config": False,
    "categories": (),
    "pass_rate": None,
    "min_executed": None,
    "needs": None,
    "commit": None,
    "environment": None,
}
_TWO = '[categories.a]\nreports = ["a.xml"]\npass_rate = "> 80%"\n[categories.b]\nreports = ["b.xml"]\n'


@pytest.mark.usefixtures("folder")
def test_without_a_configuration_the_options_are_the_policy() -> None:
    request = make_request({**_NONE, "reports": ("a.xml",), "pass_rate": "> 1%", "min_executed": 0}, Path("record.json"))
    category = request.config.categories[0]
    assert (category.name, str(category.setting("pass_rate")), category.setting("min_executed")) == ("tests", "> 1%", 0)
    assert (request.reports, request.record, request.partial, request.needs) == (("a.xml",), Path("record.json"), False, None)


@pytest.mark.usefixtures("folder")
def test_needs_are_parsed() -> None:
    given = {**_NONE, "reports": ("a.xml",)}
    request = make_request({**given, "needs": '{"build": {"result": "skipped"}}'}, None)
    assert request.needs == (Job(name="build", result=JobResult.SKIPPED),)
    with pytest.raises(UsageError, match="--needs"):
        make_request({**given, "needs": ""}, None)


def test_with_one_they_tighten_it(write: Callable[[str, str], Path]) -> None:
    write("gatekeeper.toml", _TWO)
    request = make_request({**_NONE, "pass_rate": "100%"}, None)
    assert [str(each.setting("pass_rate")) for each in request.config.categories] == [">= 100%", ">= 100%"]
    with pytest.raises(UsageError, match="is looser than > 80% of category a"):
        make_request({**_NONE, "pass_rate": "80%"}, None)


def test_a_commit_an_environment_and_what_is_left_out_are_handed_on(write: Callable[[str, str], Path]) -> None:
    write("gatekeeper.toml", _TWO)
    request = make_request({**_NONE, "categories": ("b",), "commit": "a" * 40, "environment": "staging"}, None)
    assert (request.commit, request.environment, request.others) == ("a" * 40, "staging", ("a",))
    assert make_request(_NONE, None).others == ()


def test_categories_make_it_partial(write: Callable[[str, str], Path]) -> None:
    write("gatekeeper.toml", _TWO)
    request = make_request({**_NONE, "categories": ("b",)}, None)
    assert (request.partial, [each.name for each in request.config.categories]) == (True, ["b"])


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "there is no configuration"),
        ({"no_config": True}, "there is no configuration"),
        ({"config": Path("a.toml"), "no_config": True}, "exclude each other"),
        ({"reports": ("a.xml",), "pass_rate": "a.xml"}, "that is a file"),
        ({"reports": ("a.xml",), "pass_rate": "--quiet"}, "that is an option"),
        ({"reports": ("a.xml",), "min_executed": 10**12}, "--min-executed: "),
        ({"reports": ("a.xml",), "pass_rate": "90"}, "--pass-rate: "),
        ({"reports": ("a.xml",), "categories": ("x",)}, "there is no category .x."),
    ],
)
def test_wrong_usage(write: Callable[[str, str], Path], options: dict[str, Any], words: str) -> None:
    write("a.xml", "")
    with pytest.raises(UsageError, match=words) as caught:
        make_request({**_NONE, **options}, None)
    assert caught.value.remedy


@pytest.mark.parametrize(("text", "quote"), [("a.xml", True), ("--quiet", True), ("zz", False), ("90", False)])
def test_quoting_is_the_next_step_only_where_the_threshold_is_missing(write: Callable[[str, str], Path], text: str, *, quote: bool) -> None:
    write("a.xml", "")
    with pytest.raises(UsageError) as caught:
        make_request({**_NONE, "reports": ("a.xml",), "pass_rate": text}, None)
    assert ("quote" in caught.value.remedy, "--pass-rate '> 90%'" in caught.value.remedy) == (quote, True)


@pytest.mark.usefixtures("folder")
def test_a_configuration_that_is_not_there() -> None:
    with pytest.raises(ConfigError, match=r"a\.toml"):
        make_request({**_NONE, "config": Path("a.toml")}, None)
