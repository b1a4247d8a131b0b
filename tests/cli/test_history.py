from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import hostile
import pytest
from click.testing import CliRunner
from ledgers import about, accepted, ledger, made, run
from msgspec.structs import replace
from records import category, counts

from gatekeeper.cli import gatekeeper as group
from gatekeeper.cli._history import show_history
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran

OPTIONS: dict[str, Any] = {"category": None, "ref": None, "limit": 20, "style": "text", "config": None, "ledger": None}
BOTH = [category("unit", counts=counts(passed=89, failed=1)), category("e2e", Verdict.FAILED, counts=counts(passed=1, errored=9))]


def lines(capsys: pytest.CaptureFixture[str], **options: Any) -> list[str]:
    assert show_history({**OPTIONS, **options}) == 0
    return capsys.readouterr().out.splitlines()


def values(capsys: pytest.CaptureFixture[str], **options: Any) -> list[dict[str, Any]]:
    assert show_history({**OPTIONS, "style": "json", **options}) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_the_newest_record_comes_first(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = made(), made(5, Verdict.FAILED, categories=BOTH, subject=about("b", "refs/heads/x", dirty=True), run=run(7, 2))
    ledger(folder, old, new)
    assert lines(capsys) == [
        "2026-01-02 03:09 UTC  FAILED       90 of 100, 90.0%, local changes",
        f"    on x bbbbbbbbbbbb, run 7/2, record {accepted(new).digest[:12]}",
        "2026-01-02 03:04 UTC  PASSED       3 of 3, 100.0%",
        f"    on main aaaaaaaaaaaa, outside CI, record {accepted(old).digest[:12]}",
        f"2 of 2 records in {folder}/.gatekeeper/ledger",
    ]


def test_one_category(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    absent = [category("unit"), category("e2e", None, absent="nightly")]
    ledger(folder, made(), made(1, Verdict.FAILED, categories=BOTH), made(2, categories=absent))
    assert [line[22:] for line in lines(capsys, category="e2e") if line.startswith("2026")] == ["FAILED       1 of 10, 10.0%"]
    assert lines(capsys, category="none") == ["0 of 3 records; none has the category none"]
    assert lines(capsys, ref="nosuch") == ["0 of 3 records; none is of nosuch"]
    assert lines(capsys, ref="x\n", category="::y") == ["0 of 3 records; none is of x  and has the category ::y"]


def test_a_record_that_is_of_no_branch_or_commit(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ids = [("main", "a" * 40), (None, "b" * 40), ("x", None), (None, None)]
    subjects = [replace(about(), ref=ref and f"refs/heads/{ref}", commit=commit) for ref, commit in ids]
    ledger(folder, *(made(minutes, subject=each) for minutes, each in enumerate(subjects)))
    shown = [line.partition(", outside CI, record ")[0] for line in lines(capsys)[1:-1:2]]
    assert shown == ["    no branch, no commit", "    on x, no commit", f"    no branch, {'b' * 12}", f"    on main {'a' * 12}"]


def test_verdicts_without_evidence_have_no_numbers(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger(folder, made(0, Verdict.INVALID), made(1, Verdict.NO_EVIDENCE), made(2, Verdict.FAILED, categories=[category(counts=counts())]))
    assert [line[22:] for line in lines(capsys)[:-1:2]] == [f"{name:11}  no numbers" for name in ("FAILED", "NO_EVIDENCE", "INVALID")]
    assert {(each["passed"], each["weighed"], each["rate"]) for each in values(capsys)} == {(None, None, None)}


def test_branches_and_limits(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger(folder, *(made(minutes) for minutes in range(3)), made(9, subject=about("b", "refs/heads/x"), partial=True))
    assert lines(capsys, limit=2)[-1].startswith("2 of 4 records in ")
    assert [len(values(capsys, ref=ref)) for ref in ("main", "refs/heads/main", "x", "y", "refs/x")] == [3, 3, 1, 0, 0]
    assert lines(capsys, ref="x")[0].endswith("3 of 3, 100.0%, partial")


def test_a_record_as_a_value(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = made(categories=BOTH, run=run(7))
    ledger(folder, one)
    assert values(capsys, category="unit") == [
        {
            "digest": accepted(one).digest,
            "created": one.created,
            "verdict": "PASSED",
            "category": "unit",
            "partial": False,
            "commit": "a" * 40,
            "dirty": False,
            "ref": "refs/heads/main",
            "run": {"url": "https://github.com/acme/widgets/actions/runs/7/attempts/1", "id": "7", "attempt": "1"},
            "passed": 89,
            "weighed": 90,
            "rate": "98.8%",
            "advisory": [],
        }
    ]


def test_without_a_ledger_there_is_nothing_to_list(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (lines(capsys), values(capsys)) == ([f"0 of 0 records in {folder}/.gatekeeper/ledger"], [])
    assert list(folder.iterdir()) == []


def test_another_ledger(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there = ledger(folder / "x", made())
    assert lines(capsys, ledger=there.folder)[-1].startswith("1 of 1 records")


def test_what_is_damaged_is_named_and_not_in_the_value(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there = ledger(folder, made())
    for number in range(7):
        (there.folder / "2026" / "01" / f"{number:064}.json").write_text("{}")
    shown = lines(capsys)
    assert shown[2] == "left out: 2026/01/000000000000.json: its SHA-256 is not its name"
    assert shown[-2] == "left out: 2 more files that are no records"
    show_history({**OPTIONS, "style": "json"})
    said = capsys.readouterr()
    assert (len(json.loads(said.out)), said.err.count("left out: ")) == (1, 6)


@pytest.mark.parametrize("name", [name for name in hostile.NAMES.values() if len(name) < 1000])
def test_hostile_records_stay_text(folder: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    subject = replace(about(), ref=name, commit=name)
    ledger(folder, made(subject=subject, run=replace(run(), id=name, attempt=name), created="2026-01-02T03:04:05+00:00"))
    shown = lines(capsys)
    assert (len(shown), max(map(len, shown[:-1])) <= 80) == (3, True)
    assert hostile.obeyed("\n".join(shown)) == []
    show_history({**OPTIONS, "style": "json"})
    assert hostile.obeyed(capsys.readouterr().out) == []


def test_the_options_of_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}
    monkeypatch.setattr("gatekeeper.cli._history.show_history", lambda options: (given.update(options), 4)[1])
    invoke = CliRunner().invoke
    assert invoke(group, ["history"], standalone_mode=False).return_value == 4
    assert given == OPTIONS
    invoke(group, ["history", "--category", "a", "--ref", "b", "--limit", "3", "--format", "json", "--config", "c", "--ledger", "d"])
    assert [str(given[name]) for name in OPTIONS] == ["a", "b", "3", "json", "c", "d"]
    assert invoke(group, ["history", "--limit", "0"]).exit_code == 2


def test_the_command(folder: Path, gatekeeper: Callable[..., Ran]) -> None:
    ledger(folder, made(), made(1))
    ran = gatekeeper("history", "--limit", "1")
    assert (ran.code, ran.err, len(ran.out.splitlines())) == (0, "", 3)
