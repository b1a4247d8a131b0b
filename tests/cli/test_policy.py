from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from branches import ORIGIN, Branches, branches
from configs import UNIT, WAIVER

from gatekeeper.cli._policy import show_difference
from gatekeeper.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_LONG = ", ".join(f'"tests.test_{number}::test_of_a_long_name"' for number in range(5))
_BASE = UNIT + 'pass_rate = "90%"\n[categories.e2e]\nreports = ["e.xml"]\nmax_skipped = 1\n'
_HEAD = UNIT + f'pass_rate = "50%"\nrequired_tests = [{_LONG}]\nmin_executed = 3\n' + WAIVER.replace("2026-06-01", "2036-06-01")


@pytest.fixture
def made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Branches:
    return branches(folder, monkeypatch)


def _diff(base: object, head: object, style: str = "text", config: Path | None = None) -> int:
    return show_difference({"base": str(base), "head": str(head), "style": style, "config": config})


def test_what_differs_between_two_files(write: Callable[[str, str], Path], capsys: pytest.CaptureFixture[str]) -> None:
    base = write("base.toml", _BASE)
    head = write("head.toml", '[gate]\nmax_waiver = "9999d"\n' + _HEAD)
    assert _diff(base, head) == 1
    out = capsys.readouterr().out
    assert (
        out
        == """\
unit
  added      min_executed: not given -> 3
  loosened   pass_rate: >= 90% -> >= 50%
  added      required_tests:
             from not given
             to   ["tests.test_0::test_of_a_long_name", "tests.test_1::test_o...
e2e
  removed    the category
the gate
  loosened   max_waiver: 90d -> 9999d
  loosened   waivers: not given -> pass-rate: #123 (payments, until 2036-06-01)
2 added, 3 loosened, 1 removed
"""
    )
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("text", "code", "found"),
    [
        ("", 0, []),
        ("max_failures = 3\n", 0, [{"change": "added", "category": "unit", "setting": "max_failures", "base": None, "head": "3"}]),
        ("blocking = false\n", 1, [{"change": "loosened", "category": "unit", "setting": "blocking", "base": "true", "head": "false"}]),
        (
            'declared = "ignore"\n',
            1,
            [{"change": "changed", "category": "unit", "setting": "declared", "base": "compare", "head": "ignore"}],
        ),
    ],
)
def test_for_programs(
    write: Callable[[str, str], Path], capsys: pytest.CaptureFixture[str], text: str, code: int, found: list[object]
) -> None:
    assert _diff(write("base.toml", UNIT), write("head.toml", UNIT + text), "json") == code
    assert json.loads(capsys.readouterr().out) == {"changes": found}


def test_between_two_commits(made: Branches, capsys: pytest.CaptureFixture[str]) -> None:
    made.base({"gatekeeper.toml": UNIT, "ci.toml": UNIT})
    made.put({"gatekeeper.toml": UNIT + "min_executed = 3\n", "ci.toml": UNIT + "reruns = true\n"})
    assert (_diff(ORIGIN, "HEAD"), _diff("HEAD", "HEAD~1"), _diff("HEAD", "gatekeeper.toml")) == (0, 1, 0)
    assert capsys.readouterr().out.splitlines()[2:] == [
        "1 added",
        "unit",
        "  removed    min_executed: 3 -> not given",
        "1 removed",
        "no difference",
    ]
    assert _diff(ORIGIN, "HEAD", config=made.folder / "ci.toml") == 1
    assert "reruns" in capsys.readouterr().out


def test_what_is_wrong(made: Branches) -> None:
    made.base({"other": ""})
    with pytest.raises(UsageError, match="nope is no file, and no ref that git knows here"):
        _diff("nope", "HEAD")
    with pytest.raises(UsageError, match="HEAD has no configuration"):
        _diff("HEAD", "HEAD")
    made.put({"gatekeeper.toml": UNIT + "oops = 1\n"})
    with pytest.raises(ConfigError, match=r"on HEAD: .*oops"):
        _diff("HEAD", "HEAD")


def test_a_configuration_that_moves_finds_other_reports(made: Branches, capsys: pytest.CaptureFixture[str]) -> None:
    made.base({"a/gatekeeper.toml": UNIT, "a/x": ""})
    made.put({"a/gatekeeper.toml": None, "gatekeeper.toml": UNIT})
    made.monkeypatch.chdir(made.folder / "a")
    assert _diff(ORIGIN, "HEAD") == 1
    assert 'loosened   reports: ["a/*.xml"] -> ["*.xml"]' in capsys.readouterr().out
    made.put({"a/copy.toml": UNIT})
    assert (_diff("copy.toml", "HEAD"), _diff(ORIGIN, "copy.toml")) == (0, 0)


def test_a_file_does_not_take_the_place_of_a_ref(made: Branches, capsys: pytest.CaptureFixture[str]) -> None:
    made.base({"gatekeeper.toml": UNIT + 'pass_rate = "90%"\n'})
    lax = UNIT + 'pass_rate = "50%"\n'
    made.put({"gatekeeper.toml": lax, "origin/main": lax})
    with pytest.raises(UsageError, match="origin/main is a file, and a ref that git knows here") as caught:
        _diff("origin/main", "HEAD")
    assert "./origin/main" in caught.value.remedy
    assert (_diff("./origin/main", "HEAD"), _diff(made.folder / "origin/main", "HEAD"), _diff(ORIGIN, "HEAD")) == (0, 0, 1)
    assert "loosened" in capsys.readouterr().out


def test_names_are_hostile(write: Callable[[str, str], Path], capsys: pytest.CaptureFixture[str]) -> None:
    evil = UNIT + '[[waivers]]\nrule = "pass-rate"\nexpires = 2026-01-01\nowner = "me"\nreason = "##[error]\\u001b[1m\\n::error::x"\n'
    assert _diff(write("base.toml", UNIT), write("head.toml", evil)) == 1
    out = capsys.readouterr().out
    assert "##[" not in out
    assert "\x1b" not in out
    assert not any(line.startswith("::") for line in out.splitlines())
