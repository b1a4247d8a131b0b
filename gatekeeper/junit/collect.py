"""From readings to categories: what is the same evidence twice counts once."""

from __future__ import annotations

import os
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from gatekeeper.junit.locate import locate
from gatekeeper.junit.reading import Reading
from gatekeeper.junit.totals import SAMPLE
from gatekeeper.model import Category, Counts, File, FileStatus, Problem, Sample, Selection, Suite

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from gatekeeper.config.settings import CategoryConfig
    from gatekeeper.junit.find import Found

_AGGREGATE = "TESTS-TestSuites.xml"
_MANY_NOTES = 20


def collect(config: CategoryConfig, found: Found, readings: Sequence[Reading], keep: int, root: Path) -> tuple[Category, list[Reading]]:
    """Return the category, and the readings that count towards it."""
    allowed = config.setting("empty_files") or ()
    readings = [_allow_empty(reading, allowed) for reading in readings]  # type: ignore[arg-type] # a tuple of globs
    readings = _settle_aggregates(readings)
    if config.same_bytes == "once":
        readings = _settle_same_bytes(readings)
    counted = [each for each in readings if each.file.status is not FileStatus.DUPLICATE]
    return _category(config, found, readings, counted, keep, root), counted


def _category(
    config: CategoryConfig, found: Found, readings: Sequence[Reading], counted: Sequence[Reading], keep: int, root: Path
) -> Category:
    failures = [(replace(case, category=config.name), each.file) for each in counted for case in each.failures]
    timed = sum(each.timed for each in counted)
    newest = [each.newest for each in counted if each.newest]
    oldest = [each.oldest for each in counted if each.oldest]
    optional = config.setting("optional")
    return Category(
        name=config.name,
        counts=sum((each.counts for each in counted), Counts()),
        results=sum(each.results for each in counted),
        files=tuple(each.file for each in readings),
        patterns=found.patterns,
        absent=str(optional) if optional and not found.files else None,
        failures=tuple(locate(case, file, root) for case, file in failures[:keep]),
        flaky=_join(each.flaky for each in counted),
        repeated=_join(each.repeated for each in counted),
        suites=Suite(
            errors=_join(each.errors for each in counted),
            disagreements=_join(each.disagreements for each in counted),
            newest=max(newest, default=None),
            oldest=min(oldest, default=None),
        ),
        seconds=round(sum(each.seconds for each in counted), 6) if timed else None,
        untimed=sum(each.untimed for each in counted),
        notes=_join((each.notes for each in counted), _MANY_NOTES),
        selected=_selected(counted),
        forbidden=_forbidden(config, counted),
        canaries=_canaries(config, counted),
        dummies=_dummies(counted),
    )


def _sound(readings: Iterable[Reading]) -> list[Reading]:
    return [each for each in readings if each.file.status is FileStatus.COUNTED]


def _forbidden(config: CategoryConfig, counted: Sequence[Reading]) -> dict[str, Sample]:
    """Return where the texts stand; one that some file was not searched for is left out, since nobody can say."""
    texts: tuple[str, ...] = config.setting("forbid_output") or ()  # type: ignore[assignment] # a tuple of texts
    sound = _sound(counted)
    return {text: _join(each.forbidden[text] for each in sound) for text in texts if all(text in each.forbidden for each in sound)}


def _canaries(config: CategoryConfig, counted: Sequence[Reading]) -> dict[str, Counts]:
    """Return how the tests ended that must fail; a pattern that some file was not read with is left out."""
    patterns: tuple[str, ...] = config.setting("canary") or ()  # type: ignore[assignment] # a tuple of globs
    sound = _sound(counted)
    return {
        pattern: sum((each.canaries[pattern] for each in sound), Counts())
        for pattern in patterns
        if all(pattern in each.canaries for each in sound)
    }


def _dummies(counted: Sequence[Reading]) -> Sample:
    found = [f"{each.file.path}: {each.dummy}" for each in _sound(counted) if each.dummy]
    return Sample(count=len(found), first=tuple(found[:SAMPLE]))


def _join(samples: Iterable[Sample], most: int = SAMPLE) -> Sample:
    samples = list(samples)
    first = [text for each in samples for text in each.first]
    return Sample(count=sum(each.count for each in samples), first=tuple(first[:most]))


def _selected(readings: Iterable[Reading]) -> dict[Selection, Counts]:
    total: dict[Selection, Counts] = {}
    for reading in readings:
        for selection, counts in reading.selected.items():
            total[selection] = total.get(selection, Counts()) + counts
    return total


def _allow_empty(reading: Reading, globs: Sequence[str]) -> Reading:
    file = reading.file
    if file.problem is not Problem.NO_CASES or not any(
        fnmatchcase(file.path, glob) or fnmatchcase(file.path, f"*/{glob}") for glob in globs
    ):
        return reading
    return replace(reading, file=replace(file, status=FileStatus.COUNTED, problem=None, reason=f"{file.reason}, allowed by empty_files"))


def _duplicate(reading: Reading, reason: str) -> Reading:
    return replace(reading, file=replace(reading.file, status=FileStatus.DUPLICATE, reason=reason))


def _settle_same_bytes(readings: Sequence[Reading]) -> list[Reading]:
    first: dict[str, File] = {}
    return [_settle_bytes(reading, first) for reading in readings]


def _settle_bytes(reading: Reading, first: dict[str, File]) -> Reading:
    file = reading.file
    if not file.sha256 or file.status is not FileStatus.COUNTED:
        return reading
    earlier = first.setdefault(file.sha256, file)
    return reading if earlier is file else _duplicate(reading, f"the same bytes as {earlier.path}")


def _settle_aggregates(readings: Sequence[Reading]) -> list[Reading]:
    """Count Ant's aggregate once: beside the files it was made from it says the same again, or something is stale."""
    return [_settle_aggregate(each, readings) if os.path.basename(each.file.path) == _AGGREGATE else each for each in readings]


def _settle_aggregate(aggregate: Reading, readings: Sequence[Reading]) -> Reading:
    folder = os.path.dirname(aggregate.file.path)
    parts = [
        each for each in readings if os.path.dirname(each.file.path) == folder and os.path.basename(each.file.path).startswith("TEST-")
    ]
    if not parts or aggregate.file.status is not FileStatus.COUNTED:
        return aggregate
    if sum((each.file.counts for each in parts), Counts()) == aggregate.file.counts:
        return _duplicate(aggregate, "repeats the TEST-*.xml files beside it")
    reason = "does not agree with the TEST-*.xml files beside it: one of them is of another run"
    return Reading(file=replace(aggregate.file, status=FileStatus.REFUSED, problem=Problem.UNREADABLE, reason=reason))
