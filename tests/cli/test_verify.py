"""What verify says, in this process; tests/end_to_end/test_documents.py has the whole story."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ledgers
import pytest
from click.testing import CliRunner
from sheets import EMPTY, OWN, README, put, region_of, rendered

from gatekeeper.cli._verify import verify_documents
from gatekeeper.cli.verify import verify
from gatekeeper.documents.regions.fresh import Distance
from gatekeeper.errors import UsageError
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from gatekeeper.evidence.record import Record

_CONFIG = """
[categories.unit]
reports = ["*.xml"]
[[documents]]
path = "README.md"
region = "status"
template = "own.md.j2"
name = "status"
"""


@pytest.fixture
def base(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    put(folder / "own.md.j2", OWN)
    put(folder / "README.md", README)
    put(folder / "gatekeeper.toml", _CONFIG)

    def measure(record: Record) -> Distance:
        return Distance(behind=0 if record.subject.commit == "a" * 40 else 2)

    monkeypatch.setattr("gatekeeper.cli._verify.distances", lambda _: measure)
    return folder


def _verify(*paths: str, **more: Any) -> int:
    usual = {"paths": tuple(map(Path, paths)), "max_behind": None, "style": "text", "config": None, "ledger": None}
    return verify_documents({**usual, **more})


def test_all_are_fresh(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = ledgers.made()
    rendered(base, record, region_of())
    assert _verify() == 0
    digest = ledgers.accepted(record).digest
    assert capsys.readouterr().out.splitlines() == [
        f"README.md [status] fresh: record {digest[:12]} of commit aaaaaaa",
        "1 region: 1 fresh",
    ]
    assert _verify("README.md") == 0


def test_one_is_not(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rendered(base, ledgers.made(subject=ledgers.about("b")), region_of())
    assert _verify() == 1
    assert [line.partition(": ")[0] for line in capsys.readouterr().out.splitlines()] == ["README.md [status] stale", "next", "1 region"]
    assert _verify(max_behind=2) == 0


def test_a_page_that_was_committed_and_a_later_run_of_that_commit(
    base: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rendered(base, ledgers.made(), region_of())
    red = ledgers.made(1, Verdict.FAILED, subject=ledgers.about("b"))
    ledgers.ledger(base, red)
    assert _verify() == 0
    monkeypatch.setattr("gatekeeper.cli._verify.head", lambda _: ("b" * 40, "b" * 40))
    assert _verify() == 1
    said = f"README.md [status] outdated: record {ledgers.accepted(red).digest[:12]} of what is checked out is FAILED"
    assert said in capsys.readouterr().out.splitlines()


def test_what_nobody_can_read_could_be_the_red_one(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rendered(base, ledgers.made(), region_of())
    red = ledgers.made(1, Verdict.FAILED)
    path = ledgers.ledger(base, red).find(ledgers.accepted(red).digest)
    assert path
    path.write_bytes(b"")
    assert _verify() == 1
    said = f"README.md [status] unknown: the ledger has what could be a newer record: 2026/01/{path.name}: its SHA-256 is not its name"
    assert said in capsys.readouterr().out.splitlines()


def test_unwritten_is_not_fresh(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (_verify(), base.is_dir()) == (1, True)
    assert "README.md [status] unwritten: never written" in capsys.readouterr().out


def test_json(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rendered(base, ledgers.made(), region_of())
    assert _verify(style="json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["fresh"] is True
    assert [(each["path"], each["id"], each["state"], each["behind"]) for each in said["regions"]] == [("README.md", "status", "fresh", 0)]


def test_what_is_not_committed_is_noted(base: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    rendered(base, ledgers.made(), region_of())
    monkeypatch.setattr("gatekeeper.cli._verify.local_changes", lambda _: ("src/a\n.py", "b", "c", "d"))
    assert _verify() == 0
    said = capsys.readouterr().out.splitlines()
    assert said[1:] == [
        r"note: changed here and not committed, so that no finding speaks of it: src/a\n.py, b, c and 1 more",
        "1 region: 1 fresh",
    ]
    assert _verify(style="json") == 0
    assert json.loads(capsys.readouterr().out)["uncommitted"] == [r"src/a\n.py", "b", "c", "d"]


def test_files_without_markers_are_fine(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(base / "a.md", "text\n")
    assert _verify("a.md") == 0
    assert capsys.readouterr().out.splitlines() == ["0 regions"]


def test_one_broken_file_hides_no_other(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(base / "a.md", EMPTY[:-5])
    put(base / "b.md", f"{EMPTY}\n")
    assert _verify("a.md", "none.md", "b.md") == 2
    out, err = capsys.readouterr()
    assert out.splitlines()[-1] == "1 region: 1 unwritten; 2 files that cannot be read"
    assert "error: a.md, line 2: " in err
    assert "error: there is no file none.md" in err
    assert _verify("a.md", style="json") == 2
    assert json.loads(capsys.readouterr().out) == {"fresh": False, "regions": [], "uncommitted": []}


def test_nothing_to_look_at(base: Path) -> None:
    (base / "gatekeeper.toml").unlink()
    with pytest.raises(UsageError, match="asks for no documents"):
        _verify()


def test_through_the_options(base: Path) -> None:
    done = CliRunner().invoke(verify, ["--max-behind", "3", "--format", "json", "README.md"], standalone_mode=False)
    assert (done.return_value, done.exception) == (1, None)
    assert base.is_dir()
