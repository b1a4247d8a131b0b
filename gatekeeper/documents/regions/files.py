"""Files of the repository as they are and as they are to be. Nothing is read or written outside of it."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from gatekeeper.config.find import FOLDER, repository_root
from gatekeeper.documents.regions.errors import RegionError
from gatekeeper.errors import why
from gatekeeper.junit.find import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 16 << 20
_OURS = (FOLDER, ".git")
_NOT_FREE = "name a file of the repository, or remove what stands in its place"


@dataclass(frozen=True, kw_only=True, slots=True)
class Files:
    """All files that are looked at together, by the place that links lead to: two regions of one file are written at once."""

    root: Path
    before: dict[Path, str | None] = field(default_factory=dict)
    after: dict[Path, str] = field(default_factory=dict)

    @classmethod
    def of(cls, base: Path) -> Files:
        """Return the files of the repository that a configuration's folder is in; outside of one, those of the folder."""
        return cls(root=repository_root(base.absolute()) or base)

    def locate(self, path: Path, shown: str) -> Path:
        """Return where a path leads, or raise RegionError where that is outside of the repository, or among git's files or ours."""
        root = os.path.realpath(self.root)
        real = os.path.realpath(path)
        below = os.path.relpath(real, root).split(os.sep) if os.path.commonpath((root, real)) == root else [os.pardir]
        if os.pardir in below or {part.casefold() for part in below} & set(_OURS):
            raise RegionError(f"{shown} leads to {printable(real)}, where no document of the repository can stand", _NOT_FREE)
        return Path(real)

    def text(self, place: Path, shown: str) -> str | None:
        """Return what a file holds, or is to hold; None where there is none. Raises RegionError for what is no text."""
        if place in self.after:
            return self.after[place]
        if place not in self.before:
            self.before[place] = read(place, shown)
        return self.before[place]

    def put(self, place: Path, text: str) -> None:
        """Note what a file is to hold."""
        self.after[place] = text

    def changed(self) -> Iterator[tuple[Path, str | None, str]]:
        """Yield every file that is to hold something else than it does, with what it holds and what it is to hold."""
        for place, text in self.after.items():
            if text != self.before.get(place):
                yield place, self.before.get(place), text


def read(place: Path, shown: str) -> str | None:
    """Return the text of a regular file, a mark at its beginning included; None where there is none."""
    try:
        if not os.path.lexists(place):
            return None
        if not stat.S_ISREG(os.stat(place).st_mode):
            raise RegionError(f"{shown} is no regular file", _NOT_FREE)
        with open(place, "rb") as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise RegionError(f"{shown} has more than {MOST_BYTES >> 20} MiB", "let the region have a file of its own")
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RegionError(f"{shown} is not UTF-8: {error.reason} at byte {error.start}", "save it as UTF-8") from error
    except (OSError, ValueError) as error:
        raise RegionError(f"{shown} cannot be read: {why(error)}", "correct its permissions") from error
