"""Read, judge, record, render, publish: the whole story."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gatekeeper.errors import UsageError
from gatekeeper.evidence.asked import attempt, merge_commit, subject_asked
from gatekeeper.evidence.asking import of_only_part, with_answers
from gatekeeper.evidence.collected import collected, in_environments, with_witnessed, without_whole
from gatekeeper.evidence.inventory import path_beside
from gatekeeper.evidence.parts.search import at_hand, of_names, of_parts
from gatekeeper.junit.find import printable
from gatekeeper.junit.pool import Task, read_all
from gatekeeper.junit.wanted import want_of
from gatekeeper.model import Run
from gatekeeper.policy import judge

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gatekeeper.config.settings import CategoryConfig, Config
    from gatekeeper.errors import DeliveryError
    from gatekeeper.evidence.inventory import Inventory
    from gatekeeper.evidence.parts.opened import Opened
    from gatekeeper.evidence.parts.search import Evidence
    from gatekeeper.evidence.record import Record
    from gatekeeper.junit.find import Found
    from gatekeeper.junit.reading import Reading
    from gatekeeper.model import Category, Job


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """What one decision is asked of: a sound policy, and where the evidence is.

    ``reports`` replaces the configured search; ``record`` is where the record goes, or None; ``needs`` are the jobs it depends on.
    ``parts`` are partial records, or opened ones that the disk refused; ``shard`` leaves out the rules about whole categories.
    ``commit`` is judged instead of HEAD; ``others`` are the categories of the configuration that are left out.
    """

    config: Config
    reports: tuple[str, ...] = ()
    record: Path | None = None
    partial: bool = False
    needs: tuple[Job, ...] | None = None
    parts: tuple[Path | Opened, ...] = ()
    shard: bool = False
    commit: str | None = None
    environment: str | None = None
    others: tuple[str, ...] = ()


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

    evidence = _evidence(request)
    config = in_environments(request.config, evidence, request.environment)
    config = without_whole(config) if request.shard else config
    request = replace(request, config=config)
    _spare(request, evidence)
    if expect:
        expect(_bytes(evidence.found))
    with Place(request.record) as place:
        run, counted = read(request, evidence, place.part, progress)
        inventory = place.join(counted)
        now = (place.joined, inventory) if place.joined and inventory else of_only_part(evidence.opened)
        run = with_answers(_compared(run, config, now), config, evidence.opened, now, os.environ)
        judgement = judge(run, config.policy)
        record = build(run, judgement, config, inventory, os.environ)
        data = encode(record)
        place.settle(data)
    return Decision(record=record, data=data, undelivered=place.error)


def _evidence(request: Request) -> Evidence:
    config = request.config
    if request.parts:
        return of_parts(request.parts, config)
    if not request.reports:
        return at_hand(config)
    direct = config.source is None or (request.partial and len(config.categories) == 1)
    return of_names(request.reports, config, request.others, direct=direct)


def _compared(run: Run, config: Config, now: tuple[Path, Inventory] | None) -> Run:
    """Return the run beside its baseline, where a rule compares with one."""
    if not any(rule.compares for each in config.categories for rule in each.policy.rules):
        return run
    from gatekeeper.evidence.ledger.baseline import with_baselines  # noqa: PLC0415 - without such a rule nothing of it is loaded

    return with_baselines(run, config, now, os.environ)


def _spare(request: Request, evidence: Evidence) -> None:
    """Refuse a record that would take the place of what it is about."""
    if request.record is None or not request.record.name:
        return
    read = {os.path.realpath(path) for path in evidence.paths()}
    read |= {os.path.realpath(request.config.source)} if request.config.source else set()
    for path in (request.record, path_beside(request.record)):
        if os.path.realpath(path) in read:
            raise UsageError(f"--record names a file that is read: {printable(str(path))}", "choose another place for the record")


def _bytes(found: dict[str, Found]) -> int:
    return sum(os.stat(path).st_size for each in found.values() for path in each.files if os.path.isfile(path))


def read(request: Request, evidence: Evidence, part: str | None, progress: Callable[[int], None] | None) -> tuple[Run, list[Reading]]:
    """Return the run, and the readings that count in the order of the categories and files."""
    config = request.config
    tasks = [task for category in config.categories for task in _tasks(category, config, evidence.found[category.name], part)]
    tasks = [replace(task, part=f"{task.part}-{number}" if task.part else None) for number, task in enumerate(tasks)]
    readings = list(read_all(tasks, progress))
    categories, counted = [], []
    for category in config.categories:
        own = [reading for task, reading in zip(tasks, readings, strict=True) if task.want.category == category.name]
        made, counting = collected(category, evidence, own, request.environment)
        categories.append(made)
        counted += counting
    return facts(request, tuple(categories)), counted


def facts(request: Request, categories: tuple[Category, ...]) -> Run:
    """Return the run with everything that is known beside its categories."""
    return Run(
        categories=categories,
        now=datetime.now(UTC),
        subject=with_witnessed(subject_asked(request.config, os.environ, request.commit), request.commit, categories),
        partial=request.partial,
        needs=request.needs,
        attempt=attempt(os.environ),
        merge_commit=merge_commit(os.environ),
    )


def _tasks(category: CategoryConfig, config: Config, found: Found, part: str | None) -> list[Task]:
    want = want_of(category, config)
    return [Task(path=path, shown=shown, want=want, part=part) for path, shown in found.files.items()]
