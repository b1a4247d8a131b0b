"""The folder in which the command was started, and where in it check leaves its record."""

from __future__ import annotations

from pathlib import Path

from gatekeeper.config.find import FOLDER
from gatekeeper.errors import UsageError

RECORD = Path(FOLDER, "record.json")


def here() -> Path:
    """Return the working directory, or raise UsageError where it was removed."""
    try:
        return Path.cwd()
    except OSError as error:
        raise UsageError("the working directory does not exist any more", "change into a folder that exists") from error
