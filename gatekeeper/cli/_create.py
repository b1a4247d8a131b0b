"""Create a file whole, and never over another one."""

from __future__ import annotations

import os
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from gatekeeper.errors import DeliveryError, UsageError

if TYPE_CHECKING:
    from pathlib import Path


def create(path: Path, text: str) -> None:
    """Write a new file: a link to a finished one, because linking, unlike renaming, refuses what is there already."""
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
            os.chmod(file.name, 0o666 & ~_umask())
            _place(file.name, path, text)
    except FileExistsError as error:
        raise UsageError(f"{path} appeared meanwhile; nothing was written", "read it, or remove it and run again") from error
    except OSError as error:
        raise DeliveryError(f"{path} cannot be written: {error.strerror or error}", "correct the permissions of its folder") from error


def _place(finished: str, path: Path, text: str) -> None:
    try:
        os.link(finished, path)
    except FileExistsError:
        raise
    except OSError:
        # No hard links on this file system: the name is still taken only if it is free.
        with open(path, "x", encoding="utf-8", newline="") as file:
            file.write(text)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
