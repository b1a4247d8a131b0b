"""Places that must not be written, waited for, or believed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import reports
from actions import read_outputs, step

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran


@pytest.fixture(autouse=True)
def _report(write: Callable[[str, str], Path]) -> None:
    write("good.xml", reports.report(reports.passed(3)))


@pytest.mark.parametrize("record", ["good.xml", "./good.xml", "link", "good"])
def test_a_record_never_takes_the_place_of_a_report(gatekeeper: Callable[..., Ran], folder: Path, record: str) -> None:
    (folder / "link").symlink_to("good.xml")
    (folder / "good.cases.jsonl.gz").write_bytes((folder / "good.xml").read_bytes())
    before = sorted((path.name, path.read_bytes()) for path in folder.iterdir())
    ran = gatekeeper("check", "good.xml", "good.cases.jsonl.gz", "--record", record)
    assert (ran.code, ran.err.splitlines()[0].startswith("error: --record names a file that is read: ")) == (2, True)
    assert sorted((path.name, path.read_bytes()) for path in folder.iterdir()) == before


def test_a_record_never_takes_the_place_of_the_configuration(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path]) -> None:
    path = write("gatekeeper.toml", '[categories.unit]\nreports = ["good.xml"]\n')
    before = path.read_bytes()
    assert (gatekeeper("check", "--record", "gatekeeper.toml").code, path.read_bytes()) == (2, before)


def test_a_pipe_at_the_records_place_stays(gatekeeper: Callable[..., Ran], folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    ran = gatekeeper("check", "good.xml", "--record", "pipe")
    assert (ran.code, ran.out.splitlines()[-1].startswith("PASSED"), (folder / "pipe").is_fifo()) == (4, True, True)


def test_no_pipe_is_waited_for(gatekeeper: Callable[..., Ran], folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    assert gatekeeper("check", "good.xml", GITHUB_EVENT_PATH="pipe").code == 0
    for variable in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"):
        ran = gatekeeper("check", "good.xml", **{variable: "pipe"})
        assert (ran.code, f"{variable} (pipe) cannot be written: it is no regular file" in ran.err) == (4, True)


def test_bytes_that_are_no_unicode_are_written_in_ascii(gatekeeper: Callable[..., Ran], folder: Path) -> None:
    names = ("GITHUB_REF", "GITHUB_RUN_ID", "GITHUB_RUN_ATTEMPT", "GITHUB_REPOSITORY", "GITHUB_SERVER_URL")
    ran = gatekeeper("check", "good.xml", "--record", "rec\udcff.json", **{**step(folder), **dict.fromkeys(names, "\udcff")})
    assert (ran.code, ran.err) == (0, "")
    record = json.loads((folder / "rec\udcff.json").read_bytes())
    assert (record["subject"]["ref"], record["run"]["id"], record["run"]["attempt"]) == (r"\xff", r"\xff", r"\xff")
    assert (record["inventory"]["path"], read_outputs(folder)["record"]) == (r"rec\xff.cases.jsonl.gz", r"rec\xff.json")


def test_a_configurations_name_need_not_be_unicode(gatekeeper: Callable[..., Ran], folder: Path) -> None:
    (folder / "c\udcff.toml").write_text('[categories.unit]\nreports = ["good.xml"]\n', "utf-8")
    ran = gatekeeper("check", "--config", "c\udcff.toml", "--format", "json")
    assert (ran.code, json.loads(ran.out)["policy"]["source"]) == (0, r"c\xff.toml")


@pytest.mark.parametrize("arguments", ["check good.xml", "init"])
def test_a_working_directory_that_was_removed(folder: Path, arguments: str) -> None:
    (folder / "gone").mkdir()
    script = f'cd gone && rmdir ../gone && exec "$0" -m gatekeeper {arguments}'
    done = subprocess.run(["/bin/sh", "-c", script, sys.executable], cwd=folder, capture_output=True, check=False, timeout=60)
    lines = ["error: the working directory does not exist any more", "next: change into a folder that exists"]
    assert (done.returncode, done.stderr.decode().splitlines()) == (2, lines)


def test_a_log_of_github_ends_with_the_verdict(gatekeeper: Callable[..., Ran], write: Callable[[str, str], Path], folder: Path) -> None:
    write("bad.xml", reports.report(reports.failed()))
    lines = gatekeeper("check", "bad.xml", **step(folder)).out.splitlines()
    assert (any(line.startswith("::error") for line in lines), lines[-1].startswith("FAILED: ")) == (True, True)
