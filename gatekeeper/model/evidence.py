"""Single pieces of evidence: a case and a report file."""

from __future__ import annotations

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
    """One report file: ``path`` as given, else relative to the working directory."""

    path: str
    status: FileStatus
    problem: Problem | None = None
    reason: str = ""
    sha256: str | None = None
    bytes: int = 0
    dialect: str | None = None
    counts: Counts = field(default_factory=Counts)
