"""Partial records and reports that were changed after the run."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from gatekeeper.evidence.parts.places import INVENTORY, RUNS
from gatekeeper.selftest.evidence import Ran
from gatekeeper.selftest.kind import Kind, Start
from gatekeeper.selftest.paths import paths

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gatekeeper.selftest.evidence import Evidence
    from gatekeeper.selftest.kind import Spoil
    from gatekeeper.selftest.target import Target
    from gatekeeper.selftest.world import World


def _afterwards(act: Callable[[Path], None]) -> Spoil:
    """Do something to the first partial record, once it is written."""

    def then(world: World) -> None:
        act(min((world.base / RUNS).glob("*.json")))

    return lambda evidence, _: replace(evidence, then=then)


def _edit_report(part: Path) -> None:
    report = min(each for each in part.with_suffix("").rglob("*") if each.is_file())
    report.write_bytes(report.read_bytes() + b"\n")


def _edit_record(part: Path) -> None:
    part.write_bytes(re.sub(rb'"passed": (\d+)', lambda found: b'"passed": %d' % (int(found[1]) + 1), part.read_bytes()))


def _lose_record(part: Path) -> None:
    part.unlink()


def _lose_inventory(part: Path) -> None:
    part.with_name(f"{part.stem}{INVENTORY}").unlink()


def _stranger(evidence: Evidence, target: Target) -> Evidence | None:
    """Put a report beside the run that it did not write."""
    found = paths(target)
    report = evidence.reports[0]
    return replace(evidence, runs=(*evidence.runs, Ran(reports=(replace(report, path=found[0], suite="stranger"),)))) if found else None


def _handed_over(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
    return evidence


def _changed(name: str, imitates: str, spoil: Spoil) -> Kind:
    return Kind(name=name, imitates=imitates, rules=("evidence-readable",), spoil=spoil, start=Start.WITNESSED)


KINDS = (
    _changed("edited-report", "a report edited after the run", _afterwards(_edit_report)),
    _changed("edited-record", "a partial record that says more", _afterwards(_edit_record)),
    _changed("record-lost", "the record of a red run removed", _afterwards(_lose_record)),
    _changed("inventory-lost", "the list of what ran removed", _afterwards(_lose_inventory)),
    _changed("stranger", "a report that was slipped in", _stranger),
    Kind(
        name="unwitnessed",
        imitates="a file that anybody could write",
        setting="witnessed",
        example="witnessed = true",
        rules=("witnessed",),
        spoil=_handed_over,
        start=Start.FILES,
    ),
)
