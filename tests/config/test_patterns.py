from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from configs import complaint, settle

if TYPE_CHECKING:
    from pathlib import Path


def text(*patterns: str) -> str:
    quoted = ", ".join(f"'{pattern}'" for pattern in patterns)
    return f"[categories.unit]\nreports = [{quoted}]\n"


@pytest.mark.parametrize(
    "pattern",
    [
        "/etc/junit.xml",
        "../junit.xml",
        "build/../../junit.xml",
        "**/../../junit.xml",
        "build*/../x.xml",
        "b?/../../x.xml",
        "[b]/../../x.xml",
        "..",
        "!../junit.xml",
        "!/junit.xml",
    ],
)
def test_a_pattern_that_leaves_the_repository_is_refused(folder: Path, pattern: str) -> None:
    said, next_step = complaint(folder, text("a.xml", pattern))
    assert said == f'categories.unit.reports[1]: the pattern "{pattern}" leaves the repository'
    assert str(folder) in next_step


@pytest.mark.parametrize("pattern", [r"\.\./outside.xml", r"..\/outside.xml", r"build\junit.xml"])
def test_a_backslash_could_hide_dots_and_is_refused(folder: Path, pattern: str) -> None:
    said, next_step = complaint(folder, text(pattern))
    assert said == f'categories.unit.reports[0]: the pattern "{pattern}" holds a backslash'
    assert next_step == "write / between folders, on every system"


@pytest.mark.parametrize("escape", [r"\u0000", r"\n", r"\u007f"])
def test_a_control_character_is_refused(folder: Path, escape: str) -> None:
    said, _ = complaint(folder, f'[categories.unit]\nreports = ["a{escape}.xml"]')
    assert said == "categories.unit.reports[0]: the pattern holds a control character"


@pytest.mark.parametrize("pattern", ["!", "! "])
def test_an_exclude_of_nothing_is_refused(folder: Path, pattern: str) -> None:
    assert complaint(folder, text("a.xml", pattern))[0] == "categories.unit.reports[1]: the pattern is empty"


def test_only_excludes_find_nothing_and_are_refused(folder: Path) -> None:
    said, next_step = complaint(folder, text("!a.xml", "!b.xml"))
    assert said == "categories.unit.reports: there are only excludes"
    assert "without !" in next_step


@pytest.mark.parametrize(
    "pattern", ["*.xml", "./a.xml", "build/**/*.xml", "a/../b.xml", "a..b.xml", "*/..a/x.xml", "ä\u00a0b.xml", "!a.xml"]
)
def test_anything_inside_is_fine(folder: Path, pattern: str) -> None:
    assert pattern in settle(folder, text("a.xml", pattern)).categories[0].reports


def test_inside_a_repository_a_pattern_may_leave_the_folder_but_not_the_repository(folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / "sub").mkdir()
    assert settle(folder, text("../other/*.xml"), "sub/gatekeeper.toml").categories[0].reports == ("../other/*.xml",)
    assert "leaves the repository" in complaint(folder, text("../../other/*.xml"), "sub/gatekeeper.toml")[0]


def test_a_sibling_whose_name_begins_alike_is_outside(folder: Path) -> None:
    (folder / "repo" / ".git").mkdir(parents=True)
    assert "leaves the repository" in complaint(folder, text("../repository/a.xml"), "repo/gatekeeper.toml")[0]


@pytest.mark.parametrize(
    ("pattern", "remedy"), [("build", 'write "build/**/*.xml"'), ("other/", 'write "other/**/*.xml"'), ("!e2e/", 'write "!e2e/**/*.xml"')]
)
def test_a_folder_is_no_pattern(folder: Path, pattern: str, remedy: str) -> None:
    (folder / "build").mkdir()
    message, said = complaint(folder, text("a.xml", pattern))
    assert (f'the pattern "{pattern}" is a folder' in message, said) == (True, remedy)
