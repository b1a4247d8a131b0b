"""REPORTS of the command line: files, folders and globs, and the categories they go to."""

from __future__ import annotations

import json
import os
import stat
from typing import TYPE_CHECKING, Any

import pytest
import reports

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran


_TWO = '[categories.unit]\nreports = ["unit/*.xml"]\n[categories.e2e]\nreports = ["e2e/**/*.xml", "!e2e/old/**"]\n'


def _report(number: int, prefix: str = "t") -> str:
    return reports.report(reports.passed(number, prefix))


def _record(ran: Ran) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(ran.out)
    return record


def _paths(ran: Ran) -> list[object]:
    return [file["path"] for file in _record(ran)["files"]]


def _executed(ran: Ran) -> dict[str, int]:
    return {each["name"]: each["counts"]["executed"] for each in _record(ran)["categories"]}


def test_files_folders_and_globs_together(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("a.xml", _report(1, "a"))
    write("folder/deep/b.XML", _report(2, "b"))
    write("folder/notes.txt", "not asked for")
    write("many/c1.xml", _report(3, "c"))
    write("many/c2.xml", _report(4, "d"))
    ran = gatekeeper("check", "a.xml", "folder", "many/c*.xml", "--format", "json")
    assert (ran.code, _executed(ran)) == (0, {"tests": 10})
    assert _paths(ran) == ["a.xml", "folder/deep/b.XML", "many/c1.xml", "many/c2.xml"]


@pytest.mark.parametrize("name", ["a*b.xml", "a?b.xml", "[ab].xml", "!a.xml", "{a,b}.xml", "~a.xml", "a b.xml", "-- a.xml"])
def test_an_existing_path_is_literal(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], name: str) -> None:
    write(name, _report(2))
    write("axb.xml", reports.report(reports.failed()))
    write("a.xml", reports.report(reports.failed()))
    ran = gatekeeper("check", "--format", "json", "--", name)
    assert (ran.code, _paths(ran)) == (0, [name])


def test_a_folder_with_special_characters_is_literal(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("out[1]/a.xml", _report(2))
    write("out1/a.xml", reports.report(reports.failed()))
    ran = gatekeeper("check", "out[1]", "--format", "json")
    assert (ran.code, _paths(ran)) == (0, ["out[1]/a.xml"])


def test_a_path_may_lie_anywhere(
    gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "junit.xml"
    elsewhere.write_text(_report(2), encoding="utf-8")
    write("gatekeeper.toml", '[categories.unit]\nreports = ["*.xml"]\n')
    ran = gatekeeper("check", str(elsewhere), "--category", "unit", "--format", "json")
    assert (ran.code, _paths(ran)) == (0, [str(elsewhere)])


@pytest.mark.parametrize("missing", ["no.xml", "no/folder", "no*.xml"])
def test_what_is_not_there_is_no_evidence(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], missing: str) -> None:
    write("good.xml", _report(2))
    ran = gatekeeper("check", "good.xml", missing)
    assert (ran.code, missing in ran.out) == (3, True)
    assert ran.out.splitlines()[-1] == "NO_EVIDENCE: evidence-found [tests]"


def test_an_empty_folder_is_no_evidence(gatekeeper: Callable[..., Ran], folder: Path) -> None:
    (folder / "empty").mkdir()
    ran = gatekeeper("check", "empty")
    assert (ran.code, "no report file matches empty" in ran.out) == (3, True)


def test_what_is_no_file_is_refused_at_once(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], folder: Path) -> None:
    write("good.xml", _report(2))
    os.mkfifo(folder / "fifo.xml")
    ran = gatekeeper("check", "good.xml", "fifo.xml")
    assert (ran.code, "fifo.xml: this is a FIFO" in ran.out) == (3, True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_refused(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("good.xml", _report(2))
    write("secret.xml", _report(2)).chmod(stat.S_IWUSR)
    ran = gatekeeper("check", "good.xml", "secret.xml")
    assert (ran.code, "secret.xml" in ran.out) == (3, True)


def test_an_unreadable_path_is_refused_for_root_too(
    gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], folder: Path
) -> None:
    write("good.xml", _report(2))
    (folder / "loop.xml").symlink_to("loop.xml")
    ran = gatekeeper("check", "good.xml", "loop.xml")
    assert (ran.code, "loop.xml: the file cannot be opened" in ran.out) == (3, True)


def test_each_report_goes_to_the_category_whose_patterns_match(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("gatekeeper.toml", _TWO)
    write("unit/a.xml", _report(1))
    write("unit/left_out.xml", reports.report(reports.failed()))
    write("e2e/deep/b.xml", _report(2))
    ran = gatekeeper("check", "unit/a.xml", "e2e/deep/b.xml", "--format", "json")
    assert (ran.code, _executed(ran)) == (0, {"unit": 1, "e2e": 2})


def test_reports_replace_the_search_so_a_category_may_stay_without(
    gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]
) -> None:
    write("gatekeeper.toml", _TWO)
    write("unit/a.xml", _report(1))
    write("e2e/b.xml", _report(2))
    ran = gatekeeper("check", "unit/a.xml")
    assert (ran.code, "NO_EVIDENCE evidence-found [e2e]" in ran.out) == (3, True)


@pytest.mark.parametrize("stray", ["stray.xml", "e2e/old/b.xml", "unit/deep/a.xml"])
def test_a_report_that_fits_no_category_is_wrong_usage(
    gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], stray: str
) -> None:
    write("gatekeeper.toml", _TWO)
    write("unit/a.xml", _report(1))
    write(stray, _report(1))
    ran = gatekeeper("check", "unit/a.xml", stray)
    assert (ran.code, ran.out) == (2, "")
    assert f"{stray} matches the patterns of no category" in ran.err


def test_a_single_category_in_the_configuration_asks_its_patterns_too(
    gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]
) -> None:
    write("gatekeeper.toml", '[categories.unit]\nreports = ["unit/*.xml"]\n')
    write("stray.xml", _report(1))
    assert gatekeeper("check", "stray.xml").code == 2
    assert gatekeeper("check", "stray.xml", "--category", "unit").code == 0


def test_with_one_category_the_reports_are_that_category(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("gatekeeper.toml", _TWO)
    write("stray.xml", _report(3))
    ran = gatekeeper("check", "stray.xml", "--category", "e2e", "--format", "json")
    assert (ran.code, _executed(ran), _record(ran)["partial"]) == (0, {"e2e": 3}, True)


def test_one_file_in_two_categories_is_a_configuration_error(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    write("gatekeeper.toml", '[categories.a]\nreports = ["*.xml"]\n[categories.b]\nreports = ["junit.xml"]\n')
    write("junit.xml", _report(3))
    ran = gatekeeper("check", "junit.xml")
    assert (ran.code, "junit.xml belongs to two categories: a and b" in ran.err) == (2, True)


def test_names_that_are_no_text(gatekeeper: Callable[..., Ran], folder: Path) -> None:
    for name in (b"n\xff.xml", b"two\nlines.xml"):
        with open(os.path.join(os.fsencode(folder), name), "wb") as file:
            file.write(_report(2, name[:1].decode()).encode())
    ran = gatekeeper("check", ".", "--format", "json")
    assert (ran.code, sorted(map(str, _paths(ran)))) == (0, ["./n\\xff.xml", "./two\\nlines.xml"])
