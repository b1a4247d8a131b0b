"""Documents through the command, in this process: what is said, what is written, and how it ends."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING, Any

import ledgers
import pytest
from click.testing import CliRunner
from msgspec.structs import replace
from records import category, counts, jobs, rule
from sheets import EMPTY, OWN, README, put, there

from gatekeeper.cli._render import render_documents
from gatekeeper.cli.render import render
from gatekeeper.errors import ConfigError, DeliveryError, GatekeeperError, RecordError, UsageError
from gatekeeper.evidence.record import encode
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.evidence import record as rows

_UNIT = '[categories.unit]\nreports = ["reports/*.xml"]\n'
_README = '[[documents]]\npath = "README.md"\nregion = "status"\nname = "readme"\ntemplate = "own.md.j2"\n'
_STATUS = '[[documents]]\npath = "docs/STATUS.md"\nname = "page"\ntemplate = "own.md.j2"\n'
_ON = 'on = ["passed", "failed", "refused"]\n'
_OPTIONS: dict[str, Any] = {"record": None, "ref": None, "only": (), "dry_run": False, "commit": None, "config": None, "ledger": None}


@pytest.fixture
def base(folder: Path) -> Path:
    put(folder / "own.md.j2", OWN)
    put(folder / "README.md", README)
    put(folder / "gatekeeper.toml", _UNIT + _README + _STATUS)
    return folder


def _made(minutes: float = 0, verdict: Verdict = Verdict.PASSED, **more: Any) -> rows.Record:
    refused = verdict in {Verdict.NO_EVIDENCE, Verdict.INVALID}
    numbers = counts() if refused else counts(passed=36, failed=int(verdict is not Verdict.PASSED))
    usual = {
        "run": None,
        "files": [],
        "categories": [category(verdict=verdict, counts=numbers)],
        "rules": [rule("tests-executed" if refused else "pass-rate", verdict=verdict)],
    }
    return ledgers.made(minutes, verdict, **{**usual, **more})


def _run(base: Path, record: rows.Record | None = None, **more: Any) -> int:
    if record:
        put(base / ".gatekeeper/record.json", encode(record).decode())
    return render_documents({**_OPTIONS, **more})


def _tree(base: Path) -> dict[str, tuple[bytes, int]]:
    return {str(each): (each.read_bytes(), each.stat().st_mtime_ns) for each in base.rglob("*") if each.is_file()}


def test_documents_are_written_and_said(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = _made()
    assert _run(base, record) == 0
    digest = ledgers.accepted(record).digest
    assert capsys.readouterr().out.splitlines() == [
        f"in the ledger: 2026/01/{digest[:12]}",
        f"README.md [status] written: record {digest[:12]} of commit aaaaaaa, PASSED",
        f"docs/STATUS.md [page] written: record {digest[:12]} of commit aaaaaaa, PASSED",
        "2 documents: 2 written",
    ]
    assert (base / f".gatekeeper/ledger/2026/01/{digest}.json").read_bytes() == encode(record)
    before = _tree(base)
    assert _run(base) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2 documents: 2 unchanged"
    assert _tree(base) == before


def test_the_story_of_a_page_that_turns_red_and_then_loses_its_evidence(base: Path) -> None:
    put(base / "gatekeeper.toml", _UNIT + _README + _ON + _STATUS)
    put(base / ".gitkeep", "")
    for minutes, verdict in enumerate((Verdict.PASSED, Verdict.FAILED, Verdict.NO_EVIDENCE)):
        assert _run(base, _made(minutes, verdict)) == 0
        text = (base / "README.md").read_text()
        assert f"## {verdict}" in text
        about = "a run of commit aaaaaaa"
        notice = f"**Superseded: {about} was {verdict}; the text below describes {about}.**"
        assert (base / "docs/STATUS.md").read_text().splitlines()[2] == (notice if minutes else "## PASSED")
    inner = re.sub(r"[0-9a-f]{7,64}|</?h\d>", "", there(base).inner)
    assert "PASSED" not in inner
    assert not re.search(r"\d", inner)


def test_a_dry_run_writes_nothing_at_all(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(base / ".gatekeeper/record.json", encode(_made()).decode())
    before = _tree(base)
    assert _run(base, dry_run=True) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0].startswith("README.md [status] written (dry run): ")
    assert {"+++ README.md as it would be", "-<!-- gatekeeper:begin id=status -->", "+## PASSED"} <= set(out)
    assert (_tree(base), out[-1]) == (before, "2 documents: 2 written")


def test_only_some(base: Path) -> None:
    assert _run(base, _made(), only=("page",)) == 0
    assert (base / "README.md").read_text() == README
    assert (base / "docs/STATUS.md").exists()
    with pytest.raises(UsageError, match="--only none: there is no document") as caught:
        _run(base, only=("none",))
    assert "readme, page" in caught.value.remedy


def test_only_some_by_the_id_of_a_region(base: Path) -> None:
    assert _run(base, _made(), only=("status",)) == 0
    assert (base / "README.md").read_text() != README
    assert not (base / "docs/STATUS.md").exists()
    more = '[[documents]]\npath = "more.md"\nregion = "status"\nname = "more"\n'
    put(base / "gatekeeper.toml", (base / "gatekeeper.toml").read_text() + more)
    with pytest.raises(UsageError, match="--only status: 2 documents have a region of that id") as caught:
        _run(base, only=("status",))
    assert "readme (README.md) or more (more.md)" in caught.value.remedy


def test_the_newest_record_of_a_branch(base: Path) -> None:
    for minutes, ref in ((0, "refs/heads/main"), (1, "refs/heads/main"), (2, "refs/heads/other")):
        ledgers.ledger(base, _made(minutes, subject=replace(ledgers.about(), ref=ref)))
    ledgers.ledger(base, replace(_made(3), partial=True))
    assert _run(base, ref="main") == 0
    assert there(base).begin.evidence == ledgers.accepted(_made(1)).digest
    with pytest.raises(RecordError, match="nowhere"):
        _run(base, ref="nowhere")
    put(base / "gatekeeper.toml", '[gate]\nname = "b"\n' + (base / "gatekeeper.toml").read_text())
    with pytest.raises(RecordError, match="no branch with a record there"):
        _run(base, ref="main")
    for option, value in (("record", base / "x.json"), ("commit", "a" * 40)):
        with pytest.raises(UsageError, match="exclude each other"):
            render_documents({**_OPTIONS, "ref": "main", option: value})


@pytest.mark.parametrize("misplaced", [True, False])
def test_no_older_record_of_a_branch_where_the_newer_one_cannot_be_read(base: Path, misplaced: bool) -> None:
    red = _made(1, Verdict.FAILED)
    path = ledgers.ledger(base, _made(), red).find(ledgers.accepted(red).digest)
    assert path
    if misplaced:
        (base / ".gatekeeper/ledger/2025/12").mkdir(parents=True)
        path.rename(base / ".gatekeeper/ledger/2025/12" / path.name)
    else:
        path.write_bytes(b"")
    with pytest.raises(RecordError, match="the ledger has what could be a newer record of main: 202") as caught:
        _run(base, ref="main")
    assert "gatekeeper ledger pull" in caught.value.remedy
    assert (base / "README.md").read_text() == README
    path.unlink(missing_ok=True)
    shutil.rmtree(base / ".gatekeeper/ledger/2025", ignore_errors=True)
    assert _run(base, ref="main") == 0


def test_nothing_is_written_from_a_record_that_did_not_ask_what_had_failed(base: Path) -> None:
    red = _made(
        0, Verdict.FAILED, categories=[category(counts=counts(passed=37))], rules=[rule(verdict=Verdict.PASSED), rule("needs", None)]
    )
    ledgers.ledger(base, replace(red, needs=jobs(build="failure")))
    with pytest.raises(RecordError, match="nothing is written: FAILED: needs of an earlier run"):
        _run(base, _made(20))
    ledgers.ledger(base, _made(20))
    with pytest.raises(RecordError, match="and not judged since"):
        _run(base, ref="main")
    assert (base / "README.md").read_text() == README
    assert (
        _run(base, _made(30, rules=[rule(verdict=Verdict.PASSED), rule("needs", None, Verdict.PASSED)], needs=jobs(build="success"))) == 0
    )
    assert there(base).written


def test_a_ledger_of_ones_own(base: Path) -> None:
    assert _run(base, _made(), ledger=base / "mine") == 0
    assert (base / "mine/2026/01").is_dir()
    assert not (base / ".gatekeeper/ledger").exists()


def test_a_partial_record_writes_nothing(base: Path) -> None:
    put(base / ".gatekeeper/record.json", encode(replace(_made(), partial=True)).decode())
    before = _tree(base)
    with pytest.raises(DeliveryError, match=r"partial \(only unit\): nothing is written"):
        _run(base)
    assert _tree(base) == before


def test_nothing_is_configured(base: Path) -> None:
    put(base / "gatekeeper.toml", _UNIT)
    with pytest.raises(UsageError, match="asks for no documents") as caught:
        _run(base, _made())
    assert "[[documents]]" in caught.value.remedy


def test_a_template_is_looked_at_first(base: Path) -> None:
    put(base / "own.md.j2", "{% if %}")
    with pytest.raises(ConfigError, match=r"own\.md\.j2 cannot be used"):
        _run(base, _made())
    assert not (base / ".gatekeeper/ledger").exists()


@pytest.mark.parametrize("commit", ["main", "abc1234"])
def test_a_commit_with_all_its_digits(base: Path, commit: str) -> None:
    with pytest.raises(UsageError, match="all its digits"):
        _run(base, _made(), commit=commit)


def test_a_record_about_something_else(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RecordError, match="the record is about"):
        _run(base, _made(), commit="c" * 40)
    monkeypatch.setenv("GITHUB_RUN_ID", "900")
    with pytest.raises(RecordError, match="this is run 900"):
        _run(base)
    assert (base / "README.md").read_text() == README


@pytest.mark.parametrize("text", ["people's\n", EMPTY.replace("end", "ends") + "\n", f"{EMPTY}\n\n{EMPTY}\n", f"```\n{EMPTY}\n"])
def test_broken_markers_are_wrong_usage_and_the_rest_is_written(base: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    put(base / "README.md", text)
    assert _run(base, _made()) == 2
    assert (base / "README.md").read_text() == text
    assert (base / "docs/STATUS.md").exists()
    out, err = capsys.readouterr()
    assert out.splitlines()[-1] == "2 documents: 1 failed, 1 written"
    assert err.startswith("error: README.md")
    assert "\nnext: " in err


def test_a_template_that_fails_is_a_failed_delivery(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(base / "bad.md.j2", "{{ record.nothing }}")
    put(base / "gatekeeper.toml", _UNIT + _README.replace("own.", "bad.") + _STATUS)
    assert _run(base, _made()) == 4
    out, err = capsys.readouterr()
    assert "the template bad.md.j2 cannot be rendered" in err
    assert out.splitlines()[-1] == "2 documents: 1 not written, 1 written"


def test_a_file_that_cannot_be_written(base: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    usual = os.replace

    def refuse(source: str, target: str) -> None:
        if str(target).endswith("README.md"):
            raise PermissionError(13, "Permission denied")
        usual(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    assert _run(base, _made()) == 4
    out, err = capsys.readouterr()
    assert "error: README.md cannot be written: Permission denied" in err
    assert "README.md [status] failed: see the error" in out
    assert out.splitlines()[-1] == "2 documents: 1 failed, 1 written"


def test_through_the_options(base: Path) -> None:
    put(base / "r.json", encode(_made()).decode())
    done = CliRunner().invoke(render, ["--record", "r.json", "--only", "page", "--dry-run"], standalone_mode=False)
    assert (done.return_value, done.exception) == (0, None)
    done = CliRunner().invoke(render, ["--record", "none.json"], standalone_mode=False)
    assert isinstance(done.exception, GatekeeperError)
