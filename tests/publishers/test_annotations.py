from __future__ import annotations

import re
from typing import TYPE_CHECKING

import hostile
import pytest
from deliveries import delivery
from hypothesis import given
from hypothesis import strategies as st
from records import category, failure, record, rule

from gatekeeper.model import Verdict
from gatekeeper.publishers.annotations import Annotations

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.evidence.record import Record

_COMMAND = re.compile(r"::(error|warning)( (?:file=[^,:]+(?:,line=\d+)?|title=[^,:]+))?::(.+)")


def _lines(made: Record, **environ: str) -> list[str]:
    lines: list[str] = []
    Annotations().deliver(delivery(made, environ, lines.append))
    return lines


@pytest.mark.parametrize(("environ", "wanted"), [({"GITHUB_ACTIONS": "true"}, True), ({"GITHUB_ACTIONS": "false"}, False), ({}, False)])
def test_wanted(environ: dict[str, str], *, wanted: bool) -> None:
    assert Annotations().wanted(delivery(record(), environ)) is wanted


def test_a_green_record_has_none() -> None:
    assert _lines(record()) == []


@pytest.mark.usefixtures("folder")
def test_failures_come_before_rules() -> None:
    made = record(
        Verdict.FAILED, failures=[failure(file="a.py", line=3), failure("c::b", message="")], rules=[rule(), rule("x", None, Verdict.STALE)]
    )
    assert _lines(made) == [
        "::error file=a.py,line=3::c::bad: assert 1 == 2",
        "::error::c::b failed",
        "::error title=FAILED%3A pass-rate::[unit] a reason. Next: a remedy",
        "::error title=STALE%3A x::[run] a reason. Next: a remedy",
    ]


def test_a_line_without_a_file_is_left_out() -> None:
    assert _lines(record(Verdict.FAILED, failures=[failure(line=3)])) == ["::error::c::bad: assert 1 == 2"]


def test_paths_start_at_the_checkout(folder: Path) -> None:
    made = record(Verdict.FAILED, failures=[failure(file="a.py")])
    assert _lines(made, GITHUB_WORKSPACE=str(folder.parent))[0].startswith(f"::error file={folder.name}/a.py::")


def test_advisory_categories_warn() -> None:
    made = record(categories=[category(blocking=False)], failures=[failure()], rules=[rule()])
    assert [line.split("::")[1].split()[0] for line in _lines(made)] == ["warning", "warning"]


def test_50_at_most() -> None:
    assert len(_lines(record(Verdict.FAILED, failures=[failure()] * 49, rules=[rule("a"), rule("b")]))) == 50


@given((hostile.texts | st.text()).filter(str.strip))
def test_any_text_stays_inside_its_command(text: str) -> None:
    made = record(Verdict.FAILED, failures=[failure(f"x{text}", file=f"x{text}", line=1, message=text)], rules=[rule(reason=text)])
    for line in _lines(made):
        assert _COMMAND.fullmatch(line)
        assert "##[" not in line
        assert not re.search(r"[\r\n\x85\u2028\u2029]", line)
