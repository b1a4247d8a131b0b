"""Reads reports for tests: text in, what the reader makes of it out, and a simple count to hold against it."""

from __future__ import annotations

import gzip
import json
import os
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from gatekeeper.config.settings import CategoryConfig, rules_for
from gatekeeper.junit.reading import Reading, read_file
from gatekeeper.junit.want import Want
from gatekeeper.policy import CategoryPolicy

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatekeeper.model import Counts

MODIFIED = 1_700_000_000.0
Row = tuple[str, str, str, float | None, int]
Four = tuple[int, int, int, int]
_TAGS = ("skipped", "failure", "error")


def read(report: str | bytes, *, progress: Callable[[int], None] | None = None, **want: Any) -> Reading:
    """Read a report that is in a file called junit.xml."""
    return _read(report, None, progress, want)[0]


def read_rows(report: str | bytes, **want: Any) -> tuple[Reading, list[Row]]:
    """Read a report and write its inventory rows."""
    return _read(report, "part", None, want)


def _read(report: str | bytes, part: str | None, progress: Callable[[int], None] | None, want: dict[str, Any]) -> tuple[Reading, list[Row]]:
    with TemporaryDirectory() as folder:
        path = Path(folder, "junit.xml")
        path.write_bytes(report.encode() if isinstance(report, str) else report)
        os.utime(path, (MODIFIED, MODIFIED))
        place = f"{folder}/{part}" if part else None
        reading = read_file(str(path), "junit.xml", Want(category="t", **want), place, progress)
        rows = load_rows(place) if place and reading.part else []
    return replace(reading, part=None), rows


def load_rows(part: str) -> list[Row]:
    """Return the rows of one part."""
    return [tuple(json.loads(line)) for line in gzip.decompress(Path(part).read_bytes()).splitlines()]


def four(counts: Counts) -> Four:
    """Return passed, skipped, failed and errored."""
    return (counts.passed, counts.skipped, counts.failed, counts.errored)


def by_outcome(outcomes: list[str]) -> Four:
    """Count outcomes given as words."""
    passed, skipped, failed, errored = (outcomes.count(word) for word in ("passed", "skipped", "failed", "errored"))
    return (passed, skipped, failed, errored)


def simple_count(report: str) -> Four:
    """Count the cases of a plain report, the worst result of each, knowing nothing of the reader."""
    found = [0, 0, 0, 0]
    for case in ET.fromstring(report).iter("testcase"):
        found[max((_TAGS.index(child.tag) + 1 for child in case if child.tag in _TAGS), default=0)] += 1
    return (found[0], found[1], found[2], found[3])


def category(*, same_bytes: str = "once", reports: tuple[str, ...] = (), tests: tuple[str, ...] = (), **settings: object) -> CategoryConfig:
    """Return a category with some settings of its rules."""
    policy = CategoryPolicy(name="t", rules=rules_for(settings))
    return CategoryConfig(policy=policy, reports=reports, tests=tests, same_bytes=same_bytes)
