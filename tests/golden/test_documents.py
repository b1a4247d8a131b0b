"""Every document, whole, for every verdict.

The documents stand in tests/golden/documents. After a change that is meant, write them anew and read the difference:
``GATEKEEPER_GOLDEN=write python -m pytest tests/golden && git diff tests/golden``.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from scenarios import SCENARIOS, Scenario
from terminal import on_terminal

from gatekeeper import __version__
from gatekeeper.cli import gatekeeper

if TYPE_CHECKING:
    from collections.abc import Callable

_FOLDER = Path(__file__).parent / "documents"
_WRITE = os.environ.get("GATEKEEPER_GOLDEN") == "write"
_ENDINGS = {"text": "txt", "json": "json", "markdown": "md"}
_SOMEBODY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "A"), ("EMAIL", "a@example.org"), ("DATE", "2026-01-02T03:04:05Z"))
}
# What differs from one moment and version to the next, and what stands in the documents instead.
_MOMENTS = (
    (re.compile(r'"created": "[^"]+"'), '"created": "2026-01-02T03:04:05+00:00"'),
    (re.compile(r'("inventory": \{\s+"path": "[^"]+",\s+"sha256": )"\w+"'), r'\1"depends on the version of zlib"'),
    (re.compile(r"\d+h \d+m ago"), "100h 0m ago"),
    (re.compile(rf'(gatekeeper |"version": "){re.escape(__version__)}'), r"\g<1>0.0.0"),
)


def _git(*arguments: str) -> None:
    environ = {**os.environ, **_SOMEBODY, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *arguments], check=True, env=environ, capture_output=True, timeout=60)


@pytest.fixture
def scenario(request: pytest.FixtureRequest, write: Callable[[str, str], Path]) -> Scenario:
    """Return the scenario whose files the working directory now holds."""
    chosen = SCENARIOS[request.param]
    for name, text in chosen.files.items():
        write(name, text)
    if chosen.repository:
        _git("init", "--quiet", "--initial-branch=main", "--object-format=sha1")
        _git("add", ".")
        _git("commit", "--quiet", "--message=first")
    return chosen


def _compare(name: str, document: str) -> None:
    for pattern, instead in _MOMENTS:
        document = pattern.sub(instead, document)
    path = _FOLDER / name
    if _WRITE:
        path.write_text(document, encoding="utf-8", newline="")
    assert document == path.read_bytes().decode()


@pytest.mark.parametrize("style", sorted(_ENDINGS))
@pytest.mark.parametrize(("scenario", "name"), [(name, name) for name in SCENARIOS], indirect=["scenario"])
def test_in_a_pipe(scenario: Scenario, name: str, style: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = gatekeeper.main(["check", *scenario.arguments, "--format", style], standalone_mode=False)
    assert code == scenario.code
    _compare(f"{name}.{_ENDINGS[style]}", capsys.readouterr().out)


@pytest.mark.parametrize(("scenario", "name"), [(name, name) for name in SCENARIOS], indirect=["scenario"])
def test_on_a_terminal(scenario: Scenario, name: str) -> None:
    code, shown = on_terminal(["check", *scenario.arguments])
    assert code == scenario.code
    _compare(f"{name}.terminal.txt", shown.replace("\x1b", "␛"))


def test_no_document_is_left_over() -> None:
    expected = {f"{name}.{ending}" for name in SCENARIOS for ending in (*_ENDINGS.values(), "terminal.txt")}
    assert {path.name for path in _FOLDER.iterdir()} == expected
