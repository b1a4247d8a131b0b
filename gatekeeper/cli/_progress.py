"""A progress display for long work on a terminal."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

_PATIENCE = 1.0


class Progress:
    """Shows how much was read, once reading has taken a second; nothing before that."""

    def __init__(self) -> None:
        self._started = monotonic()
        self._bar: Bar | None = None
        self._bytes = 0
        self._total: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def expect(self, total: int) -> None:
        """Say how many bytes there are in all."""
        self._total = total

    def advance(self, number: int) -> None:
        """Count more bytes."""
        self._bytes += number
        if self._bar is None and monotonic() - self._started > _PATIENCE:
            self._bar = _start_bar(self._total)
        if self._bar:
            self._bar.update(self._bar.task_ids[0], completed=self._bytes)


def _start_bar(total: int | None) -> Bar:
    from rich.console import Console  # noqa: PLC0415 - short work does not pay for it
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TransferSpeedColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    bar = Bar(TextColumn("reading"), BarColumn(), DownloadColumn(), TransferSpeedColumn(), console=Console(stderr=True), transient=True)
    bar.add_task("reading", total=total)
    bar.start()
    return bar
