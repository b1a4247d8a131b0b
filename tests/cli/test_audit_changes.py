"""What audit says of changes, of documents that moved or are no more, and wherever it is started."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from clones import bare_configuration, committed, git
from ruamel.yaml import YAML

from gatekeeper.cli._audit import audit_documents
from gatekeeper.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from command import Ran

    Write = Callable[[str, str], Path]

_BAD = "# Status\n\nCoverage: 72%\n"


def _audit(*paths: str, **more: Any) -> int:
    usual: dict[str, Any] = dict.fromkeys(
        ("record", "ref", "changed", "issue", "baseline", "config", "ledger", "repo", "token_file", "login")
    )
    flags = dict.fromkeys(("update_baseline", "explain", "no_config"), False)
    return audit_documents({**usual, **flags, "max_wait": "1s", "style": "text", "paths": tuple(map(Path, paths)), **more})


def _found(capsys: pytest.CaptureFixture[str]) -> list[tuple[str, int, str]]:
    return [(each["path"], each["line"], each["kind"]) for each in json.loads(capsys.readouterr().out)["claims"]]


@pytest.fixture
def repository(folder: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    bare_configuration(monkeypatch)
    git(folder, "init", "--quiet", "--initial-branch=main")
    write("docs/a b \u00fc.md", "# Status\r\n\r\nCoverage: 72%\r\n\r\nAll unit tests\r\npass today.\r\n")
    committed(folder)
    return folder


def test_a_claim_that_wraps_is_found_on_the_line_that_changed(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = repository / "docs/a b \u00fc.md"
    path.write_bytes(path.read_bytes().replace(b"today", b"now"))
    _audit(style="json", changed="HEAD")
    assert {each[:2] for each in _found(capsys)} == {("docs/a b \u00fc.md", 6)}
    path.write_bytes(path.read_bytes().replace(b"now", b"today").replace(b"All unit", b"All our unit"))
    _audit(style="json", changed="HEAD")
    assert {each[:2] for each in _found(capsys)} == {("docs/a b \u00fc.md", 5)}


def test_a_moved_document_answers_for_new_lines_and_for_all_of_them_where_it_comes_from_the_past(
    repository: Path, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    git(repository, "mv", "docs/a b \u00fc.md", "b.md")
    assert _audit(changed="HEAD") == 0
    write("gatekeeper.toml", '[categories.unit]\nreports = ["*.xml"]\n[audit]\nhistory = ["docs/**"]\n')
    capsys.readouterr()
    assert _audit(style="json", changed="HEAD") == 1
    assert {each[1] for each in _found(capsys)} == {3, 5, 6}


def test_annotations_and_results_name_files_from_the_top_wherever_it_is_started(
    repository: Path, write: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(repository))
    write("top,1%.md", _BAD)
    monkeypatch.chdir(repository / "docs")
    for path in ("../top,1%.md", f"{repository}/top,1%.md"):
        assert _audit(path, style="github") == 1
        assert capsys.readouterr().out.startswith("::error file=top%2C1%25.md,line=3,col=11,")
        assert _audit(path, style="sarif") == 1
        assert '"uri": "top%2C1%25.md"' in capsys.readouterr().out


def test_no_name_of_a_file_starts_a_command(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("x\n::set-env name=A::b\r##[error]c.md", f"{_BAD}\n::warning::d ##[group] coverage: 73%\n")
    assert _audit(style="github") == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert all(each.startswith("::error file=x") and "##[" not in each for each in lines[:2])


def test_a_baseline_forgets_documents_that_are_no_more(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("a.md", _BAD)
    write("b.md", _BAD)
    accepted = {"baseline": Path("accepted.json")}
    assert _audit(**accepted, update_baseline=True) == 0
    path.unlink()
    kept = Path("accepted.json").read_bytes()
    capsys.readouterr()
    assert _audit("b.md", **accepted) == 0
    assert "gone:" not in capsys.readouterr().out
    assert _audit(**accepted) == 0
    assert "gone:       a.md: coverage: 72%" in capsys.readouterr().out
    assert _audit("b.md", **accepted, update_baseline=True) == 0
    assert Path("accepted.json").read_bytes() == kept
    assert _audit(**accepted, update_baseline=True) == 0
    write("a.md", _BAD)
    assert _audit(**accepted) == 1


def test_a_document_with_an_odd_name_that_cannot_be_read_is_not_one_that_is_no_more(write: Write) -> None:
    write("b.md", _BAD)
    path = write("a\tb.md", _BAD)
    accepted = {"baseline": Path("accepted.json")}
    assert _audit(**accepted, update_baseline=True) == 0
    path.write_text(f"{'>' * 100} deep\n", encoding="utf-8")
    assert _audit(**accepted, update_baseline=True) == 2
    path.write_text(_BAD, encoding="utf-8")
    assert _audit(**accepted) == 0


def test_a_hostile_baseline_names_documents_that_cannot_be(write: Write) -> None:
    write("b.md", _BAD)
    rows = [
        {"path": path, "kind": "coverage", "finding": "unsupported", "text": "x"}
        for path in ("a\0b", "x" * 5000, "\ud800", "#7", "../../b")
    ]
    write("accepted.json", json.dumps({"accepted": rows[:2] + rows[3:]}))
    assert _audit(baseline=Path("accepted.json")) == 1
    write("accepted.json", json.dumps({"accepted": rows}))
    with pytest.raises(UsageError, match="is no baseline"):
        _audit(baseline=Path("accepted.json"))


def test_the_hook_is_a_command_that_looks_at_what_is_not_committed(repository: Path, write: Write, gatekeeper: Callable[..., Ran]) -> None:
    hooks = YAML(typ="safe").load(Path(__file__).parents[2] / ".pre-commit-hooks.yaml")
    hook = next(each for each in hooks if each["id"] == "gatekeeper-audit")
    program, *command = hook["entry"].split()
    arguments: list[str] = [*command, *hook["args"]]
    assert (program, hook["types"], hook["require_serial"]) == ("gatekeeper", ["markdown"], True)
    name = "docs/a b \u00fc.md"
    assert gatekeeper(*arguments, name).code == 0
    write("docs/new.md", _BAD)
    git(repository, "add", "--all")
    ran = gatekeeper(*arguments, name, "docs/new.md")
    assert (ran.code, ran.out.splitlines()[0]) == (1, "docs/new.md:3:11  coverage  unsupported")
