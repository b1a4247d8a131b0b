"""Where a record is made: a hidden folder beside it, so that record and inventory take their places together or not at all."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Self

from gatekeeper.errors import DeliveryError, why
from gatekeeper.evidence.disk import hidden, sync
from gatekeeper.evidence.inventory import join, path_beside

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gatekeeper.evidence.inventory import Inventory
    from gatekeeper.junit.reading import Reading

_REMEDY = "choose a place that can be written with --record, or none with --no-record"


class Place:
    """A record on its way to its path; None is a record that goes nowhere.

    A place that cannot be written is no reason to stay without a verdict: ``error`` keeps the first
    failure, and nothing more is written then.
    """

    def __init__(self, record: Path | None) -> None:
        self._record = record
        self._folder: Path | None = None
        self.error: DeliveryError | None = None

    def __enter__(self) -> Self:
        if self._record is None:
            return self
        try:
            _check(self._record)
            folder = hidden(self._record)
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(mode=0o700)
        except (OSError, ValueError) as error:
            self._fail(error)
        else:
            self._folder = folder
        return self

    def __exit__(self, *_: object) -> None:
        if self._folder:
            for name in os.listdir(self._folder):
                os.unlink(self._folder / name)
            self._folder.rmdir()

    @property
    def part(self) -> str | None:
        """Return how the paths of the inventory's parts begin, or None when there will be no inventory."""
        return str(self._folder / "part") if self._folder else None

    @property
    def joined(self) -> Path | None:
        """Return where the inventory stands until the record takes its place, or None where there is none."""
        return self._folder / "inventory" if self._folder and not self.error else None

    def join(self, readings: Iterable[Reading]) -> Inventory | None:
        """Make the inventory, or return None where it has no place."""
        if self._folder is None or self._record is None:
            return None
        readings = list(readings)
        try:
            _check_rows(readings)
            with open(self._folder / "inventory", "wb") as file:
                made = join(readings, file, path_beside(self._record).name)
                sync(file)
        except OSError as error:
            self._fail(error)
            return None
        return made

    def settle(self, data: bytes) -> None:
        """Put the inventory that was joined, and then the record, where they belong."""
        if self._folder is None or self._record is None or self.error:
            return
        try:
            with open(self._folder / "record", "wb") as file:
                file.write(data)
                sync(file)
            os.replace(self._folder / "inventory", path_beside(self._record))
            os.replace(self._folder / "record", self._record)
        except OSError as error:
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        self.error = DeliveryError(f"{self._record} cannot be written: {why(error)}", _REMEDY)


def _check(record: Path) -> None:
    """Raise OSError where something else than an earlier record or inventory stands: it is not ours to replace."""
    if record.is_dir():
        raise IsADirectoryError(None, "it is a folder")
    for path in (record, path_beside(record)):
        if os.path.lexists(path) and not stat.S_ISREG(os.lstat(path).st_mode):
            raise OSError(None, f"{path.name} is no regular file")


def _check_rows(readings: Iterable[Reading]) -> None:
    """Raise OSError where the inventory would miss tests that were counted."""
    for reading in readings:
        if reading.lost_rows:
            raise OSError(None, reading.lost_rows)
