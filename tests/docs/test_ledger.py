"""The page about the ledger: its configuration loads, its commands are real, and pruning does what it says."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import configs
import ledgers
import pytest
from clones import bare_configuration, git, make_team

from gatekeeper.evidence.ledger.sync import Moved, pull, push

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "ledger.md").read_text(encoding="utf-8")


def _block(language: str) -> str:
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return str(found)


def test_the_configuration_loads(folder: Path) -> None:
    (document,) = configs.settle(folder, configs.UNIT + _block("toml")).documents
    workflow = (DOCS / "github/status-page.yml").read_text(encoding="utf-8")
    assert f"paths-ignore: [{document.path}]" in workflow
    assert f"git add -- {document.path}\n" in workflow


def test_the_links_lead_somewhere() -> None:
    assert all((DOCS / link).is_file() for link in re.findall(r"\]\(([^)#:]+)\)", PAGE))


def test_pruning_forgets_a_year_and_touches_nothing_else(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare_configuration(monkeypatch)
    team = make_team(folder)
    clone = team.clone("a")
    for name, value in (("user.name", "Ann"), ("user.email", "ann@example.org")):
        git(clone, "config", name, value)
    old = ledgers.made(created="2024-05-06T07:08:09+00:00")
    ledger = ledgers.ledger(clone, ledgers.made(), old)
    push(ledger, clone)
    index = (clone / ".git/index").read_bytes()
    subprocess.run(["bash", "-euo", "pipefail", "-c", _block("bash")], cwd=clone, check=True, capture_output=True, timeout=60)
    assert (clone / ".git/index").read_bytes() == index
    assert git(clone, "status", "--short") == ""
    assert [path.split("/")[0] for path in team.files()] == ["2026"]
    assert git(team.bare, "rev-list", "--count", "gatekeeper-evidence") == "1"
    assert [each.head.created for each in ledger.entries()] == [ledgers.made().created]
    assert push(ledger, clone) == pull(ledger, clone) == Moved()


def _commands() -> Iterator[tuple[str, str]]:
    for text in (PAGE, (DOCS / "github/status-page.yml").read_text(encoding="utf-8")):
        yield from re.findall(r"gatekeeper (ledger) (\w+)", text)


@pytest.mark.parametrize("words", sorted(set(_commands())), ids=" ".join)
def test_the_commands_are_real(words: tuple[str, str]) -> None:
    from gatekeeper.cli.ledger import ledger

    assert words[1] in ledger.commands
