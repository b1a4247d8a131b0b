"""Looking through a tree."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
import reports

from gatekeeper.errors import UsageError
from gatekeeper.junit.survey import FOREIGN, survey

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[str, str], Path]


def nowhere(_: str) -> bool:
    """Know no place."""
    return False


def files(folder: Path) -> tuple[str, ...]:
    """Return what is found without knowing any place."""
    return survey(str(folder), nowhere).files


def test_finds_reports_and_nothing_else(folder: Path, write: Write) -> None:
    write("b/junit.xml", reports.report(reports.passed()))
    write("A.XML", reports.report(reports.passed()))
    write("coverage.xml", "<coverage/>")
    write("junit.txt", reports.report(reports.passed()))
    write("empty.xml", "")
    assert files(folder) == ("A.XML", "b/junit.xml")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_reads_the_beginning_in_any_encoding(folder: Path, encoding: str) -> None:
    (folder / "a.xml").write_bytes(reports.suite(reports.passed()).encode(encoding))
    assert files(folder) == ("a.xml",)


def test_finds_a_root_with_a_prefix(folder: Path, write: Write) -> None:
    write("a.xml", '<j:testsuite xmlns:j="x"><j:testcase name="a"/></j:testsuite>')
    assert files(folder) == ("a.xml",)


@pytest.mark.parametrize("name", sorted(FOREIGN))
def test_passes_by_what_is_not_ours(folder: Path, write: Write, name: str) -> None:
    write(f"x/{name}/junit.xml", reports.report(reports.passed()))
    assert files(folder) == ()


def test_a_known_place_needs_no_content(folder: Path, write: Write) -> None:
    write("known/a.xml", "")
    write("other/a.xml", "")
    assert survey(str(folder), lambda path: path.startswith("known/")).files == ("known/a.xml",)


def test_links_and_devices(folder: Path, write: Write) -> None:
    write("a.xml", reports.report(reports.passed()))
    (folder / "b.xml").symlink_to("a.xml")
    (folder / "loop").symlink_to(".")
    (folder / "broken.xml").symlink_to("nothing")
    os.mkfifo(folder / "fifo.xml")
    assert files(folder) == ("a.xml",)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list every folder")
def test_says_which_folder_cannot_be_listed(folder: Path) -> None:
    (folder / "closed").mkdir(mode=0)
    assert survey(str(folder), nowhere).skipped == {"closed": "the folder cannot be listed: Permission denied"}


def test_a_tree_without_end_is_refused(folder: Path, write: Write) -> None:
    for number in range(11):
        write(f"f{number}", "")
    with pytest.raises(UsageError, match="more than 10 files and folders"):
        survey(str(folder), nowhere, most=10)
    assert survey(str(folder), nowhere, most=11).files == ()
