"""Put evidence where the gate looks for it: report files, and the partial records of witnessed runs beside what they brought."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from gatekeeper.evidence.expected import Expected, list_beside
from gatekeeper.evidence.expected_lines import pack
from gatekeeper.evidence.parts.places import place_of
from gatekeeper.evidence.parts.write import write
from gatekeeper.model.witness import Witness
from gatekeeper.rules.source import Source
from gatekeeper.selftest.xml import data_of

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.selftest.evidence import Evidence, Ran, Report
    from gatekeeper.selftest.world import World

_TOOK = timedelta(seconds=2)


def lay(evidence: Evidence, world: World) -> None:
    """Write all of it."""
    source = world.target.setting("inventory")
    if isinstance(source, Source) and source.file:
        path = world.base / source.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{each}\n" for each in evidence.listed), encoding="utf-8")
    for run in evidence.runs:
        part = _part(run, world)
        for report in run.reports:
            _put(report, _place(report, run, part, world))
        if run.witnessed:
            _write(evidence, run, part, world)


def _part(run: Ran, world: World) -> Path:
    path = place_of(world.base, world.target.category.name, run.shard)
    return path.with_name(f"{world.target.category.name}-{run.place}.json") if run.place else path


def _place(report: Report, run: Ran, part: Path, world: World) -> Path:
    """Return where a report stands: a witnessed run finds its own in a folder that was made for it."""
    return part.with_suffix("") / report.path.replace("../", "") if run.witnessed else world.base / report.path


def _put(report: Report, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if report.shape == "folder":
        path.mkdir()
        return
    if report.shape == "pipe":
        os.mkfifo(path)
        return
    path.write_bytes(data_of(report))
    if report.modified:
        moment = (datetime.now(UTC) - report.modified).timestamp()
        os.utime(path, (moment, moment))


def _write(evidence: Evidence, run: Ran, part: Path, world: World) -> None:
    config = world.config_here(evidence.config)
    part.parent.mkdir(parents=True, exist_ok=True)
    files = {str(_place(each, run, part, world)): each.path for each in run.reports}
    write(config, config.categories[0], _witness(run, world), files, part, expected=_expected(evidence, part, world))


def _witness(run: Ran, world: World) -> Witness:
    now = datetime.now(UTC)
    red = any(each.body.startswith(("<failure", "<error")) for report in run.reports for each in report.cases)
    usual: dict[str, Any] = {
        "category": world.target.category.name,
        "shard": run.shard,
        "argv": ("selftest",),
        "code": int(red),
        "started": now - _TOOK,
        "ended": now,
        "before": world.subject,
        "after": world.subject,
    }
    return Witness(**{**usual, **run.facts})


def _expected(evidence: Evidence, part: Path, world: World) -> Expected | None:
    """Keep the list of tests beside the part, where a command would have printed it before the run."""
    source = world.target.setting("inventory")
    if not isinstance(source, Source) or not source.command:
        return None
    target = list_beside(part)
    digest, tests = pack(target, evidence.listed)
    return Expected(path=target.name, sha256=digest, tests=tests)
