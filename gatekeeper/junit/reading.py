"""One file, read: a frozen value that crosses process boundaries."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gatekeeper.junit.rows import RowWriter
from gatekeeper.junit.source import Refused, open_source
from gatekeeper.junit.stream import read
from gatekeeper.junit.tally import Tally
from gatekeeper.model import Case, Counts, File, FileStatus, Problem, Sample, Selection

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from gatekeeper.junit.source import Source
    from gatekeeper.junit.want import Want

NO_CASES = "the report holds no test case"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What one file says. ``counts`` is tests of the category, ``file.counts`` its testcase elements, canaries included.

    ``results`` is how many results the tests were folded from; ``part`` the file of its
    inventory rows, ``span`` where they begin and end in it; ``lost_rows`` why they could not be written.
    ``forbidden`` has every text that was looked for, ``canaries`` every pattern; ``dummy`` is what gives a placeholder away.
    """

    file: File
    counts: Counts = field(default_factory=Counts)
    results: int = 0
    seconds: float = 0.0
    timed: int = 0
    untimed: int = 0
    newest: datetime | None = None
    oldest: datetime | None = None
    flaky: Sample = Sample()
    repeated: Sample = Sample()
    errors: Sample = Sample()
    disagreements: Sample = Sample()
    notes: Sample = Sample()
    failures: tuple[Case, ...] = ()
    selected: Mapping[Selection, Counts] = field(default_factory=dict)
    forbidden: Mapping[str, Sample] = field(default_factory=dict)
    canaries: Mapping[str, Counts] = field(default_factory=dict)
    dummy: str = ""
    part: str | None = None
    span: tuple[int, int] = (0, 0)
    rows: int = 0
    lost_rows: str | None = None


def read_file(path: str, shown: str, want: Want, part: str | None = None, progress: Callable[[int], None] | None = None) -> Reading:
    """Read one file; a file that cannot be used becomes a refused one, and nothing of it is counted.

    When its rows cannot be written it is read again without: the verdict never depends on a full disk.
    """
    lost = None
    try:
        if part is not None:
            try:
                return _read_with_rows(path, shown, want, part, progress)
            except OSError as error:
                lost, progress = error.strerror or str(error), None
        with open_source(path) as source:
            tally = Tally(want, None)
            read(source, tally, progress)
            return replace(_reading(shown, source, tally), lost_rows=lost)
    except Refused as error:
        return Reading(file=File(path=shown, status=FileStatus.REFUSED, problem=error.problem, reason=error.message), lost_rows=lost)


def _read_with_rows(path: str, shown: str, want: Want, part: str, progress: Callable[[int], None] | None) -> Reading:
    """Read a file and append its rows to the part, or raise OSError when they cannot be written."""
    with open_source(path) as source, open(part, "ab") as target:
        begin = target.tell()
        rows = RowWriter(target)
        tally = Tally(want, rows)
        read(source, tally, progress)
        rows.close()
        span = (begin, target.tell())
    return replace(_reading(shown, source, tally), part=part, span=span, rows=rows.tests)


def _reading(shown: str, source: Source, tally: Tally) -> Reading:
    empty = not tally.cases
    file = File(
        path=shown,
        status=FileStatus.REFUSED if empty else FileStatus.COUNTED,
        problem=Problem.NO_CASES if empty else None,
        reason=NO_CASES if empty else "",
        sha256=source.sha256,
        bytes=source.bytes,
        dialect=tally.dialect,
        counts=tally.elements.counts(tally.cases),
        properties=tally.properties.kept(),
        modified=source.modified,
    )
    return Reading(
        file=file,
        counts=tally.tests.counts(tally.cases - tally.canaries.results),
        results=tally.results,
        seconds=tally.seconds,
        timed=tally.timed,
        untimed=tally.untimed,
        newest=tally.moments.newest,
        oldest=tally.moments.oldest,
        flaky=tally.flaky.sample(),
        repeated=tally.repeated.sample(),
        errors=tally.errors.sample(),
        disagreements=tally.disagreements.sample(),
        notes=tally.notes.sample(),
        failures=tuple(tally.failures),
        selected=tally.watch.counts(),
        forbidden=tally.outputs.samples(),
        canaries=tally.canaries.counts(),
        dummy=tally.impression.why(tally.dialect) if not tally.errors.count else "",
    )
