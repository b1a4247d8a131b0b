from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from gatekeeper.junit.reading import read_file
from gatekeeper.junit.want import Want
from gatekeeper.selftest.evidence import ERROR, FAILURE, SKIPPED, Case, Report
from gatekeeper.selftest.xml import data_of

if TYPE_CHECKING:
    from pathlib import Path

BODIES = ("", FAILURE, ERROR, SKIPPED)


def test_the_reader_finds_in_it_what_was_written(folder: Path) -> None:
    cases = tuple(Case(id=f'c<&">.x::t{number}"\'', body=body, time="0.5") for number, body in enumerate(BODIES))
    report = Report(path="a.xml", cases=cases, properties={"git.commit": 'a"<b'}, age=timedelta(hours=1))
    (folder / "a.xml").write_bytes(data_of(report))
    found = read_file("a.xml", "a.xml", Want(category="unit"))
    counts = found.counts
    assert (counts.passed, counts.failed, counts.errored, counts.skipped) == (1, 1, 1, 1)
    assert [each.id for each in found.failures] == [cases[1].id, cases[2].id]
    assert (found.file.properties["git.commit"], found.seconds, found.disagreements.count) == (('a"<b',), 2.0, 0)
    assert found.newest is not None
    assert abs(datetime.now(UTC) - found.newest - timedelta(hours=1)) < timedelta(minutes=1)


def test_what_is_declared_and_what_is_not_there() -> None:
    text = data_of(Report(path="a.xml", declared={"tests": "9"}, age=None, host="", inside="<x/>")).decode()
    assert ('tests="9"' in text, "timestamp" in text, "hostname" in text, "<x/>" in text) == (True, False, False, True)


def test_bytes_are_written_as_they_are() -> None:
    assert data_of(Report(path="a.xml", data=b"\0")) == b"\0"
