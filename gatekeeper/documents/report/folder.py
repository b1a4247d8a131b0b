"""The folder that a page is written into. What stands there and is not ours is left alone, and nothing is written through a link."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from gatekeeper.config.find import FOLDER
from gatekeeper.errors import DeliveryError, UsageError, why
from gatekeeper.evidence.disk import part, sync
from gatekeeper.junit.find import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

PAGE, RECORD, INVENTORY = "index.html", "record.json", "record.cases.jsonl.gz"
_REMEDY = "name an empty folder with --html, or one that holds an earlier page of ours"
# How a file of ours begins, and within how many bytes that stands.
_OURS: dict[str, Callable[[bytes], bool]] = {
    PAGE: lambda head: b'<meta name="generator" content="gatekeeper report">' in head,
    RECORD: lambda head: head.startswith(b'{\n  "categories": ['),
    INVENTORY: lambda head: head.startswith(b"\x1f\x8b"),
}
_HEAD = 4096


class Folder:
    """A folder for one page; ``base`` is what no part of its path may lead out of by a link."""

    def __init__(self, path: Path, base: Path) -> None:
        self._path = path
        self._base = base
        self._written: set[str] = set()

    def prepare(self) -> None:
        """Make the folder, and see that everything in it that is to be replaced is ours; raises UsageError and DeliveryError."""
        try:
            self._refuse_own()
            self._refuse_links()
            self._path.mkdir(parents=True, exist_ok=True)
            for name in _OURS:
                self._refuse_others(name)
        except (OSError, ValueError) as error:
            raise self._undelivered(error) from error

    def write(self, name: str, content: Iterable[bytes]) -> None:
        """Write a file whole or not at all; raises DeliveryError."""
        with self._whole(), part(self._path / name) as made:
            with open(made, "xb") as file:
                file.writelines(content)
                sync(file)
            self._refuse_links()
            self._refuse_others(name)
            os.replace(made, self._path / name)
            self._written.add(name)

    def remove(self, name: str) -> None:
        """Remove a file of an earlier page, which this one has no use for; raises DeliveryError."""
        with self._whole():
            self._refuse_links()
            self._refuse_others(name)
            with suppress(FileNotFoundError):
                os.unlink(self._path / name)

    @contextmanager
    def _whole(self) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError) as error:
            raise self._undelivered(error) from error

    def _refuse_own(self) -> None:
        """Raise UsageError for a folder of git's or of the records, whichever link leads there."""
        for path in (os.path.abspath(self._path), os.path.realpath(self._path)):
            if {part.casefold() for part in path.split(os.sep)} & {FOLDER, ".git"}:
                raise UsageError(f"--html {printable(str(self._path))} is among git's files or the records", _REMEDY)

    def _refuse_links(self) -> None:
        """Raise OSError where the folder is a link, or is reached through one below the base."""
        whole, base = os.path.abspath(self._path), os.path.abspath(self._base)
        below = os.path.relpath(whole, base) if os.path.commonpath([whole, base]) == base else ""
        parts = below.split(os.sep) if below else []
        places = [os.path.join(base, *parts[: number + 1]) for number in range(len(parts))] or [whole]
        for place in places:
            if os.path.islink(place):
                raise OSError(None, f"{printable(os.path.basename(place))} is a link")

    def _refuse_others(self, name: str) -> None:
        """Raise OSError where something of that name stands in the folder that we have not written."""
        path = self._path / name
        if not os.path.lexists(path):
            return
        if not stat.S_ISREG(os.lstat(path).st_mode):
            raise OSError(None, f"{name} there is no regular file")
        with open(path, "rb") as file:
            if not _OURS[name](file.read(_HEAD)):
                raise OSError(None, f"{name} there is not one of ours")
        # Many files begin like a record or an inventory; beside a page of ours they are its own.
        if name not in (PAGE, *self._written) and not os.path.lexists(self._path / PAGE):
            raise OSError(None, f"{name} stands there without a page of ours")

    def _undelivered(self, error: Exception) -> DeliveryError:
        return DeliveryError(f"no page can be written into {printable(str(self._path))}: {why(error)}", _REMEDY)
