from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import runs

from gatekeeper.model import File, FileStatus, Outcome, Verdict
from gatekeeper.rules.expected_files import ExpectedFiles
from gatekeeper.rules.value import Expected

if TYPE_CHECKING:
    from gatekeeper.rules.base import Finding


def ask(expected: object, *paths: str) -> Finding:
    files = tuple(File(path=path, status=FileStatus.COUNTED) for path in paths)
    return runs.ask(ExpectedFiles(expected_files=Expected.parse(expected)), runs.category(files=files))


def test_the_expected_number_passes() -> None:
    finding = ask(2, "a.xml", "b.xml")
    assert (finding.outcome, finding.reason) == (Outcome.PASSED, "2 report files counted, 2 expected")


@pytest.mark.parametrize(("paths", "reason"), [(1, "1 report file counted, 2 expected"), (3, "3 report files counted, 2 expected")])
def test_one_less_and_one_more_are_incomplete(paths: int, reason: str) -> None:
    finding = ask(2, *[f"{number}.xml" for number in range(paths)])
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, reason)
    assert ExpectedFiles.verdict is Verdict.INCOMPLETE
    assert "expected_files" in ExpectedFiles.remedy


def test_every_name_must_be_there() -> None:
    assert ask(["a.xml", "b.xml"], "build/a.xml", "b.xml", "more.xml").outcome is Outcome.PASSED
    finding = ask(["a.xml", "b.xml"], "build/a.xml")
    assert (finding.outcome, finding.reason) == (Outcome.FAILED, "expected report files were not counted: b.xml")


@pytest.mark.parametrize(
    ("name", "path", "found"),
    [
        ("TEST-*.xml", "build/TEST-shop.xml", True),
        ("shard-?.xml", "shard-1.xml", True),
        ("unit/junit.xml", "build/unit/junit.xml", True),
        ("unit/junit.xml", "build/myunit/junit.xml", False),
        ("a.xml", "ba.xml", False),
        ("A.xml", "a.xml", False),
        ("TEST[chrome].xml", "TEST[chrome].xml", True),
        ("TEST[chrome].xml", "TESTc.xml", False),
    ],
)
def test_names_match_the_end_of_a_path(name: str, path: str, found: bool) -> None:
    assert (ask([name], path).outcome is Outcome.PASSED) is found


def test_refused_files_are_not_counted() -> None:
    rule = ExpectedFiles(expected_files=Expected.parse(2))
    assert runs.ask(rule, runs.category(files=(runs.COUNTED, runs.refused()))).outcome is Outcome.FAILED


@pytest.mark.parametrize("expected", [2, ["b.xml"]])
def test_a_file_that_repeats_another_is_named_as_such(expected: object) -> None:
    rule = ExpectedFiles(expected_files=Expected.parse(expected))
    finding = runs.ask(rule, runs.category(files=(runs.COUNTED, runs.duplicate())))
    assert finding.outcome is Outcome.FAILED
    assert finding.reason.endswith("; not counted again: b.xml (the same bytes as a.xml)")


def test_is_asked_only_by_its_setting() -> None:
    assert not ExpectedFiles().active
    assert ExpectedFiles(expected_files=Expected.parse(0)).active
