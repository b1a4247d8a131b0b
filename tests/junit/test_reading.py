from __future__ import annotations

import errno
import os
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import reports
from hypothesis import given
from hypothesis import strategies as st
from readings import MODIFIED, four, load_rows, read, read_rows

from gatekeeper.junit.reading import NO_CASES, read_file
from gatekeeper.junit.want import Want
from gatekeeper.model import FileStatus, Problem

if TYPE_CHECKING:
    from pathlib import Path

WANT = Want(category="t")
GOOD = reports.report(reports.passed(3), reports.failed("h\u00e9"), reports.errored(), reports.skipped()).encode()
PIECES = [
    b"<testsuite>",
    b"</testsuite>",
    b"<testcase name='a'>",
    b"</testcase>",
    b"<failure>",
    b"</failure>",
    b"<error/>",
    b"&x;",
    b"<![CDATA[",
    b"]]>",
]
BYTES = st.one_of(
    st.binary(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=12).map(b"".join),
    st.tuples(st.integers(0, len(GOOD)), st.binary(max_size=4)).map(lambda cut: GOOD[: cut[0]] + cut[1] + GOOD[cut[0] + 1 :]),
    st.builds(
        lambda encoding, body: f'<?xml version="1.0" encoding="{encoding}"?>'.encode() + body,
        st.text("utf-178_siocp", max_size=8),
        st.binary(max_size=50),
    ),
)


@given(BYTES)
def test_any_bytes_become_a_reading_and_a_refusal_has_a_reason(data: bytes) -> None:
    for reading in (read(data), read_rows(data)[0]):
        refused = reading.file.status is FileStatus.REFUSED
        assert bool(reading.file.reason) == refused == (reading.file.problem is not None)
        assert reading.file.reason.isprintable()
        assert not (refused and reading.counts.executed - reading.errors.count > 0)


def test_a_report_is_counted_with_its_size_and_digest(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(GOOD)
    reading = read_file(str(tmp_path / "a.xml"), "shown.xml", WANT, str(tmp_path / "part"))
    assert (reading.file.path, reading.file.status, reading.file.bytes) == ("shown.xml", FileStatus.COUNTED, len(GOOD))
    assert four(reading.file.counts) == four(reading.counts) == (3, 1, 1, 1)
    assert reading.part == str(tmp_path / "part")
    assert len(load_rows(reading.part)) == reading.rows == reading.counts.tests == 6


def test_a_reading_has_the_files_own_time_and_what_was_asked_of_it() -> None:
    reading = read(GOOD, forbid=("x",), canary=("*::bad",), properties=("a",))
    assert (reading.file.modified, reading.file.properties) == (MODIFIED, {})
    assert (list(reading.forbidden), list(reading.canaries), reading.dummy) == (["x"], ["*::bad"], "")
    refused = read("<html/>", forbid=("x",), canary=("*",))
    assert (refused.file.modified, refused.forbidden, refused.canaries) == (None, {}, {})


@pytest.mark.parametrize("report", ["<testsuites/>", "<testsuite tests='999'/>", reports.suites(reports.suite())])
def test_a_report_without_a_case_is_refused_and_called_that(report: str) -> None:
    file = read(report).file
    assert (file.status, file.problem, file.reason) == (FileStatus.REFUSED, Problem.NO_CASES, NO_CASES)
    assert file.sha256


def test_a_folder_named_like_a_report_is_refused(tmp_path: Path) -> None:
    file = read_file(str(tmp_path), "x.xml", WANT).file
    assert (file.status, file.reason, file.sha256) == (FileStatus.REFUSED, "this is a folder, not a report file", None)


SCRIPT = """
import sys
if sys.argv[2] == "without":
    sys.modules["lxml"] = None
from gatekeeper.junit.reading import read_file
from gatekeeper.junit.want import Want
for path in sys.argv[3:]:
    print(ascii(read_file(path, path, Want(category="t", forbid=("text",), canary=("*x",), properties=("*",)))))
if sys.argv[1] == "junitparser":
    from junitparser import junitparser
    print("lxml" in junitparser.etree.__name__, file=sys.stderr)
"""


def run(folder: Path, *arguments: str | bytes, **environ: str) -> tuple[bytes, bytes]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments], cwd=folder, env={**os.environ, **environ}, capture_output=True, check=True, timeout=60
    )
    return done.stdout, done.stderr


def test_lxml_makes_no_difference(tmp_path: Path) -> None:
    odd = reports.report(
        reports.case("a", "<!-- c --><?pi x?>", reports.result("failure", "m", "text", type_="T")),
        reports.case("b", reports.result("error", None, "x\ny"), reports.result("skipped")),
        reports.result("error", "torn down"),
    )
    (tmp_path / "a.xml").write_bytes(GOOD)
    (tmp_path / "b.xml").write_text(odd)
    (tmp_path / "c.xml").write_text('<testsuite xmlns:j="u"><testcase name="a"><j:failure message="m">t</j:failure></testcase></testsuite>')
    files = ("a.xml", "b.xml", "c.xml")
    (present, with_lxml), (absent, without_lxml) = (
        run(tmp_path, "junitparser", "with", *files),
        run(tmp_path, "junitparser", "without", *files),
    )
    assert (with_lxml.strip(), without_lxml.strip()) == (b"True", b"False")
    assert present == absent
    assert present.count(b"FAILED") >= 3


def test_the_locale_makes_no_difference(tmp_path: Path) -> None:
    (tmp_path / "plain.xml").write_bytes(GOOD)
    plain = run(tmp_path, "", "", "plain.xml", PYTHONUTF8="1")[0]
    bare = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert run(tmp_path, "", "", "plain.xml", **bare)[0] == plain
    try:
        (tmp_path / os.fsdecode(b"\xff.xml")).write_bytes(GOOD)
    except OSError:
        pytest.skip("this file system has no such names")
    assert b"FileStatus.COUNTED" in run(tmp_path, "", "", b"\xff.xml", **bare)[0]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a device that is always full")
def test_a_full_disk_loses_the_rows_and_not_the_reading(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(GOOD)
    path = str(tmp_path / "a.xml")
    full, plain = read_file(path, "a.xml", WANT, "/dev/full"), read_file(path, "a.xml", WANT)
    assert (full.lost_rows, plain.lost_rows) == (os.strerror(errno.ENOSPC), None)
    assert replace(full, lost_rows=None) == plain
    assert read_file(path, "a.xml", WANT, str(tmp_path / "none" / "part")).lost_rows == os.strerror(errno.ENOENT)
