from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from ledgers import about, kept, ledger, made

from gatekeeper.cli._report import write_report
from gatekeeper.errors import DeliveryError, RecordError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran

_TESTS = [("unit", "a", "passed", 0.5)]


def _report(folder: Path, **more: Any) -> int:
    usual = {"html": folder / "out", "record": None, "ref": None, "commit": None, "config": None, "ledger": None}
    return write_report({**usual, **more})


def _at_hand(folder: Path) -> None:
    kept(folder / ".gatekeeper", made(subject=about(ref=None)), _TESTS)


def test_the_page_is_made_of_the_record_that_check_has_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _at_hand(folder)
    assert _report(folder) == 0
    assert sorted(each.name for each in (folder / "out").iterdir()) == ["index.html", "record.cases.jsonl.gz", "record.json"]
    assert capsys.readouterr().out.endswith("of commit aaaaaaa, PASSED\n")


def test_a_record_that_is_named_may_be_of_any_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _at_hand(folder)
    monkeypatch.setenv("GITHUB_RUN_ID", "900")
    with pytest.raises(RecordError, match="this is run 900"):
        _report(folder)
    assert not (folder / "out").exists()
    assert _report(folder, record=folder / ".gatekeeper" / "record.json") == 0


def test_the_newest_record_of_a_branch_comes_from_the_ledger(folder: Path) -> None:
    for number in range(2):
        ledger(folder, kept(folder / str(number), made(number), _TESTS))
    assert _report(folder, ref="main") == 0
    text = (folder / "out" / "index.html").read_text(encoding="utf-8")
    assert "2026-01-02T03:05:05+00:00" in text
    assert "the newest first" not in text
    assert text.count("this record</span>") == 1
    assert (folder / "out" / "record.cases.jsonl.gz").exists()


def test_the_newest_record_of_another_gate_is_not_the_one(folder: Path) -> None:
    (folder / "gatekeeper.toml").write_text('[gate]\nname = "b"\n[categories.unit]\nreports = ["*.xml"]\n', encoding="utf-8")
    ledger(folder, made())
    with pytest.raises(RecordError, match="no branch with a record there"):
        _report(folder, ref="main")


def test_the_command_says_what_went_wrong(folder: Path, gatekeeper: Callable[..., Ran]) -> None:
    ran = gatekeeper("report", "--html", "out")
    assert (ran.code, ran.out) == (3, "")
    assert "there is no record .gatekeeper/record.json" in ran.err
    _at_hand(folder)
    ran = gatekeeper("report", "--html", "out")
    assert (ran.code, ran.out.startswith("out/index.html written: record ")) == (0, True)
    assert gatekeeper("report").code == 2


@pytest.mark.parametrize("other", ["record", "commit"])
def test_one_record_is_asked_for(folder: Path, other: str) -> None:
    with pytest.raises(UsageError, match=f"--ref and --{other} exclude each other"):
        _report(folder, **{"ref": "main", other: "a" * 40})


def test_a_commit_that_is_named_is_the_one_it_must_be_about(folder: Path) -> None:
    _at_hand(folder)
    assert _report(folder, commit="a" * 40) == 0
    for record in (None, folder / ".gatekeeper" / "record.json"):
        with pytest.raises(RecordError, match=r"the record is about a{12}, not about b{12}"):
            _report(folder, commit="b" * 40, record=record)


def test_a_folder_of_somebody_else_stays(folder: Path) -> None:
    _at_hand(folder)
    (folder / "out").mkdir()
    (folder / "out" / "index.html").write_text("<h1>Shop</h1>")
    with pytest.raises(DeliveryError, match=r"index\.html there is not one of ours"):
        _report(folder)
    assert (folder / "out" / "index.html").read_text() == "<h1>Shop</h1>"
    assert len(list((folder / "out").iterdir())) == 1
