from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import runs

from gatekeeper.model import Outcome, Verdict
from gatekeeper.rules.require_properties import RequireProperties, split

if TYPE_CHECKING:
    from gatekeeper.rules.base import Finding

GOOD = {"git.commit": ("abc",), "ci.run": ("812", "815")}


def ask(asked: tuple[str, ...], *files: dict[str, tuple[str, ...]]) -> Finding:
    counted = tuple(replace(runs.COUNTED, path=f"{number}.xml", properties=each) for number, each in enumerate(files))
    return runs.ask(RequireProperties(require_properties=asked), runs.category(files=(*counted, runs.refused(), runs.duplicate())))


def test_every_counted_file_that_has_them_passes() -> None:
    finding = ask(("git.commit", "ci.run=8*"), GOOD, GOOD)
    assert (finding.outcome, finding.reason) == (Outcome.PASSED, "every report file has git.commit, ci.run=8*")


def test_a_file_without_one_fails_and_is_named() -> None:
    finding = ask(("git.commit", "host"), GOOD, {"host": ("h",)})
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, "0.xml has no property host; 1.xml has no property git.commit")
    assert RequireProperties.verdict is Verdict.FAILED


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("ci.run=81?", None),
        ("ci.run = 81*", None),
        ("c?.run=*5", "ci.run=812, not *5"),
        ("ci.run=", "ci.run=812, not "),
        ("ci.*=815", "ci.run=812, not 815"),
    ],
)
def test_each_value_has_to_match(asked: str, said: str | None) -> None:
    finding = ask((asked,), GOOD)
    assert (finding.outcome is Outcome.FAILED) is (said is not None)
    assert said is None or finding.reason == f"0.xml says {said}"


@pytest.mark.parametrize("properties", [{}, {"git.commit": ()}])
def test_no_value_is_no_property(properties: dict[str, tuple[str, ...]]) -> None:
    assert ask(("git.commit",), properties).reason == "0.xml has no property git.commit"


@pytest.mark.parametrize("asked", ["=x", "", "GIT.COMMIT", "git[.]commit", "git.commi", "commit"])
def test_a_name_is_matched_whole_and_only_star_and_question_mark_are_special(asked: str) -> None:
    assert ask((asked,), GOOD).outcome is Outcome.FAILED


def test_without_a_file_nothing_has_them() -> None:
    assert ask(("git.commit",)).reason == "no report file has the required git.commit"


def test_a_requirement_is_a_name_and_perhaps_a_value() -> None:
    assert (split("a"), split(" a = b=c "), split("a=")) == (("a", None), ("a", "b=c"), ("a", ""))


def test_is_asked_only_by_its_setting() -> None:
    assert not RequireProperties().active
    assert RequireProperties(require_properties=("a",)).active
