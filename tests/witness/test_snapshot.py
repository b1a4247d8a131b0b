"""What is new, what was written again, and what is stale."""

from __future__ import annotations

import inspect
import os
import shutil
import sys
from typing import TYPE_CHECKING

import configs
import pytest

from gatekeeper.witness.snapshot import collect, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gatekeeper.config.settings import Config


@pytest.fixture
def config(folder: Path) -> Config:
    (folder / "reports").mkdir()
    (folder / "out").mkdir()
    return configs.settle(folder, '[categories.unit]\nreports = ["reports/*.xml"]\n')


def seen(config: Config, folder: Path, act: Callable[[], object]) -> tuple[list[str], list[str]]:
    """Return which files are taken and which are stale after something was done."""
    before = snapshot(config)
    act()
    files, stale = collect(config, folder / "out", before)
    assert all(os.path.samefile(path, shown) for path, shown in files.items())
    return sorted(files.values()), list(stale)


def put(path: Path, text: str = "<a/>", *, old: bool = False) -> Path:
    path.write_text(text)
    if old:
        os.utime(path, (1_000_000_000, 1_000_000_000))
    return path


def test_new_files_of_the_folder_and_of_the_patterns(config: Config, folder: Path) -> None:
    def act() -> None:
        put(folder / "reports/a.xml")
        (folder / "out/deep").mkdir()
        put(folder / "out/deep/B.XML")
        put(folder / "out/notes.txt")
        put(folder / "elsewhere.xml")

    assert seen(config, folder, act) == (["out/deep/B.XML", "reports/a.xml"], [])


def test_a_stale_file_is_not_taken(config: Config, folder: Path) -> None:
    put(folder / "reports/old.xml")
    assert seen(config, folder, lambda: put(folder / "reports/new.xml")) == (["reports/new.xml"], ["reports/old.xml"])


def test_the_same_bytes_written_again_are_new(config: Config, folder: Path) -> None:
    path = put(folder / "reports/a.xml", old=True)
    assert seen(config, folder, lambda: put(path)) == (["reports/a.xml"], [])


def test_other_bytes_under_the_old_times_are_new(config: Config, folder: Path) -> None:
    path = put(folder / "reports/a.xml", "<a/>", old=True)
    assert seen(config, folder, lambda: put(path, "<b/>", old=True)) == (["reports/a.xml"], [])


def test_other_bytes_are_new_even_where_the_system_shows_no_difference(
    config: Config, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gatekeeper.witness import snapshot as module

    monkeypatch.setattr(module, "_mark", lambda path: module.Mark(1, len(path), 4, 1, 1) if os.path.isfile(path) else None)
    path = put(folder / "reports/a.xml", "<a/>")
    assert seen(config, folder, lambda: put(path, "<b/>")) == (["reports/a.xml"], [])


def test_more_than_digests_are_made_of_is_told_by_its_times(config: Config, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gatekeeper.witness.snapshot._MOST_BYTES", 3)
    path, other = put(folder / "reports/a.xml", old=True), put(folder / "reports/b.xml")
    assert snapshot(config).digests == {}
    assert seen(config, folder, lambda: put(path)) == (["reports/a.xml"], [f"reports/{other.name}"])


@pytest.mark.parametrize("how", [os.link, os.symlink, os.rename])
def test_a_stale_file_that_is_moved_into_the_folder_stays_stale(config: Config, folder: Path, how: Callable[[Path, Path], object]) -> None:
    path = put(folder / "reports/old.xml")
    files, stale = seen(config, folder, lambda: how(path, folder / "out/new.xml"))
    assert (files, bool(stale)) == ([], True)


@pytest.mark.parametrize("most", [0, 1 << 20])
def test_other_rights_make_nothing_new(config: Config, folder: Path, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr("gatekeeper.witness.snapshot._MOST_BYTES", most)
    path = put(folder / "reports/old.xml", old=True)
    files, stale = seen(config, folder, lambda: path.chmod(0o600))
    assert (bool(files), bool(stale)) == (most == 0, most != 0)


def test_a_removed_file_is_neither(config: Config, folder: Path) -> None:
    path = put(folder / "reports/old.xml")
    assert seen(config, folder, path.unlink) == ([], [])


def test_a_folder_made_anew_holds_new_files(config: Config, folder: Path) -> None:
    put(folder / "reports/a.xml", old=True)

    def act() -> None:
        shutil.rmtree(folder / "reports")
        (folder / "reports").mkdir()
        put(folder / "reports/a.xml")

    assert seen(config, folder, act) == (["reports/a.xml"], [])


def test_linked_folders_are_not_searched(config: Config, folder: Path) -> None:
    (folder / "else").mkdir()
    put(folder / "else/a.xml")
    assert seen(config, folder, lambda: (folder / "out/link").symlink_to(folder / "else")) == ([], [])


def test_what_is_no_file_is_handed_to_the_reader(config: Config, folder: Path) -> None:
    os.mkfifo(folder / "reports/pipe.xml")
    assert snapshot(config).marks == {}
    (folder / "out/gone.xml").symlink_to("nowhere")
    files, stale = collect(config, folder / "out", snapshot(config))
    assert (sorted(files.values()), stale) == (["out/gone.xml", "reports/pipe.xml"], ())


def test_one_file_by_two_ways_is_taken_once(config: Config, folder: Path) -> None:
    def act() -> None:
        put(folder / "reports/a.xml")
        (folder / "out/a.xml").symlink_to(folder / "reports/a.xml")

    assert len(seen(config, folder, act)[0]) == 1


def test_folders_of_any_depth_are_searched(config: Config, folder: Path) -> None:
    deep = folder / "out" / "/".join("d" * 300)
    deep.mkdir(parents=True)
    put(deep / "a.xml")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 150)
    try:
        files, _ = collect(config, folder / "out", snapshot(config))
    finally:
        sys.setrecursionlimit(limit)
    assert list(files) == [str(deep / "a.xml")]


def test_a_folder_that_cannot_be_listed_is_handed_to_the_reader(config: Config, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "out/b").mkdir()
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: scandir(f"{path}/gone" if str(path).endswith("/b") else path))
    files, _ = collect(config, folder / "out", snapshot(config))
    assert list(files.values()) == ["out/b"]
