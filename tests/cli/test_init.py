"""The command: what it says, and what it never touches."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest
import reports
import tomli
from click.testing import CliRunner
from clones import bare_configuration, git

from gatekeeper.cli.init import init
from gatekeeper.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran

    Gatekeeper = Callable[..., Ran]
    Write = Callable[[str, str], Path]


GOOD = reports.report(reports.passed(2))


def different(number: int) -> str:
    """Return a report like no other."""
    return reports.report(reports.passed(number, f"t{number}_"))


def test_left_out_is_said(gatekeeper: Gatekeeper, write: Write, folder: Path) -> None:
    write("junit.xml", GOOD)
    write("tests/fixtures/sample.xml", GOOD)
    write("cut.xml", GOOD[:-20])
    ran = gatekeeper("init")
    written = tomli.loads((folder / "gatekeeper.toml").read_text())
    assert written["categories"] == {"tests": {"reports": ["junit.xml"]}}
    assert "left out tests/fixtures/sample.xml: it lies among test data" in ran.out
    assert "left out cut.xml: " in ran.out


def test_hostile_names_are_found_again(gatekeeper: Gatekeeper, folder: Path) -> None:
    names = [
        'a"b',
        "new\nline",
        "[x]",
        "!no",
        "back\\slash",
        " lead",
        "ü\u202e\U0001f600",
        "*",
        "q?",
        "~t",
        "{a,b}",
        "@(a)",
        "::error::x",
        "##[x",
    ]
    for number, name in enumerate(names, 1):
        (folder / f"{name}.xml").write_text(different(number), encoding="utf-8")
    (folder / os.fsdecode(b"\xff\xfe.xml")).write_text(different(50), encoding="utf-8")
    ran = gatekeeper("init")
    assert ran.code == 0
    assert "\u202e" not in ran.out
    assert "##[" not in ran.out
    counted = gatekeeper("check", "--no-record").out
    assert f"{sum(range(1, len(names) + 1)) + 50} of " in counted


@pytest.mark.parametrize("name", ["gatekeeper.toml", ".github/gatekeeper.toml", "pyproject.toml"])
@pytest.mark.parametrize("text", ['{}[categories.a]\nreports = ["a.xml"]\n', "not toml = = gatekeeper"], ids=["sound", "broken"])
def test_never_over_an_existing_configuration(gatekeeper: Gatekeeper, write: Write, folder: Path, name: str, text: str) -> None:
    text = text.format("[tool.gatekeeper]\n").replace("[cat", "[tool.gatekeeper.cat") if name == "pyproject.toml" else text.format("")
    write("junit.xml", GOOD)
    path = write(name, text)
    before = sorted(os.listdir(folder))
    ran = gatekeeper("init")
    assert (ran.code, path.read_text(), sorted(os.listdir(folder))) == (2, text, before)
    assert str(path) in ran.err
    assert "next: " in ran.err


def test_a_link_that_leads_nowhere_is_not_followed(gatekeeper: Gatekeeper, write: Write, folder: Path) -> None:
    write("junit.xml", GOOD)
    (folder / "gatekeeper.toml").symlink_to("nowhere")
    ran = gatekeeper("init")
    assert ran.code == 2
    assert not (folder / "nowhere").exists()


def test_nothing_found_is_3_and_says_how_to_report(gatekeeper: Gatekeeper, write: Write, folder: Path) -> None:
    write("coverage.xml", "<coverage/>")
    ran = gatekeeper("init")
    assert (ran.code, ran.out, os.listdir(folder)) == (3, "", ["coverage.xml"])
    for word in ("--junitxml", "jest-junit", "surefire-reports", "test-results", "gotestsum", "nextest", "--output-junit"):
        assert word in ran.err


def test_the_file_is_new_readable_and_alone(gatekeeper: Gatekeeper, write: Write, folder: Path) -> None:
    write("junit.xml", GOOD)
    old = os.umask(0o022)
    try:
        assert gatekeeper("init").code == 0
    finally:
        os.umask(old)
    assert sorted(os.listdir(folder)) == ["gatekeeper.toml", "junit.xml"]
    assert stat.S_IMODE((folder / "gatekeeper.toml").stat().st_mode) == 0o644


@pytest.mark.parametrize("place", [".github", "inner/most"])
def test_below_what_counts_here_already(write: Write, folder: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    write(f"{place}/junit.xml", GOOD)
    if place != ".github":
        (folder / ".git").mkdir()
        write("gatekeeper.toml", '[categories.a]\nreports = ["a.xml"]\n')
    monkeypatch.chdir(folder / place)
    ran = CliRunner().invoke(init, standalone_mode=False)
    assert isinstance(ran.exception, UsageError)
    assert os.listdir(folder / place) == ["junit.xml"]


def test_a_long_list_of_what_was_left_out_is_cut(gatekeeper: Gatekeeper, write: Write) -> None:
    for number in range(13):
        write(f"fixtures/{number}.xml", different(number + 1))
    ran = gatekeeper("init")
    assert (ran.code, ran.err.count("left out fixtures/")) == (3, 10)
    assert "and 3 more left out" in ran.err


def test_what_git_does_not_ignore_is_named(gatekeeper: Gatekeeper, write: Write, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare_configuration(monkeypatch)
    write("junit.xml", GOOD)
    write(".gitignore", "*.pyc\n")
    assert "gitignore" not in gatekeeper("init").out
    for ignored, said in (("", ".gatekeeper/ and junit.xml"), (".gatekeeper/\n", "junit.xml"), ("junit.xml\n.gatekeeper\n", "")):
        git(folder, "init", "--quiet")
        (folder / "gatekeeper.toml").unlink()
        write(".gitignore", ignored)
        hints = [line for line in gatekeeper("init").out.splitlines() if "gitignore" in line]
        assert hints == ([f"next: add {said} to .gitignore"] if said else [])
