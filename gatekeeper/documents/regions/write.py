"""Replace a file whole: whoever looks, at any moment and after any crash, finds the old one or the new one."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

from gatekeeper.errors import DeliveryError, why
from gatekeeper.evidence.disk import part, sync

if TYPE_CHECKING:
    from pathlib import Path

_CANNOT = "correct the permissions of the file and its folder"


def write(place: Path, before: str | None, text: str, shown: str) -> None:
    """Write a file that held ``before``, or was not there; its mode and owner stay. Raises DeliveryError."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with part(place) as made:
            _fill(made, place, text.encode())
            _check(place, before, shown)
            os.replace(made, place)
        _sync_folder(place.parent)
    except (OSError, UnicodeEncodeError) as error:
        raise DeliveryError(f"{shown} cannot be written: {why(error)}", _CANNOT) from error


def _fill(made: Path, place: Path, data: bytes) -> None:
    with open(made, "xb") as file:
        file.write(data)
        if os.path.lexists(place):
            old = os.stat(place)
            with suppress(OSError):  # only root may give a file away
                os.chown(made, old.st_uid, old.st_gid)
            os.chmod(made, stat.S_IMODE(old.st_mode))
        sync(file)


def _check(place: Path, before: str | None, shown: str) -> None:
    """Raise DeliveryError where somebody else has written the file meanwhile."""
    there = place.read_bytes() if os.path.lexists(place) else None
    if there != (None if before is None else before.encode()):
        raise DeliveryError(f"{shown} changed meanwhile; it is left as it is", "run gatekeeper render again")


def _sync_folder(folder: Path) -> None:
    """Let the new name reach the disk; where folders cannot be opened, as on Windows, there is no such step."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
