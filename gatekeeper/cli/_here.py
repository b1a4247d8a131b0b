"""The folder in which the command was started."""

from __future__ import annotations

from pathlib import Path

from gatekeeper.errors import UsageError


def here() -> Path:
    """Return the working directory, or raise UsageError where it was removed."""
    try:
        return Path.cwd()
    except OSError as error:
        raise UsageError("the working directory does not exist any more", "change into a folder that exists") from error
