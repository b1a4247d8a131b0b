"""The whole story, without the command line around it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import reports
from scenarios import SCENARIOS

from gatekeeper import gate
from gatekeeper.config.default import default_config
from gatekeeper.config.find import find
from gatekeeper.config.load import load
from gatekeeper.config.override import narrow
from gatekeeper.errors import UsageError
from gatekeeper.gate import Request, check
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatekeeper.config.settings import Config


def _config(folder: Path) -> Config:
    found = find(folder)
    return load(found, datetime.now(UTC).date()) if found else default_config(folder, {})


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_scenario(write: Callable[[str, str], Path], folder: Path, name: str) -> None:
    scenario = SCENARIOS[name]
    for path, text in scenario.files.items():
        write(path, text)
    categories = tuple(each for each in scenario.arguments if each == "unit")
    given = () if categories else scenario.arguments
    config = narrow(_config(folder), categories)
    decision = check(Request(config=config, reports=given, record=Path("out/record.json"), partial=bool(categories)))
    assert decision.record.exit_code == scenario.code
    assert decision.record.partial is (name == "partial")
    assert (decision.undelivered, (folder / "out/record.json").read_bytes()) == (None, decision.data)


def test_no_record_is_written_unless_asked_for(write: Callable[[str, str], Path], folder: Path) -> None:
    write("junit.xml", reports.report(reports.passed()))
    decision = check(Request(config=_config(folder), reports=("junit.xml",)))
    assert (decision.record.verdict, decision.record.inventory, os.listdir()) == (Verdict.PASSED, None, ["junit.xml"])


def test_a_verdict_is_found_where_no_record_can_be_written(write: Callable[[str, str], Path], folder: Path) -> None:
    write("junit.xml", reports.report(reports.failed()))
    decision = check(Request(config=_config(folder), reports=("junit.xml",), record=Path("junit.xml/record.json")))
    assert decision.undelivered
    assert (decision.record.verdict, decision.record.inventory, decision.undelivered.exit_code) == (Verdict.FAILED, None, 4)


def test_progress_counts_every_byte(write: Callable[[str, str], Path], folder: Path) -> None:
    sizes = [write(f"{number}.xml", reports.report(reports.passed(9, f"t{number}"))).stat().st_size for number in range(3)]
    seen: list[int] = []
    expected: list[int] = []
    check(Request(config=_config(folder), reports=(".", "missing.xml")), seen.append, expected.append)
    assert (sum(seen), expected) == (sum(sizes), [sum(sizes)])


@pytest.mark.parametrize("record", ["report.xml", "report", "gatekeeper.toml"])
def test_a_record_that_would_replace_what_is_read_is_refused(write: Callable[[str, str], Path], folder: Path, record: str) -> None:
    write("gatekeeper.toml", '[categories.unit]\nreports = ["report*"]\n')
    for name in ("report.xml", "report.cases.jsonl.gz"):
        write(name, reports.report(reports.passed()))
    with pytest.raises(UsageError, match="--record names a file that is read"):
        check(Request(config=_config(folder), record=Path(record)))


def test_nothing_is_written_where_the_request_cannot_be_met(write: Callable[[str, str], Path], folder: Path) -> None:
    write("gatekeeper.toml", '[categories.unit]\nreports = ["unit.xml"]\n')
    write("stray.xml", reports.report(reports.passed()))
    with pytest.raises(UsageError):
        check(Request(config=_config(folder), reports=("stray.xml",), record=Path("out/record.json")))
    assert not (folder / "out").exists()


def test_a_crash_while_judging_leaves_nothing(write: Callable[[str, str], Path], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("junit.xml", reports.report(reports.passed()))
    monkeypatch.setattr(gate, "judge", None)
    with pytest.raises(TypeError):
        check(Request(config=_config(folder), reports=("junit.xml",), record=Path("out/record.json")))
    assert list((folder / "out").iterdir()) == []


def test_only_counted_tests_are_in_the_inventory(write: Callable[[str, str], Path], folder: Path) -> None:
    write("a.xml", reports.report(reports.passed(2)))
    write("b.xml", reports.report(reports.passed(2)))
    write("c.xml", reports.report(reports.passed(2))[:-9])
    decision = check(Request(config=_config(folder), reports=("a.xml", "b.xml", "c.xml"), record=Path("record.json")))
    assert decision.record.inventory
    assert (decision.record.verdict, decision.record.inventory.tests) == (Verdict.INVALID, 2)
