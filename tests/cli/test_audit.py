"""What audit says and exits with, in this process; tests/end_to_end/test_audit.py has the whole story."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from gatekeeper.cli._audit import audit_documents
from gatekeeper.cli.audit import audit
from gatekeeper.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    Write = Callable[[str, str], Path]

_BAD = "# Status\n\nCoverage: 72%\n"
_GOOD = "# Status\n\nA plan and nothing else.\n"


def _audit(*paths: str, **more: Any) -> int:
    usual: dict[str, Any] = dict.fromkeys(
        ("record", "ref", "changed", "issue", "baseline", "config", "ledger", "repo", "token_file", "login")
    )
    flags = dict.fromkeys(("update_baseline", "explain", "no_config"), False)
    return audit_documents({**usual, **flags, "max_wait": "1s", "style": "text", "paths": tuple(map(Path, paths)), **more})


def test_nothing_blocks(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("a.md", _GOOD)
    assert _audit("a.md") == 0
    assert capsys.readouterr().out.splitlines() == [
        "evidence:   there is no record .gatekeeper/record.json",
        "0 claims in 1 document; nothing blocks",
    ]


def test_something_blocks(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("a.md", _BAD)
    assert _audit("a.md") == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 claim in 1 document: 1 unsupported; 1 blocks"


def test_a_file_needs_no_configuration_and_no_markdown_name(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("notes.txt", _BAD)
    assert _audit("notes.txt", style="json") == 1
    (claim,) = json.loads(capsys.readouterr().out)["claims"]
    assert (claim["path"], claim["line"], claim["column"], claim["kind"], claim["finding"]) == (
        "notes.txt",
        3,
        11,
        "coverage",
        "unsupported",
    )


def test_the_policy_says_what_blocks_and_what_is_left_out(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    config = '[categories.unit]\nreports = ["*.xml"]\n[audit]\n'
    write("a.md", _BAD)
    write("old/b.md", _BAD)
    write("gatekeeper.toml", f'{config}warn = ["coverage"]\n')
    assert _audit() == 0
    assert "(warns)" in capsys.readouterr().out
    write("gatekeeper.toml", f'{config}exclude = ["a.md", "old/**"]\n')
    assert _audit("a.md") == 0
    assert capsys.readouterr().out.splitlines()[-1] == "0 claims in 0 documents; nothing blocks"
    assert _audit("a.md", no_config=True) == 1


def test_words_of_the_policy_make_claims(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("a.md", "# Status report\n\nThe shop is good to fly.\n")
    assert _audit() == 0
    write("gatekeeper.toml", '[categories.unit]\nreports = ["*.xml"]\n[audit.words]\nreadiness = ["good to fly"]\n')
    assert _audit() == 1
    assert "readiness  unsupported" in capsys.readouterr().out


def test_one_bad_file_hides_nothing_about_another(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("a.md", _BAD)
    write("b.md", f"{'>' * 100} deep\n")
    assert _audit("a.md", "b.md") == 2
    said = capsys.readouterr()
    assert "error: b.md, line 1: nested deeper than is read" in said.err
    assert "a.md:3:11  coverage  unsupported" in said.out


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"config": Path("x.toml"), "no_config": True}, "--config and --no-config"),
        ({"record": Path("x.json"), "ref": "main"}, "--record and --ref"),
        ({"issue": 3, "changed": "HEAD"}, "--issue and --changed"),
        ({"issue": 3}, "--issue and PATHS"),
        ({"update_baseline": True}, "--update-baseline needs --baseline"),
        ({"changed": "HEAD", "baseline": Path("b.json"), "update_baseline": True}, "--changed and --update-baseline"),
        ({"baseline": Path("b.json")}, "there is no baseline b.json"),
        ({"record": Path("x.json")}, "there is no record x.json"),
        ({"ref": "main"}, "main is no record"),
        ({"changed": "HEAD"}, "there is no git repository here"),
    ],
)
def test_what_cannot_be_done_is_said(write: Write, options: dict[str, Any], message: str) -> None:
    write("a.md", _GOOD)
    with pytest.raises(UsageError, match=message):
        _audit("a.md", **options)


def test_wrong_usage_ends_with_2() -> None:
    ran = CliRunner().invoke(audit, ["--format", "pdf"])
    assert (ran.exit_code, "pdf" in ran.output) == (2, True)
    assert "Exit codes: 0 nothing blocks" in CliRunner().invoke(audit, ["--help"]).output


@pytest.mark.usefixtures("folder")
def test_the_text_of_an_issue_is_read_and_nothing_is_written(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    class Repository:
        def issue(self, number: int) -> Any:
            return type("Issue", (), {"body": f"Coverage of #{number}: 72%\r\n"})

    monkeypatch.setattr("gatekeeper.cli._github.connected", lambda _: Repository())
    assert _audit(issue=7) == 1
    assert capsys.readouterr().out.splitlines()[0] == "#7:1:17  coverage  unsupported"
