from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gatekeeper.audit.formats.place import from_top, is_issue

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("path", "made"),
    [
        ("a.md", "sub/a.md"),
        ("b/a.md", "sub/b/a.md"),
        ("../a.md", "a.md"),
        ("../other/a.md", "other/a.md"),
        ("./b/../a.md", "sub/a.md"),
        ("..a.md", "sub/..a.md"),
        ("{top}/docs/a.md", "docs/a.md"),
        ("{top}/../a.md", "{above}/a.md"),
        ("../../..b/a.md", "{above}/..b/a.md"),
        ("../..b/a.md", "..b/a.md"),
    ],
)
def test_a_path_is_taken_from_the_top(folder: Path, monkeypatch: pytest.MonkeyPatch, path: str, made: str) -> None:
    (folder / "sub").mkdir()
    monkeypatch.chdir(folder / "sub")
    above = str(folder.parent)
    assert from_top(path.format(top=folder), str(folder)) == made.format(above=above)


@pytest.mark.parametrize(
    ("path", "says"), [("#7", True), ("#07", False), ("#7.md", False), ("docs/#7", False), ("7", False), ("#7\n", False)]
)
def test_an_issue_is_no_file(path: str, *, says: bool) -> None:
    assert is_issue(path) is says
