"""The measurement of honest files itself works: it judges the green ones alone, and says who refuses which."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import reports

if TYPE_CHECKING:
    from types import ModuleType

_COUNTED = {"total": 2, "failed": 0, "errored": 0}


def _row(name: str, **more: Any) -> str:
    row = {"file": name, "class": "junit", "status": "ok", "dialect": "pytest", "cases": _COUNTED, "suite_level": {}}
    return json.dumps({**row, **more}) + "\n"


@pytest.fixture
def honest(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(Path(__file__).parent)
    import honest as script

    return script


def test_counts_refusals_of_green_files_by_rule_and_dialect(honest: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [_row("good.xml"), _row("cut.xml", dialect="generic"), _row("red.xml", cases={**_COUNTED, "failed": 1})]
    rows += [
        _row("foreign.xml", **{"class": "foreign-test"}),
        _row("broken.xml", status="malformed"),
        _row("outside.xml", suite_level={"error": 1}),
    ]
    (folder / "open.jsonl").write_text("".join(rows), encoding="utf-8")
    (folder / "open").mkdir()
    text = f'<testsuite name="s" tests="2">{reports.passed(2)}</testsuite>'
    (folder / "open" / "good.xml").write_text(text, encoding="utf-8")
    (folder / "open" / "cut.xml").write_text(text.replace('tests="2"', 'tests="9"'), encoding="utf-8")
    assert honest.main("open.jsonl") == 0
    first, *rest, last = capsys.readouterr().out.splitlines()
    assert first == "2 honest green files, 1 refused"
    assert rest == ["  counts-agree: 1", "by dialect, refused of all", "  generic: 1 of 1", "  1 other dialects: 0 of 1"]
    assert last.startswith("cut.xml (generic) counts-agree: suite ")


def test_nothing_to_judge_is_no_success(honest: ModuleType, folder: Path) -> None:
    (folder / "open.jsonl").write_text("", encoding="utf-8")
    assert honest.main("open.jsonl") == 1
