"""Single pieces of evidence: a case and a report file."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - records are decoded by the annotations
from dataclasses import dataclass, field
from enum import Enum, StrEnum

from gatekeeper.model.counts import Counts
from gatekeeper.model.outcome import CaseKind, CaseOutcome


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A case that matters, kept whole: text is bounded, ``line`` counts from 1."""

    id: str
    outcome: CaseOutcome
    kind: CaseKind = CaseKind.TEST
    category: str = ""
    message: str = ""
    type: str = ""
    text: str = ""
    file: str | None = None
    line: int | None = None


class FileStatus(StrEnum):
    """What became of a report file."""

    COUNTED = "counted"
    REFUSED = "refused"
    DUPLICATE = "duplicate"


class Problem(Enum):
    """Why a file is refused: rules divide these among themselves."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    NO_CASES = "no cases"


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """One report file: ``path`` as given, else relative to the working directory.

    ``properties`` are those of its suites, each with every value it has, as far as they were asked for.
    ``modified`` is the file's own time in seconds, which may prove that it is old, never that it is new.
    ``witnessed`` is one that was collected by the run that is judged.
    """

    path: str
    status: FileStatus
    problem: Problem | None = None
    reason: str = ""
    sha256: str | None = None
    bytes: int = 0
    dialect: str | None = None
    counts: Counts = field(default_factory=Counts)
    properties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    modified: float | None = None
    witnessed: bool = False
