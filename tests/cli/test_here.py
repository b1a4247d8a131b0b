from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from gatekeeper.cli._here import here
from gatekeeper.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def test_the_working_directory_or_why_there_is_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert here() == folder
    (folder / "gone").mkdir()
    monkeypatch.chdir(folder / "gone")
    os.rmdir(folder / "gone")
    with pytest.raises(UsageError, match="does not exist any more"):
        here()
    os.chdir(folder)
