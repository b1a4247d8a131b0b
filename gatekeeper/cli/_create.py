"""Create a file whole, and never over another one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from gatekeeper.errors import DeliveryError, UsageError, why
from gatekeeper.evidence.disk import part, sync

if TYPE_CHECKING:
    from pathlib import Path


def create(path: Path, text: str) -> None:
    """Write a new file: a link to a finished one, because linking, unlike renaming, refuses what is there already."""
    try:
        with part(path) as made:
            with open(made, "xb") as file:
                file.write(text.encode())
                sync(file)
            _place(made, path, text)
    except FileExistsError as error:
        raise UsageError(f"{path} appeared meanwhile; nothing was written", "read it, or remove it and run again") from error
    except OSError as error:
        raise DeliveryError(f"{path} cannot be written: {why(error)}", "correct the permissions of its folder") from error


def _place(made: Path, path: Path, text: str) -> None:
    try:
        os.link(made, path)
    except FileExistsError:
        raise
    except OSError:
        # No hard links on this file system: the name is still taken only if it is free.
        with open(path, "x", encoding="utf-8", newline="") as file:
            file.write(text)
