"""What the gate asks git, the ledger and lists of tests, from the configuration to the record."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import configs
import pytest
from clones import bare_configuration, git, repository
from ledgers import ledger

from gatekeeper.evidence.accept import accept
from gatekeeper.evidence.expected import Expected, collect
from gatekeeper.evidence.parts.write import write
from gatekeeper.gate import Request, check
from gatekeeper.model import Outcome, Subject, Verdict
from gatekeeper.model.witness import Witness

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.evidence.record import Record

_NOW = datetime.now(UTC)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    bare_configuration(monkeypatch)
    for name in ("GITHUB_RUN_ID", "GITHUB_RUN_ATTEMPT", "GITHUB_REF", "GITHUB_EVENT_PATH", "GITHUB_EVENT_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_COMMITTER_DATE", (_NOW - timedelta(hours=1)).isoformat(timespec="seconds"))
    repository(tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


def _report(folder: Path, made: datetime = _NOW, *names: str) -> None:
    cases = "".join(f'<testcase classname="tests.test_a" name="{name}" time="0.1"/>' for name in names or ("x", "y"))
    text = f'<testsuite name="pytest" timestamp="{made.isoformat()}" tests="{len(names) or 2}">{cases}</testsuite>'
    (folder / "report.xml").write_text(text, "utf-8")


def _place(folder: Path) -> Path:
    part = folder / ".gatekeeper" / "runs" / "unit-1.json"
    part.parent.mkdir(parents=True, exist_ok=True)
    return part


def _part(folder: Path, text: str, expected: Expected | None = None) -> Path:
    """Write the part of a witnessed run that made the report."""
    config = configs.settle(folder, f"{configs.UNIT}{text}")
    subject = Subject(commit=git(folder, "rev-parse", "HEAD"), tree=git(folder, "rev-parse", "HEAD^{tree}"), dirty=False)
    seen = Witness(category="unit", argv=("x",), code=0, started=_NOW, ended=_NOW, before=subject, after=subject)
    return write(config, config.categories[0], seen, {str(folder / "report.xml"): "report.xml"}, _place(folder), expected=expected)


def _check(folder: Path, text: str, *parts: Path, record: bool = True) -> Record:
    config = configs.settle(folder, f"{configs.UNIT}{text}")
    return check(Request(config=config, parts=parts, record=folder / ".gatekeeper" / "record.json" if record else None)).record


def _of(record: Record, name: str) -> tuple[Outcome, str]:
    return next((row.outcome, row.reason) for row in record.rules if row.rule == name)


def test_a_report_is_of_the_commit_until_there_is_another_tree(here: Path) -> None:
    _report(here)
    record = _check(here, "fresh = true\n")
    assert record.verdict is Verdict.PASSED, record.rules
    ledger(here, accept(here / ".gatekeeper" / "record.json", here))
    again = _check(here, "fresh = true\n")
    assert (again.verdict, _of(again, "fresh")[1].partition(":")[0]) == (
        Verdict.STALE,
        "1 report file was recorded before by an earlier run of this tree",
    )
    git(here, "commit", "--quiet", "--allow-empty", "--message=rebased")
    assert _check(here, "fresh = true\nallow_reused = true\n").verdict is Verdict.PASSED
    (here / "code").touch()
    git(here, "add", "code")
    git(here, "commit", "--quiet", "--message=other")
    other = _check(here, "fresh = true\nallow_reused = true\n")
    assert (other.verdict, "for another tree: report.xml: record " in _of(other, "fresh")[1]) == (Verdict.STALE, True)


def test_a_report_of_before_the_commit_is_stale(here: Path) -> None:
    _report(here, _NOW - timedelta(hours=2))
    record = _check(here, "fresh = true\n")
    assert (record.verdict, ", before the commit was made at " in _of(record, "fresh")[1]) == (Verdict.STALE, True)


def test_the_list_of_a_witnessed_run_is_judged_with_and_without_a_record(here: Path) -> None:
    text = 'inventory = ["list"]\n'
    expected = collect(["printf", r"tests/test_a.py::x\ntests/test_a.py::y\n"], here, _place(here))
    for names, outcome in ((("x", "y"), Outcome.PASSED), (("y",), Outcome.FAILED)):
        _report(here, _NOW, *names)
        part = _part(here, text, expected)
        for keep in (True, False):
            assert _of(_check(here, text, part, record=keep), "inventory")[0] is outcome
    record = _check(here, text, _place(here))
    assert _of(record, "inventory")[1] == "1 of 2 planned tests did not turn up: tests/test_a.py::x"
    assert record.verdict is Verdict.INCOMPLETE
    part = _part(here, text, Expected(missing="it broke"))
    assert _of(_check(here, text, part), "inventory")[1] == "which tests there should be is not known: list: it broke"


def test_the_base_record_is_the_list(here: Path) -> None:
    _report(here)
    text = 'inventory = "base"\n'
    first = _check(here, text)
    assert (first.verdict, _of(first, "inventory")[1].partition(":")[0]) == (Verdict.INCOMPLETE, "NO BASELINE")
    ledger(here, accept(here / ".gatekeeper" / "record.json", here))
    _report(here, _NOW, "y")
    less = _check(here, text)
    assert less.verdict is Verdict.INCOMPLETE
    assert _of(less, "inventory")[1].endswith(" did not turn up: tests.test_a::x"), "a record that lacked only a baseline is one"
    part = _part(here, text)
    assert _of(_check(here, text, part, record=False), "inventory")[1].endswith(" did not turn up: tests.test_a::x")
