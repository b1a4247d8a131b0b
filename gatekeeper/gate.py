"""Read, judge, record, render, publish: the whole story."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gatekeeper.errors import UsageError
from gatekeeper.evidence.inventory import path_beside
from gatekeeper.evidence.subject import subject_at_hand
from gatekeeper.junit.collect import collect
from gatekeeper.junit.find import named, printable, search
from gatekeeper.junit.pool import Task, read_all
from gatekeeper.junit.want import KEEP, Want
from gatekeeper.model import Run
from gatekeeper.policy import judge

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatekeeper.config.settings import CategoryConfig, Config
    from gatekeeper.errors import DeliveryError
    from gatekeeper.evidence.inventory import Inventory
    from gatekeeper.evidence.place import Place
    from gatekeeper.evidence.record import Record
    from gatekeeper.junit.find import Found
    from gatekeeper.junit.reading import Reading
    from gatekeeper.model import Job


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """What one decision is asked of: a sound policy, and where the evidence is.

    ``reports`` replaces the configured search; ``record`` is where the record goes, or None; ``needs`` are the jobs it depends on.
    """

    config: Config
    reports: tuple[str, ...] = ()
    record: Path | None = None
    partial: bool = False
    needs: tuple[Job, ...] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """What was decided: the record, its canonical bytes, and why they could not be written, if so."""

    record: Record
    data: bytes
    undelivered: DeliveryError | None


def check(request: Request, progress: Callable[[int], None] | None = None, expect: Callable[[int], None] | None = None) -> Decision:
    """Decide. The record is written last, and whole or not at all.

    ``expect`` is told how many bytes there are to read, and ``progress`` whenever some were read.
    """
    from gatekeeper.evidence.build import build  # noqa: PLC0415 - importing the gate stays cheap
    from gatekeeper.evidence.place import Place  # noqa: PLC0415
    from gatekeeper.evidence.record import encode  # noqa: PLC0415

    config = request.config
    direct = config.source is None or (request.partial and len(config.categories) == 1)
    found = named(request.reports, config, direct=direct) if request.reports else search(config)
    _spare(request, found)
    if expect:
        expect(_bytes(found))
    with Place(request.record) as place:
        run, counted = read(request, found, place.part, progress)
        inventory = place.join(counted)
        run = _compared(run, config, place, inventory)
        judgement = judge(run, config.policy)
        record = build(run, judgement, config, inventory, os.environ)
        data = encode(record)
        place.settle(data)
    return Decision(record=record, data=data, undelivered=place.error)


def _compared(run: Run, config: Config, place: Place, inventory: Inventory | None) -> Run:
    """Return the run beside its baseline, where a rule compares with one."""
    if not any(rule.compares for each in config.categories for rule in each.policy.rules):
        return run
    from gatekeeper.evidence.ledger.baseline import with_baselines  # noqa: PLC0415 - without such a rule nothing of it is loaded

    now = (place.joined, inventory) if place.joined and inventory else None
    return with_baselines(run, config, now, os.environ)


def _spare(request: Request, found: dict[str, Found]) -> None:
    """Refuse a record that would take the place of what it is about."""
    if request.record is None or not request.record.name:
        return
    read = {os.path.realpath(path) for each in found.values() for path in each.files}
    read |= {os.path.realpath(request.config.source)} if request.config.source else set()
    for path in (request.record, path_beside(request.record)):
        if os.path.realpath(path) in read:
            raise UsageError(f"--record names a file that is read: {printable(str(path))}", "choose another place for the record")


def _bytes(found: dict[str, Found]) -> int:
    return sum(os.stat(path).st_size for each in found.values() for path in each.files if os.path.isfile(path))


def read(request: Request, found: dict[str, Found], part: str | None, progress: Callable[[int], None] | None) -> tuple[Run, list[Reading]]:
    """Return the run, and the readings that count in the order of the categories and files."""
    config = request.config
    tasks = [task for category in config.categories for task in _tasks(category, config, found[category.name], part)]
    tasks = [replace(task, part=f"{task.part}-{number}" if task.part else None) for number, task in enumerate(tasks)]
    readings = list(read_all(tasks, progress))
    categories, counted = [], []
    for category in config.categories:
        own = [reading for task, reading in zip(tasks, readings, strict=True) if task.want.category == category.name]
        made, counting = collect(category, found[category.name], own, KEEP, Path.cwd())
        categories.append(made)
        counted += counting
    subject = subject_at_hand(config, os.environ)
    run = Run(categories=tuple(categories), now=datetime.now(UTC), subject=subject, partial=request.partial, needs=request.needs)
    return run, counted


def _tasks(category: CategoryConfig, config: Config, found: Found, part: str | None) -> list[Task]:
    want = Want(
        category=category.name,
        tests=category.tests,
        selections=config.policy.selections(category.policy),
        reruns=category.reruns,
    )
    return [Task(path=path, shown=shown, want=want, part=part) for path, shown in found.files.items()]
