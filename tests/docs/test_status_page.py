"""The workflow that commits a status page, run step by step: the page is fresh after its own commit, and a second run adds nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from action.checkout import CHECKOUT, jobs
from clones import Team, bare_configuration, committed, git, make_team

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_STEPS = jobs(CHECKOUT / "docs/github/status-page.yml")["status"]["steps"]
_CONFIG = """
[categories.unit]
reports = ["build/reports/*.xml"]

[[documents]]
path = "docs/status.md"
on = ["passed", "failed"]
"""
_REPORT = '<testsuite tests="1"><testcase classname="c" name="t"/></testsuite>'


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], list[int]]:
    """Return a function that runs the scripts of the workflow in a clone, and returns how each ended."""
    bare_configuration(monkeypatch)
    program = folder / "bin/gatekeeper"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m gatekeeper "$@"\n', "utf-8")
    program.chmod(0o755)
    who = {"GIT_CONFIG_COUNT": "2", "GIT_CONFIG_KEY_0": "user.name", "GIT_CONFIG_KEY_1": "user.email"}
    named = {"GIT_CONFIG_VALUE_0": "bot", "GIT_CONFIG_VALUE_1": "bot@example.org", "PATH": f"{program.parent}:{os.environ['PATH']}"}

    def act(clone: Path) -> list[int]:
        about = {"GITHUB_SHA": git(clone, "rev-parse", "HEAD"), "GITHUB_REF": "refs/heads/main"}
        needs = {"NEEDS_JSON": '{"test": {"result": "success", "outputs": {}}}'}
        scripts = [step["run"] for step in _STEPS if "run" in step and "pip install" not in step["run"]]
        done = [
            subprocess.run(
                ["bash", "-e", "-c", each], cwd=clone, env={**os.environ, **who, **named, **about, **needs}, check=False, timeout=60
            )
            for each in scripts
        ]
        return [each.returncode for each in done]

    return act


def _runner(team: Team, name: str, report: str = _REPORT) -> Path:
    clone = team.clone(name)
    (clone / "build/reports").mkdir(parents=True)
    (clone / "build/reports/junit.xml").write_text(report, "utf-8")
    return clone


def test_the_page_is_committed_and_fresh(folder: Path, run: Callable[[Path], list[int]]) -> None:
    team = make_team(folder)
    author = team.clone("author")
    (author / "gatekeeper.toml").write_text(_CONFIG, "utf-8")
    (author / ".gitignore").write_text("/build/\n/.gatekeeper/\n", "utf-8")
    tested = committed(author)
    git(author, "push", "--quiet", "origin", "main")

    first = _runner(team, "first")
    assert run(first) == [0, 0, 0, 0, 0]
    assert git(team.bare, "log", "--format=%s %an", "--max-count=1", "main") == f"Status of {tested} [skip ci] bot"
    assert git(team.bare, "diff", "--name-only", f"{tested}..main") == "docs/status.md"
    assert "PASSED" in git(team.bare, "show", "main:docs/status.md")

    reader = team.clone("reader")
    command = [sys.executable, "-m", "gatekeeper"]
    subprocess.run([*command, "ledger", "pull"], cwd=reader, check=True, timeout=60)
    verified = subprocess.run([*command, "verify"], cwd=reader, check=False, capture_output=True, timeout=60)
    assert (verified.returncode, b"fresh" in verified.stdout) == (0, True), verified.stdout.decode() + verified.stderr.decode()

    late = _runner(team, "late", _REPORT.replace("/></", "><failure/></testcase></"))
    git(late, "reset", "--quiet", "--hard", tested)
    assert run(late) == [0, 1, 0, 0, 0]
    assert git(team.bare, "diff", "--name-only", f"{tested}..main") == "docs/status.md"
    assert "FAILED" not in git(team.bare, "show", "main:docs/status.md")
    assert len(team.files()) == 4
