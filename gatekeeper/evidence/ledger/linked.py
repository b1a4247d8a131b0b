"""Links on the way to the ledger: whoever may commit one could have us write, or believe, what is somewhere else."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from gatekeeper.config.find import FOLDER
from gatekeeper.errors import RecordError
from gatekeeper.junit.find import printable

if TYPE_CHECKING:
    from pathlib import Path

_REMEDY = "put a folder in the place of the link, or name the ledger's real place with --ledger"


def refuse_links(folder: Path, base: Path | None) -> None:
    """Raise OSError where a folder is reached through a link below a base; one outside of it is where its user said."""
    whole = os.path.abspath(folder)
    if base is None:
        base = folder.parent.parent if folder.parent.name == FOLDER else folder.parent
    above = os.path.abspath(base)
    if os.path.commonpath([whole, above]) != above:
        return
    place = above
    for part in os.path.relpath(whole, above).split(os.sep):
        place = os.path.join(place, part)
        if os.path.islink(place):
            raise OSError(None, f"{printable(part)} is a link")


def sound(folder: Path, base: Path | None) -> Path:
    """Return the folder, or raise RecordError where it is reached through a link."""
    try:
        refuse_links(folder, base)
    except OSError as error:
        raise RecordError(f"the ledger {printable(str(folder))} is not read: {error.strerror}", _REMEDY) from error
    return folder
