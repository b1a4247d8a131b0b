from __future__ import annotations

import json
from typing import TYPE_CHECKING

import corpus
import reports

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

GOOD = reports.report(reports.passed(2), reports.failed(), reports.errored(), reports.skipped(), reports.case("n", status="notrun"))
COUNTS = {"total": 6, "passed": 2, "failed": 1, "errored": 1, "skipped": 1, "notrun": 1}
NONE = dict.fromkeys(COUNTS, 0)
GREEN = reports.report(reports.passed(2), tests=9)


def make(folder: Path, counts: dict[str, int]) -> Path:
    opened = [
        ("good.xml", GOOD, "junit", "ok", counts),
        ("page.xml", "<html/>", "foreign-report", "foreign", NONE),
        ("none.xml", "<testsuites/>", "junit", "no_testcases", NONE),
        ("green.xml", GREEN, "junit", "ok", {**NONE, "total": 2, "passed": 2}),
    ]
    nasty: list[tuple[str, str, str, list[int] | None]] = [
        ("cut.xml", GOOD[:90], "reject", None),
        ("good.xml", GOOD, "count", [6, 2, 1, 1, 1, 1]),
        ("entity.xml", "<!DOCTYPE t [<!ENTITY e 'x'>]><testsuite><testcase/></testsuite>", "policy", [1, 1, 0, 0, 0, 0]),
        ("set", "", "policy", [2, 2, 0, 0, 0, 0]),
        ("empty.xml", "<testsuite/>", "count", [0, 0, 0, 0, 0, 0]),
    ]
    for name in ("open", "nasty/set"):
        (folder / name).mkdir(parents=True)
    for name in ("a", "b"):
        (folder / "nasty" / "set" / f"{name}.xml").write_text(reports.report(reports.case()))
    for name, text, *_ in opened:
        (folder / "open" / name).write_text(text)
    for path, text, _, _ in nasty:
        if text:
            (folder / "nasty" / path).write_text(text)
    rows = [{"file": name, "class": kind, "status": status, "cases": cases} for name, _, kind, status, cases in opened]
    (folder / "open.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    others = [{"path": path, "want": want, "cases": cases} for path, _, want, cases in nasty]
    (folder / "nasty.jsonl").write_text("".join(json.dumps(row) + "\n" for row in others))
    return folder


def test_agreement_is_a_table_and_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert corpus.main(str(make(tmp_path, COUNTS))) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0].split() == ["class", "files", "agree", "differ"]
    assert [line.split() for line in out[1:3]] == [["foreign-report", "1", "1", "0"], ["junit", "3", "3", "0"]]
    assert out[6].split() == ["all", "9", "9", "0"]
    assert out[7:] == [
        "counts-agree would refuse 1 files in which nothing failed",
        "  green.xml: suite s declares 9 tests and holds 2",
    ]


def test_a_difference_is_a_line_and_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert corpus.main(str(make(tmp_path, {**COUNTS, "passed": 3}))) == 1
    assert "DIFFERS good.xml: expected [6, 3, 1, 1, 2], got [6, 2, 1, 1, 2]" in capsys.readouterr().out


def test_nothing_to_compare_is_no_agreement(tmp_path: Path) -> None:
    assert corpus.main(str(tmp_path)) == 1


def test_a_folder_is_judged_as_a_whole(tmp_path: Path) -> None:
    [row] = [row for row in corpus.compare(make(tmp_path, COUNTS)) if row.name == "set"]
    assert (row.got, row.agrees) == ((1, 1, 0, 0, 0), True)
