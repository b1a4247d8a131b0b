from __future__ import annotations

from fractions import Fraction

import pytest
from trials import EVERY, target

from gatekeeper.model import Shard
from gatekeeper.selftest.control import THREE, control, shards_of
from gatekeeper.selftest.evidence import FAILURE

COMMIT = "a" * 40


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("shards = 1\n", ("1/1",)),
        ("shards = 2\n", ("1/2", "2/2")),
        ('shards = ["mac", "linux"]\n', ("mac", "linux")),
        ('shards = ["2", "1"]\n', ("2/2", "1/2")),
        ('shards = ["1"]\n', ()),
    ],
)
def test_the_shards_that_are_asked_for(text: str, expected: tuple[str, ...]) -> None:
    assert tuple(map(str, shards_of(target(text)))) == (() if text == "shards = 1\n" else expected)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("", "0.1", "0.1"),
        ('min_duration = "5s"\n', "5", "10"),
        ('max_duration = "1ms"\n', "0.0001", "0.001"),
        ('min_duration = "2s"\nmax_duration = "3s"\n', "2", "3"),
        ('min_duration = "7s"\nmax_duration = "7s"\n', "7", "7"),
    ],
)
def test_the_times_are_as_long_together_as_they_must_be(text: str, least: str, most: str) -> None:
    total = sum(Fraction(each.time) for each in control(target(text), COMMIT, witnessed=False).cases)
    assert Fraction(least) <= total <= Fraction(most)


def test_the_canaries_fail_and_nothing_else() -> None:
    made = control(target('canary = ["*must_fail*"]\n'), COMMIT, witnessed=True)
    assert [each.id for each in made.cases if each.body == FAILURE] == [each.id for each in made.cases if "must_fail" in each.id] != []
    assert made.listed == ()


def test_the_properties_that_are_asked_for() -> None:
    (own, *_) = control(
        target('require_properties = ["ci.run=8*", "ci.*=*7", "x"]\nsame_commit = true\nenvironment = "prod"\n'), COMMIT, witnessed=False
    ).reports
    run = own.properties["ci.run"]
    assert (run[0], run[-1], own.properties["git.commit"], own.properties["environment"], "x" in own.properties) == (
        "8",
        "7",
        COMMIT,
        "prod",
        True,
    )


def test_every_shard_has_a_report_of_its_own() -> None:
    made = control(target("", '"a.xml"'), COMMIT, witnessed=True, shards=THREE)
    assert [len(each.reports) for each in made.runs] == [1, 1, 1]
    assert len({each.path for each in made.reports}) == 3


def test_no_report_is_written_without_a_case() -> None:
    assert [len(each.cases) for each in control(target('tests = ["a::b"]\n'), COMMIT, witnessed=False).reports] == [1]


def test_what_every_setting_asks_for() -> None:
    made = control(target(EVERY), COMMIT, witnessed=True, shards=(Shard(name="1", of=2), Shard(name="2", of=2)))
    assert (len(made.runs), len(made.listed) >= 25, made.attempt) == (2, True, 1)
    assert all(run.facts["sessions"][0].deselected == 0 and run.facts["environment"] == "staging" for run in made.runs)
