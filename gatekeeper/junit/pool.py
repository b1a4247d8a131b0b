"""Read many files, in several processes where that pays, in the order they were asked for."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gatekeeper.junit.reading import Reading, read_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gatekeeper.junit.want import Want

# Measured: starting a second process costs as much as reading this many bytes.
_PAYS_WITH_FORK, _PAYS_WITH_SPAWN = 8 << 20, 30 << 20
_BATCHES_PER_PROCESS = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """One file to read for one category."""

    path: str
    shown: str
    want: Want
    part: str | None = None


def read_all(tasks: Sequence[Task], progress: Callable[[int], None] | None = None) -> Iterator[Reading]:
    """Yield a reading for every task, in order."""
    sizes = [_size(task.path) for task in tasks]
    processes = min(len(tasks), _processors())
    pays = _PAYS_WITH_FORK if _forks() else _PAYS_WITH_SPAWN
    if processes > 1 and sum(sizes) > pays:
        yield from _in_parallel(tasks, sizes, processes, progress)
    else:
        yield from read_batch(tasks, progress)


def read_batch(tasks: Sequence[Task], progress: Callable[[int], None] | None = None) -> list[Reading]:
    """Read files one after the other, keeping no more failures than a category may keep in all."""
    kept: dict[str, int] = {}
    readings = []
    for task in tasks:
        name = task.want.category
        want = replace(task.want, keep=task.want.keep - kept.get(name, 0))
        reading = read_file(task.path, task.shown, want, tasks[0].part, progress)
        kept[name] = kept.get(name, 0) + len(reading.failures)
        readings.append(reading)
    return readings


def _in_parallel(tasks: Sequence[Task], sizes: Sequence[int], processes: int, progress: Callable[[int], None] | None) -> Iterator[Reading]:
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - a small run stays in one process
    from multiprocessing import get_context  # noqa: PLC0415

    context = get_context("fork" if _forks() else "spawn")
    batches = _batches(tasks, sizes, processes * _BATCHES_PER_PROCESS)
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        for readings in pool.map(read_batch, batches):
            if progress:
                progress(sum(reading.file.bytes for reading in readings))
            yield from readings


def _batches(tasks: Sequence[Task], sizes: Sequence[int], number: int) -> list[list[Task]]:
    """Return runs of neighbouring tasks with about equally many bytes."""
    target = sum(sizes) / number
    batches: list[list[Task]] = [[]]
    filled = 0
    for task, size in zip(tasks, sizes, strict=True):
        if filled >= target and batches[-1]:
            batches.append([])
            filled = 0
        batches[-1].append(task)
        filled += size
    return batches


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except (OSError, ValueError):
        return 0


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _forks() -> bool:
    """Say whether fork is safe: macOS libraries break after it, and Windows has none."""
    return sys.platform.startswith("linux")
