"""The options of ``run`` in this process; tests/end_to_end/test_run.py shows real runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import reports
from clones import bare_configuration, repository
from witnessed import UNIT, shell

from gatekeeper.cli import _run, gatekeeper
from gatekeeper.cli._run_text import ending, tell_ending, took
from gatekeeper.config.find import open_file
from gatekeeper.config.load import load
from gatekeeper.errors import ConfigError, DeliveryError, UsageError
from gatekeeper.evidence.parts.part import decode
from gatekeeper.model.witness import Shard, Witness
from gatekeeper.witness.order import Order, Seen

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 5, 4, tzinfo=UTC)
_NONE: dict[str, Any] = {"category": "unit", "shard": None, "timeout": None, "environment": None, "variables": (), "command": ("true",)}
PART = Path(".gatekeeper/runs/unit-1.json")


@pytest.fixture
def sources(write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with a configuration, and a green and a red report for commands to copy."""
    bare_configuration(monkeypatch)
    write("green", reports.report(reports.passed(2)))
    write("red", reports.report(reports.passed(9), reports.failed()))
    return repository(write("gatekeeper.toml", UNIT).parent)


def run(*arguments: str, category: str = "unit") -> object:
    return gatekeeper.main(["run", "--category", category, *arguments], standalone_mode=False)


def order(folder: Path, **options: object) -> Order:
    return _run.make_order({**_NONE, **options}, load(open_file(folder / "gatekeeper.toml"), NOW.date()))


def seen(**more: Any) -> Seen:
    moments: dict[str, Any] = {"started": NOW, "ended": NOW + timedelta(seconds=2.34)}
    about = {name: more.pop(name) for name in ("left_behind", "whole_line") if name in more}
    return Seen(witness=Witness(**{"category": "unit", "argv": ("x",), "code": 0, **moments, **more}), files={}, **about)


@pytest.mark.usefixtures("sources")
@pytest.mark.parametrize(
    ("script", "code"), [("cp green {out}/a.xml", 0), ("cp red {out}/a.xml; exit 1", 1), ("exit 0", 3), ("cp green {out}/a.xml; exit 9", 1)]
)
def test_the_exit_code_is_that_of_the_verdict(script: str, code: int, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("--", *shell(script)) == code
    assert "gatekeeper: the command ended with exit code" in capfd.readouterr().out
    part = decode(PART.read_bytes())
    assert (part.category, part.witness.interrupted, part.witness.code) == ("unit", False, int(script[-1]) if "exit" in script else 0)


@pytest.mark.usefixtures("sources")
def test_quiet_prints_only_the_verdict(capfd: pytest.CaptureFixture[str]) -> None:
    assert run("--quiet", *shell("printf said; cp green {out}/a.xml")) == 0
    assert capfd.readouterr().out == "said\nPASSED, partial (only unit): 2 of 2 tests passed (100.0%)\n"


@pytest.mark.usefixtures("sources")
def test_a_command_that_is_not_there_is_wrong_usage_and_on_record() -> None:
    with pytest.raises(UsageError, match=r"the command cannot be started: no-such-program: No such file") as caught:
        run("--", "no-such-program")
    assert caught.value.remedy
    assert decode(PART.read_bytes()).witness.unstarted == "no-such-program: No such file or directory"


@pytest.mark.usefixtures("sources")
def test_shards_stand_beside_each_other() -> None:
    for number in (1, 2):
        run("--shard", f"{number}/2", *shell("cp green {out}/a.xml"))
    assert [path.name for path in sorted(PART.parent.glob("*.json"))] == ["unit-1.json", "unit-2.json"]
    assert decode(PART.read_bytes()).witness.shard == Shard(name="1", of=2)


@pytest.mark.usefixtures("sources")
@pytest.mark.parametrize(("shard", "code"), [("1/1", 3), ("1/2", 0), ("linux", 0)])
def test_the_only_shard_is_the_whole(write: Callable[[str, str], Path], shard: str, code: int) -> None:
    write("gatekeeper.toml", UNIT + 'required_tests = ["c::other"]\n')
    assert run("--shard", shard, *shell("cp green {out}/a.xml")) == code


def test_a_part_that_cannot_be_written_is_judged_and_said(
    sources: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("gatekeeper.evidence.place.sync", full)
    assert run("--", *shell("cp green {out}/a.xml")) == DeliveryError.exit_code
    printed = capfd.readouterr()
    assert ("PASSED" in printed.out, "No space left" in printed.err) == (True, True)
    assert run("--", *shell("cp red {out}/a.xml; exit 1")) == 1
    with pytest.raises(UsageError, match="cannot be started"):
        run("--", "no-such-program")
    assert list((sources / ".gatekeeper/runs").glob("*.json")) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"category": "unix"}, 'there is no category "unix"'),
        ({"shard": "3/2"}, "--shard: a shard is written K/N"),
        ({"shard": "../x"}, "--shard: a shard is written K/N"),
        ({"shard": ""}, "--shard: a shard is written K/N"),
        ({"timeout": "30"}, "--timeout: a duration is written with its unit"),
        ({"timeout": "0s"}, "--timeout: no command ends in no time"),
        ({"environment": ""}, "--env: '' is no name"),
        ({"environment": "a b"}, "--env: 'a b' is no name"),
        ({"variables": ("A", "B=1")}, "--pass-var: 'B=1' is no name"),
        ({"command": ("", "x")}, "the command is empty"),
    ],
)
def test_wrong_usage_touches_nothing(sources: Path, options: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        order(sources, **options)
    assert caught.value.message.startswith(said)
    assert caught.value.remedy
    assert not (sources / ".gatekeeper").exists()


def test_the_order(sources: Path) -> None:
    made = order(sources, shard="linux", timeout="1.5m", environment="staging", variables=("A", "B"), command=("x", "-q"))
    assert (made.part, made.out) == (sources / ".gatekeeper/runs/unit-linux.json", sources / ".gatekeeper/runs/unit-linux")
    assert (made.shard, made.timeout, made.environment, made.variables) == (Shard(name="linux"), Fraction(90), "staging", ("A", "B"))
    assert (made.argv, made.category.name, len(made.config.categories)) == (("x", "-q"), "unit", 1)


def test_the_settings_are_those_of_the_environment(write: Callable[[str, str], Path]) -> None:
    folder = write("gatekeeper.toml", UNIT + 'pass_rate = "> 90%"\n[categories.unit.env.staging]\npass_rate = "> 99%"\n').parent
    assert str(order(folder).category.setting("pass_rate")) == "> 90%"
    assert str(order(folder, environment="staging").category.setting("pass_rate")) == "> 99%"


@pytest.mark.usefixtures("folder")
def test_a_command_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    import click

    with pytest.raises(click.MissingParameter):
        run()
    with pytest.raises(click.MissingParameter):
        gatekeeper.main(["run", "--", "true"], standalone_mode=False)
    with pytest.raises(ConfigError):
        run("--config", "nowhere.toml", "true")
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "the command ended with exit code 0"),
        ({"code": 3}, "the command ended with exit code 3"),
        ({"code": None, "signal": "SIGKILL"}, "the command was ended by SIGKILL"),
        ({"code": 1, "interrupted": True}, "the command was interrupted, and ended with exit code 1"),
        (
            {"code": None, "signal": "SIGTERM", "timed_out": True, "timeout": 60},
            "the command was stopped after its timeout of 60 s, and was ended by SIGTERM",
        ),
        ({"code": None, "unstarted": "x: why"}, "the command cannot be started: x: why"),
    ],
)
def test_the_end_in_words(more: dict[str, Any], said: str) -> None:
    assert ending(seen(**more).witness) == said


def test_what_is_said_below_the_output(capsys: pytest.CaptureFixture[str]) -> None:
    tell_ending(seen(whole_line=False, left_behind=True, stale=("a.xml", "b\x1b[1m\n::error::.xml", *(f"{each}.xml" for each in range(5)))))
    assert capsys.readouterr().out.splitlines() == [
        "",
        "gatekeeper: the command ended with exit code 0, after 2.3 s",
        "gatekeeper: processes that it left behind were stopped",
        "gatekeeper: not of this run, because it was there before: a.xml",
        "gatekeeper: not of this run, because it was there before: b ::error::.xml",
        *(f"gatekeeper: not of this run, because it was there before: {each}.xml" for each in range(3)),
        "gatekeeper: and 2 more that were there before",
    ]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-1, "after 0.0 s"),
        (0.04, "after 0.0 s"),
        (59.94, "after 59.9 s"),
        (60, "after 1m 0s"),
        (3599, "after 59m 59s"),
        (7260, "after 2h 1m"),
    ],
)
def test_how_long_it_took(seconds: float, said: str) -> None:
    assert took(seconds) == said
