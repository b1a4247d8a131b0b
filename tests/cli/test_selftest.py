from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from gatekeeper.cli._selftest import show_selftest
from gatekeeper.errors import ConfigError, UsageError
from gatekeeper.rules.base import passed
from gatekeeper.rules.max_flaky import MaxFlaky
from gatekeeper.selftest import findings, trial
from gatekeeper.selftest.kinds import all_kinds

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TWO = '[categories.unit]\nreports = ["a.xml"]\n[categories.e2e]\nreports = ["b.xml"]\nmin_executed = 5\n'
SOME = ("empty-file", "rerun-until-green", "too-few", "old-report", "exactly-the-rate")


def shown(**options: Any) -> int:
    return show_selftest({"config": None, "categories": (), "style": "text", "no_color": False, **options})


@pytest.fixture
def some(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    """Try a few kinds alone."""
    for module in (trial, findings):
        monkeypatch.setattr(module, "all_kinds", lambda: tuple(each for each in all_kinds() if each.name in SOME))
    return folder


@pytest.mark.usefixtures("some")
def test_one_line_for_each_kind_and_one_for_all(write: Callable[[str, str], Path], capsys: pytest.CaptureFixture[str]) -> None:
    write("gatekeeper.toml", TWO)
    assert shown() == 0
    out = capsys.readouterr().out
    assert (
        out
        == """\
empty-file          refused  a full disk, or a killed writer  default
rerun-until-green   failed   a failure that was retried away  default
too-few             refused  pytest -x: a report of one test  min_executed
                             not in unit: there add min_executed = 25
old-report          PASSED   a report of last month           max_age
                             add max_age = "24h" to unit, e2e
control             passed   good evidence of unit
control             passed   good evidence of e2e
not tried, since this policy leaves no room for it: exactly-the-rate
4 kinds: 3 stopped, 1 passed (the setting is named), control passed
"""
    )
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.usefixtures("some")
def test_what_gets_past_a_rule(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(MaxFlaky, "judge", lambda *_: passed("broken"))
    assert shown() == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[1:4] == [
        "rerun-until-green   PASSED   a failure that was retried away  default",
        "                             in tests it came through, past max-flaky: please",
        "                             report it",
    ]
    assert lines[-1] == "4 kinds: 1 stopped, 2 passed, 1 not stopped as they must be, control passed"


@pytest.mark.usefixtures("some")
def test_a_policy_that_no_evidence_meets(write: Callable[[str, str], Path], capsys: pytest.CaptureFixture[str]) -> None:
    write("gatekeeper.toml", '[categories.unit]\nreports = ["a.xml"]\nmax_attempts = 0\n')
    assert shown() == 1
    out = capsys.readouterr().out
    assert "control             failed   good evidence of unit\n" in out
    assert "attempts: attempt 1, at most 0 allowed" in out
    assert "next: no evidence that selftest can make meets this" in out
    assert out.endswith("control failed\n")
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.usefixtures("some")
def test_for_programs(write: Callable[[str, str], Path], capsys: pytest.CaptureFixture[str]) -> None:
    path = write("other.toml", TWO)
    assert shown(style="json", config=path, categories=("e2e",)) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(each["name"], each["result"], each["setting"], each["expected"], each["verdict"]) for each in found["kinds"]] == [
        ("empty-file", "refused", "default", ["evidence-readable"], "INVALID"),
        ("rerun-until-green", "failed", "default", ["max-flaky"], "FAILED"),
        ("too-few", "refused", "min_executed", ["min-executed"], "INCOMPLETE"),
        ("old-report", "PASSED", "max_age", [], "PASSED"),
    ]
    assert all(set(each) >= {"imitates", "rules", "example", "amiss", "tries", "reasons"} for each in found["kinds"])
    assert [each["category"] for each in found["kinds"][0]["tries"]] == ["e2e"]
    assert (found["control"]["passed"], {each["made_of"] for each in found["control"]["evidence"]}) == (
        True,
        {"any", "witnessed", "shards"},
    )
    assert (found["total"], found["sound"], found["left_out"]) == (
        {"kinds": 4, "stopped": 3, "passed": 1, "amiss": 0},
        True,
        ["exactly-the-rate"],
    )


def test_wrong_usage(write: Callable[[str, str], Path], folder: Path) -> None:
    with pytest.raises(UsageError):
        shown(categories=("nothing",))
    with pytest.raises(ConfigError):
        shown(config=folder / "missing.toml")
    with pytest.raises(ConfigError):
        shown(config=write("wrong.toml", "[categories.unit]\nreports = []\n"))


@pytest.mark.usefixtures("some")
def test_colours_are_for_terminals(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    shown()
    assert "\x1b[32mrefused\x1b[0m" in capsys.readouterr().out
    shown(no_color=True)
    monkeypatch.setenv("NO_COLOR", "1")
    shown()
    assert "\x1b" not in capsys.readouterr().out


def test_the_real_command_leaves_nothing_behind(gatekeeper: Callable[..., Any], folder: Path, write: Callable[[str, str], Path]) -> None:
    write("gatekeeper.toml", '[categories.unit]\nreports = ["a.xml"]\n')
    before = set(folder.iterdir())
    ran = gatekeeper("selftest", TMPDIR=str(folder), GITHUB_RUN_ATTEMPT="9", GITHUB_SHA="f" * 40)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[-1].endswith("control passed")
    assert set(folder.iterdir()) == before
