"""What every test may use: the real command, in a folder and an environment of its own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import command
import pytest
from command import Ran
from github_world.fixtures import github_server, world
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["Ran", "folder", "gatekeeper", "github_server", "world", "write"]  # the local GitHub's fixtures come from its own folder

# Property tests are to be affordable on every run; HYPOTHESIS_PROFILE=deep looks further.
settings.register_profile("quick", max_examples=30, deadline=None)
settings.register_profile("deep", max_examples=500, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

_OURS = ("GITHUB_", "NO_COLOR", "COLUMNS", "FORCE_COLOR")


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish() -> None:
    """End the server of the command."""
    command.end()


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

    return lambda *arguments, **environ: command.run(arguments, folder, environ)


@pytest.fixture
def write(folder: Path) -> Callable[[str, str], Path]:
    """Return a function that writes a text file below the folder."""

    def put(name: str, text: str) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return path

    return put
