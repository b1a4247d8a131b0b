"""The project's own acceptance: no kind of bad evidence gets past what has to stop it, and good evidence passes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trials import EVERY, complaints, policy, stopped

from gatekeeper.config.default import default_config
from gatekeeper.rules.base import passed
from gatekeeper.rules.max_flaky import MaxFlaky
from gatekeeper.selftest import trial
from gatekeeper.selftest.findings import selftest
from gatekeeper.selftest.kinds import all_kinds

if TYPE_CHECKING:
    from gatekeeper.config.settings import Config

SEVERAL = {
    "rates": 'pass_rate = "> 90%"\nmax_failures = 3\nmax_skipped = "10%"\nmax_flaky = "20%"\nreruns = true\n',
    "baseline": 'inventory = "base"\nmax_removed = 1\nno_regression = true\nfresh = true\nallow_reused = true\n',
    "shards": 'shards = ["linux", "mac"]\nblocking = false\nforbid_output = ["<mock>"]\nexit_code = "ignore-zero"\ndeclared = "ignore"\n',
}
# Each of these asks for something by itself, so that any of them together can be met.
PIECES = (
    'pass_rate = "> 66.6%"',
    "min_executed = 40",
    'required_tests = ["*golden*"]',
    "max_skipped = 1",
    "max_duplicates = 0",
    'max_age = "10m"',
    'min_duration = "1s"',
    'max_duration = "90s"',
    "expected_files = 3",
    "same_commit = true",
    "clean_tree = true",
    "witnessed = true",
    "shards = 2",
    "max_attempts = 2",
    "fresh = true",
    "max_deselected = 1",
    'inventory = "tests/ids.txt"',
    'require_properties = ["ci.run=*7"]',
    'canary = ["*canary*"]',
    'environment = "prod"',
)


@pytest.fixture(autouse=True)
def _place(folder: Path) -> None:
    assert folder.is_dir()


def test_the_default_policy() -> None:
    found = selftest(default_config(Path("/nowhere"), {}))
    assert (complaints(found), found.sound) == ([], True)
    assert len(found.answers) >= 80
    assert sum(stopped(found, each.kind.name) for each in found.answers) >= 50


def test_a_policy_with_every_setting_stops_everything() -> None:
    found = selftest(policy(EVERY))
    assert complaints(found) == []
    assert [each.kind.name for each in found.answers if each.result == "PASSED"] == []
    assert {each.kind.name for each in found.answers if not each.worst.expected} == {"one-failure"}  # which its rate allows
    assert set(found.left_out) == {"placeholder", "folder", "pipe", "jest-suite", "exit-one"}


@pytest.mark.parametrize("name", SEVERAL)
def test_several_policies(name: str) -> None:
    found = selftest(policy(SEVERAL[name]))
    assert complaints(found) == []


@settings(max_examples=3, deadline=None)
@given(st.sets(st.sampled_from(PIECES), min_size=1, max_size=7))
def test_any_settings_together(pieces: set[str]) -> None:
    assert complaints(selftest(policy("\n".join(sorted(pieces)), '"r/**/*.xml"'))) == []


def _only(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    monkeypatch.setattr(trial, "all_kinds", lambda: tuple(each for each in all_kinds() if each.name in names))


def test_a_broken_rule_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MaxFlaky, "judge", lambda *_: passed("broken"))
    _only(monkeypatch, "rerun-until-green", "failed")
    found = selftest(policy())
    assert ([each.kind.name for each in found.amiss], found.sound, found.bad_controls) == (["rerun-until-green"], False, ())


def _two(text: str) -> Config:
    return policy(f'[categories.unit]\nreports = ["a.xml"]\n[categories.e2e]\nreports = ["b.xml"]\n{text}')


def test_it_is_the_worst_of_those_that_have_to_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    _only(monkeypatch, "too-few")
    (found,) = selftest(_two("min_executed = 5\n")).answers
    assert (found.result, found.unguarded, found.worst.target.name, found.amiss) == ("refused", ("unit",), "e2e", False)
    (found,) = selftest(_two("")).answers
    assert (found.result, found.unguarded) == ("PASSED", ("unit", "e2e"))


def test_good_evidence_that_is_not_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    _only(monkeypatch, "failed")
    found = selftest(policy('max_age = "0s"\n'))
    assert (found.sound, found.amiss, len(found.bad_controls)) == (False, (), 3)
    assert found.bad_controls[0].judged.rules == ("max-age",)
    assert "failed" not in found.left_out
