"""The options of ``check`` that say what to judge, what to print and what to write."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import reports
from terminal import on_terminal

from gatekeeper import __version__

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran

_TWO = '[categories.unit]\nreports = ["unit.xml"]\n[categories.e2e]\nreports = ["e2e.xml"]\n'
_GREEN = reports.report(reports.passed(3))


def test_config_names_a_file(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("gatekeeper.toml", "this is not read")
    write("ci/other.toml", '[categories.unit]\nreports = ["unit.xml"]\n')
    write("ci/unit.xml", _GREEN)
    ran = gatekeeper("check", "--config", "ci/other.toml", "--format", "json")
    assert (ran.code, json.loads(ran.out)["policy"]["source"]) == (0, "other.toml")


def test_a_missing_config_is_exit_2(gatekeeper: Callable[..., Ran]) -> None:
    ran = gatekeeper("check", "--config", "no.toml")
    assert (ran.code, "no.toml" in ran.err, "next: " in ran.err) == (2, True, True)


def test_no_config_ignores_the_configuration(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("gatekeeper.toml", "this is not read")
    write("junit.xml", _GREEN)
    assert gatekeeper("check", "junit.xml").code == 2
    assert gatekeeper("check", "junit.xml", "--no-config").code == 0


@pytest.mark.parametrize("arguments", [("--config", "a.toml", "--no-config", "x.xml"), ("--record", "r", "--no-record", "x.xml")])
def test_options_that_exclude_each_other(gatekeeper: Callable[..., Ran], arguments: tuple[str, ...]) -> None:
    ran = gatekeeper("check", *arguments)
    assert (ran.code, "exclude each other" in ran.err) == (2, True)


def test_without_configuration_and_reports_the_next_step_is_named(gatekeeper: Callable[..., Ran]) -> None:
    ran = gatekeeper("check")
    assert (ran.code, "gatekeeper init" in ran.err) == (2, True)


def test_category_narrows_and_marks_the_record_partial(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("gatekeeper.toml", _TWO)
    write("unit.xml", _GREEN)
    ran = gatekeeper("check", "--category", "unit")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "PASSED, partial (only unit): 3 of 3 tests passed (100.0%)")
    record = json.loads(gatekeeper("check", "--category", "unit", "--category", "e2e", "--format", "json").out)
    assert ([each["name"] for each in record["categories"]], record["partial"]) == (["unit", "e2e"], True)


def test_an_unknown_category_says_what_was_meant(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("gatekeeper.toml", _TWO)
    ran = gatekeeper("check", "--category", "unti")
    assert (ran.code, "did you mean unit?" in ran.err) == (2, True)


def test_quiet_prints_only_the_verdict(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("junit.xml", reports.report(reports.passed(3), reports.failed()))
    ran = gatekeeper("check", "junit.xml", "--quiet")
    assert (ran.code, ran.out, ran.err) == (1, "FAILED: pass-rate [tests]; 3 of 4 tests passed (75.0%)\n", "")


def test_verbose_prints_every_rule_and_file(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("junit.xml", reports.report(*(reports.failed(f"bad{number}") for number in range(12))))
    short, long = gatekeeper("check", "junit.xml"), gatekeeper("check", "junit.xml", "--verbose")
    assert "10 of 12 failures are shown; --verbose lists more; the inventory lists them all" in short.out
    assert "failed c::bad11" not in short.out
    assert "failed c::bad11" in long.out
    assert "passed evidence-found [tests]: 1 report file found" in long.out
    assert "file junit.xml: counted" in long.out


@pytest.mark.parametrize(("arguments", "environ"), [(("--no-color",), {}), ((), {"NO_COLOR": "1"})])
def test_no_color_leaves_no_escape_sequence(write: Callable[[str, str], Path], arguments: tuple[str, ...], environ: dict[str, str]) -> None:
    write("junit.xml", _GREEN)
    code, shown = on_terminal(["check", "junit.xml", *arguments], environ=environ)
    assert (code, "\x1b" in shown, "PASSED" in shown) == (0, False, True)


def test_a_narrow_terminal_keeps_every_number(write: Callable[[str, str], Path]) -> None:
    write("gatekeeper.toml", f'[categories.{"long-name" * 7}]\nreports = ["junit.xml"]\n')
    write("junit.xml", reports.report(reports.passed(1234)))
    code, shown = on_terminal(["check", "--no-color"], columns=80)
    assert (code, shown.count("1234") >= 2, max(map(len, shown.splitlines()[:-1])) <= 80) == (0, True, True)


def test_the_record_has_its_place(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], folder: Path) -> None:
    write("junit.xml", _GREEN)
    gatekeeper("check", "junit.xml")
    assert sorted(path.name for path in (folder / ".gatekeeper").iterdir()) == ["record.cases.jsonl.gz", "record.json"]
    gatekeeper("check", "junit.xml", "--record", "deep/er/mine.json")
    assert sorted(path.name for path in (folder / "deep/er").iterdir()) == ["mine.cases.jsonl.gz", "mine.json"]


def test_no_record_writes_nothing(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], folder: Path) -> None:
    write("junit.xml", _GREEN)
    ran = gatekeeper("check", "junit.xml", "--no-record", "--format", "json")
    assert (ran.code, json.loads(ran.out)["inventory"], [path.name for path in folder.iterdir()]) == (0, None, ["junit.xml"])


@pytest.mark.parametrize("place", ["file/record.json", "folder", "/", ".", "/proc/self/record.json"])
@pytest.mark.parametrize(("outcome", "code"), [(reports.passed(), 4), (reports.failed(), 1)])
def test_a_record_that_cannot_be_written(
    gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], folder: Path, place: str, outcome: str, code: int
) -> None:
    write("file", "")
    write("folder/inside", "")
    write("junit.xml", reports.report(reports.passed(3), outcome))
    ran = gatekeeper("check", "junit.xml", "--record", place)
    assert ran.code == code
    assert ran.out.splitlines()[-1].startswith("PASSED: 3 of 3" if code == 4 else "FAILED: pass-rate [tests]; 3 of 4")
    assert f"error: {place} cannot be written" in ran.err
    assert "--no-record" in ran.err
    assert sorted(path.name for path in folder.iterdir()) == ["file", "folder", "junit.xml"]


def test_formats(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], folder: Path) -> None:
    write("junit.xml", _GREEN)
    assert gatekeeper("check", "junit.xml", "--format", "json").out == (folder / ".gatekeeper/record.json").read_text("utf-8")
    assert gatekeeper("check", "junit.xml", "--format", "markdown").out.startswith("## PASSED: 3 of 3")
    assert gatekeeper("check", "junit.xml", "--format", "yaml").code == 2


def test_version_and_help(gatekeeper: Callable[..., Ran]) -> None:
    assert gatekeeper("--version").out == f"gatekeeper, version {__version__}\n"
    ran = gatekeeper()
    assert (ran.code, ran.out, "Commands:" in ran.err) == (2, "", True)
    assert gatekeeper("chekc").code == 2


def test_help_fits_80_columns(gatekeeper: Callable[..., Ran]) -> None:
    from gatekeeper.cli import gatekeeper as group

    for command in ("", *group.commands, *group.list_commands(None)):  # type: ignore[arg-type] # asks for no context
        ran = gatekeeper(*command.split(), "--help", COLUMNS="200")
        assert (command, ran.code, [line for line in ran.out.splitlines() if len(line) > 80]) == (command, 0, [])
        assert gatekeeper(*command.split(), "-h", COLUMNS="200").out == ran.out


def test_wrong_usage_cannot_write_a_workflow_command(gatekeeper: Callable[..., Ran]) -> None:
    ran = gatekeeper("check", "--x\n::error::injected ##[error]")
    assert (ran.code, [line for line in ran.err.splitlines() if line.lstrip().startswith("::") or "##[" in line]) == (2, [])


def test_the_locale_does_not_matter(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("prüfung.xml", reports.report(reports.failed("größe → 日本")))
    ran = gatekeeper("check", "prüfung.xml", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (ran.code, "failed c::größe → 日本" in ran.out) == (1, True)
