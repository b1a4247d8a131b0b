from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from sheets import put

from gatekeeper.documents.regions import files as module
from gatekeeper.documents.regions.errors import RegionError
from gatekeeper.documents.regions.files import Files, read

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "repository").mkdir()
    return tmp_path / "repository"


def _locate(root: Path, path: str) -> Path:
    return Files(root=root).locate(root / path, path)


def test_a_place_inside(root: Path) -> None:
    assert _locate(root, "docs/new/STATUS.md") == (root / "docs/new/STATUS.md").resolve()
    put(root / "real/x.md", "x")
    (root / "link.md").symlink_to("real/x.md")
    (root / "folder").symlink_to("real", target_is_directory=True)
    assert _locate(root, "link.md") == _locate(root, "folder/x.md") == (root / "real/x.md").resolve()


@pytest.mark.parametrize(
    "target", ["../outside.md", "/etc/passwd", ".git/config", ".GIT/x.md", ".gatekeeper/ledger/x.md", "../repository-2/x.md"]
)
def test_a_link_that_leads_out(root: Path, target: str) -> None:
    (root / "x.md").symlink_to(target)
    with pytest.raises(RegionError, match=r"^x\.md leads to .*, where no document"):
        _locate(root, "x.md")
    (root / "folder").symlink_to(os.path.dirname(target) or ".", target_is_directory=True)
    with pytest.raises(RegionError, match="where no document"):
        _locate(root, f"folder/{os.path.basename(target)}")


@pytest.mark.parametrize("path", ["..", "../x.md", "."])
def test_the_root_and_what_is_above_it(root: Path, path: str) -> None:
    if path == ".":
        assert _locate(root, path) == root.resolve()
    else:
        with pytest.raises(RegionError):
            _locate(root, path)


def test_texts_are_taken_as_they_are(root: Path) -> None:
    put(root / "x.md", "\ufeffa\r\nb\r\0☃")
    assert read(root / "x.md", "x.md") == "\ufeffa\r\nb\r\0☃"
    assert read(root / "none.md", "none.md") is None


def test_what_is_no_text(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "x.md").write_bytes(b"abc\xff")
    with pytest.raises(RegionError, match=r"x\.md is not UTF-8: .* at byte 3"):
        read(root / "x.md", "x.md")
    (root / "folder.md").mkdir()
    with pytest.raises(RegionError, match="no regular file"):
        read(root / "folder.md", "folder.md")
    os.mkfifo(root / "pipe.md")
    with pytest.raises(RegionError, match="no regular file"):
        read(root / "pipe.md", "pipe.md")
    monkeypatch.setattr(module, "MOST_BYTES", 3)
    with pytest.raises(RegionError, match="more than"):
        read(root / "x.md", "x.md")


def test_what_cannot_be_read(root: Path) -> None:
    (root / "loop.md").symlink_to("loop.md")
    with pytest.raises(RegionError, match=r"loop\.md cannot be read: Too many"):
        read(root / "loop.md", "loop.md")


def test_two_changes_of_one_file_are_one(root: Path) -> None:
    files = Files(root=root)
    first, second = put(root / "a.md", "a"), put(root / "b.md", "b")
    assert (files.text(first, "a.md"), files.text(second, "b.md")) == ("a", "b")
    files.put(first, "a1")
    files.put(first, f"{files.text(first, 'a.md')}2")
    files.put(second, "b")
    assert list(files.changed()) == [(first, "a", "a12")]
    assert first.read_text() == "a"
