from __future__ import annotations

import os
from pathlib import Path

import pytest

from gatekeeper.documents.report.folder import INVENTORY, PAGE, RECORD, Folder
from gatekeeper.errors import DeliveryError, UsageError

_PAGE = b'<!doctype html><meta name="generator" content="gatekeeper report">'
_RECORD = b'{\n  "categories": []}'


def _folder(base: Path, name: str = "out") -> Folder:
    return Folder(base / name, base)


def test_the_folder_is_made_and_written_into(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "a/b")
    folder.prepare()
    folder.write(PAGE, [_PAGE[:10], _PAGE[10:]])
    folder.write(PAGE, [_PAGE, b"again"])
    assert os.listdir(tmp_path / "a" / "b") == [PAGE]
    assert (tmp_path / "a" / "b" / PAGE).read_bytes() == _PAGE + b"again"


@pytest.mark.parametrize(("name", "theirs"), [(PAGE, b"<!doctype html><h1>Shop"), (RECORD, b'{"a": 1}'), (INVENTORY, b"text")])
def test_what_is_not_ours_stays(tmp_path: Path, name: str, theirs: bytes) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / name).write_bytes(theirs)
    for act in (Folder.prepare, lambda folder: folder.write(name, [b"x"]), lambda folder: folder.remove(name)):
        with pytest.raises(DeliveryError, match=rf"{name} there is not one of ours"):
            act(_folder(tmp_path))
    assert (os.listdir(tmp_path / "out"), (tmp_path / "out" / name).read_bytes()) == ([name], theirs)


@pytest.mark.parametrize(("name", "theirs"), [(RECORD, _RECORD), (INVENTORY, b"\x1f\x8bbackup")])
def test_what_only_looks_like_ours_stays_unless_a_page_of_ours_is_beside_it(tmp_path: Path, name: str, theirs: bytes) -> None:
    place = tmp_path / "out" / name
    place.parent.mkdir()
    place.write_bytes(theirs)
    for act in (Folder.prepare, lambda folder: folder.write(name, [b"x"]), lambda folder: folder.remove(name)):
        with pytest.raises(DeliveryError, match=rf"{name} stands there without a page of ours"):
            act(_folder(tmp_path))
    assert place.read_bytes() == theirs
    (tmp_path / "out" / PAGE).write_bytes(_PAGE)
    _folder(tmp_path).prepare()
    _folder(tmp_path).write(name, [b"x"])
    assert place.read_bytes() == b"x"


@pytest.mark.parametrize("name", [".git", ".gatekeeper", ".git/hooks/out", "a/.Gatekeeper/out", "link", "link/out"])
def test_no_page_among_the_files_of_git_or_the_records(tmp_path: Path, name: str) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / ".git")
    with pytest.raises(UsageError, match="among git's files or the records"):
        _folder(tmp_path, name).prepare()
    assert os.listdir(tmp_path / ".git") == []


def test_a_folder_in_the_place_of_a_file_stays(tmp_path: Path) -> None:
    (tmp_path / "out" / PAGE).mkdir(parents=True)
    with pytest.raises(DeliveryError, match="no regular file"):
        _folder(tmp_path).prepare()


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "inner").mkdir()
    (tmp_path / "near").symlink_to(tmp_path / "far")
    for name in ("near", "near/inner", "near/new"):
        with pytest.raises(DeliveryError, match="near is a link"):
            _folder(tmp_path, name).prepare()
    with pytest.raises(DeliveryError, match="near is a link"):
        Folder(tmp_path / "near", tmp_path / "elsewhere").prepare()
    (tmp_path / "victim").write_bytes(_PAGE)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / PAGE).symlink_to(tmp_path / "victim")
    with pytest.raises(DeliveryError, match="no regular file"):
        _folder(tmp_path).write(PAGE, [b"x"])
    assert (os.listdir(tmp_path / "far"), (tmp_path / "victim").read_bytes()) == (["inner"], _PAGE)


def test_a_write_that_breaks_off_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    folder.prepare()
    folder.write(RECORD, [_RECORD])

    def breaks() -> object:
        yield b"half"
        raise OSError(28, "No space left on device")

    with pytest.raises(DeliveryError, match=r"no page can be written into .*out: No space left on device") as raised:
        folder.write(RECORD, breaks())  # type: ignore[arg-type]
    assert (raised.value.exit_code, os.listdir(tmp_path / "out")) == (4, [RECORD])
    assert (tmp_path / "out" / RECORD).read_bytes() == _RECORD


def test_a_file_of_ours_is_removed_once(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    folder.prepare()
    folder.write(INVENTORY, [b"\x1f\x8b"])
    folder.remove(INVENTORY)
    folder.remove(INVENTORY)
    assert os.listdir(tmp_path / "out") == []


def test_a_file_where_the_folder_should_be_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(DeliveryError, match="no page can be written"):
        _folder(tmp_path).prepare()
    with pytest.raises(DeliveryError, match="no page can be written"):
        Folder(Path("a\0b"), tmp_path).prepare()
