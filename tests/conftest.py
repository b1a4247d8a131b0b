"""What every test may use: the real command, in a folder and an environment of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from github_world.fixtures import github_server, world

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["folder", "gatekeeper", "github_server", "world", "write"]  # the local GitHub's fixtures come from its own folder

_OURS = ("GITHUB_", "NO_COLOR", "COLUMNS", "FORCE_COLOR")


@dataclass(frozen=True)
class Ran:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that is the working directory, outside any repository and any CI."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith(_OURS):
            monkeypatch.delenv(name)
    return tmp_path


@pytest.fixture
def gatekeeper(folder: Path) -> Callable[..., Ran]:
    """Return the real command as a function: arguments in, what it printed and its exit code out."""

    def run(*arguments: str, **environ: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "gatekeeper", *arguments],
            cwd=folder,
            env={**os.environ, **environ},
            capture_output=True,
            check=False,
            timeout=120,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def write(folder: Path) -> Callable[[str, str], Path]:
    """Return a function that writes a text file below the folder."""

    def put(name: str, text: str) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return path

    return put
