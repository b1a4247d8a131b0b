"""Hostile names of tests, suites and files, through the real command as a step of GitHub Actions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import hostile
import pytest
import reports
from actions import KEYS, read_outputs, step

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran


@pytest.fixture
def actions(gatekeeper: Callable[..., Ran], folder: Path) -> Callable[..., Ran]:
    """Return the command as a step of GitHub Actions runs it."""
    return lambda *arguments: gatekeeper(*arguments, **step(folder))


def _hostile_report(name: str) -> str:
    where = {"file": f"{name}.py"[:300], "line": "3"}
    return reports.report(
        reports.passed(2),
        reports.case(name, reports.result("failure", name, name, type_=name), **where),
        reports.case("e", reports.result("error", None, name), classname=name),
        reports.case("s", reports.result("skipped", name)),
        reports.case("f", reports.result("flakyFailure", name), classname=name),
        name=name,
        tests="99",
    )


@pytest.mark.parametrize("name", hostile.NAMES.values(), ids=hostile.NAMES)
@pytest.mark.parametrize("style", ["text", "json", "markdown"])
def test_hostile_names_inject_nothing(
    actions: Callable[..., Ran], write: Callable[[str, str], Path], folder: Path, name: str, style: str
) -> None:
    write("junit.xml", _hostile_report(name))
    ran = actions("check", "junit.xml", "--verbose", "--format", style)
    assert ran.code == 3
    log = ran.out + ran.err
    ours = [line for line in hostile.obeyed(log) if re.match(r"::error( (file|title)=[^:]*)?::", line)]
    assert hostile.obeyed(log) == ours
    assert "##[" not in log
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]", log)
    assert set(read_outputs(folder)) == KEYS
    assert read_outputs(folder)["verdict"] == "INCOMPLETE"
    assert len((folder / "summary").read_bytes()) < 1 << 20


def test_a_hostile_file_name_injects_nothing(actions: Callable[..., Ran], folder: Path) -> None:
    (folder / "a\n::error::x ##[error]\u202e.xml").write_text("<html/>", "utf-8")
    ran = actions("check", ".", "--verbose")
    assert (ran.code, "##[" in ran.out + ran.err, "\u202e" in ran.out) == (3, False, False)
    assert all(line.startswith("::error title=") for line in hostile.obeyed(ran.out + ran.err))
