"""Everything read for one decision, by category."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from gatekeeper.model.counts import Counts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from gatekeeper.model.evidence import Case, File
    from gatekeeper.model.witness import Witness


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """Tests whose id matches one of ``tests`` and, where given, also one of ``excused``."""

    tests: tuple[str, ...]
    excused: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """How many there were, and the first few of them in words."""

    count: int = 0
    first: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the first few, and how many more there are."""
        more = self.count - len(self.first)
        return "; ".join([*self.first, *([f"and {more} more"] if more else [])])


@dataclass(frozen=True, kw_only=True, slots=True)
class Baseline:
    """What changed for the worse since an accepted record of the base branch: ``about`` says which.

    ``regressed`` passed then and fail now, ``unexcused`` those of them that no waiver names, ``removed`` are not there any more.
    ``missing`` is why nobody can tell, and ``remedy`` what to do about that.
    """

    about: str = ""
    regressed: Sample = Sample()
    unexcused: Sample = Sample()
    removed: Sample = Sample()
    missing: str = ""
    remedy: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """Which tests there should have been: ``about`` says who listed them, ``total`` how many, ``absent`` which did not turn up.

    ``missing`` is why nobody can tell, and ``remedy`` what to do about that.
    """

    about: str = ""
    total: int = 0
    absent: Sample = Sample()
    missing: str = ""
    remedy: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """Which report files the ledger knows already, byte for byte: under another tree, or ``reused`` under the same one.

    ``missing`` is why nobody can tell, and ``remedy`` what to do about that.
    """

    elsewhere: Sample = Sample()
    reused: Sample = Sample()
    missing: str = ""
    remedy: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Suite:
    """What suites say about themselves as a whole, over all files of a category."""

    errors: Sample = Sample()
    disagreements: Sample = Sample()
    newest: datetime | None = None
    oldest: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Category:
    """Everything that was read for one named part of the policy.

    ``forbidden`` says by text of ``forbid_output`` where reports hold it, ``canaries`` by pattern how the tests ended that must
    fail (they are in no other count), ``dummies`` names what looks like a placeholder. ``witnesses`` are the runs that were seen.
    """

    name: str
    counts: Counts = field(default_factory=Counts)
    results: int = 0
    files: tuple[File, ...] = ()
    patterns: Mapping[str, int] = field(default_factory=dict)
    absent: str | None = None
    failures: tuple[Case, ...] = ()
    flaky: Sample = Sample()
    repeated: Sample = Sample()
    suites: Suite = Suite()
    seconds: float | None = None
    untimed: int = 0
    notes: Sample = Sample()
    selected: Mapping[Selection, Counts] = field(default_factory=dict)
    excused: tuple[str, ...] = ()
    baseline: Baseline | None = None
    witnesses: tuple[Witness, ...] = ()
    forbidden: Mapping[str, Sample] = field(default_factory=dict)
    canaries: Mapping[str, Counts] = field(default_factory=dict)
    dummies: Sample = Sample()
    plan: Plan | None = None
    known: Known | None = None
    environment: str | None = None

    @property
    def judged(self) -> Counts:
        """Return the counts without the failures that a waiver covers; what is shown stays ``counts``."""
        return self.counts.without_failures(self.select(self.excused)) if self.excused else self.counts

    def select(self, tests: tuple[str, ...], excused: tuple[str, ...] = ()) -> Counts:
        """Return the counts of some tests. The reader was told beforehand which would be asked for."""
        return self.selected.get(Selection(tests=tests, excused=excused), Counts())


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """What is judged. ``None`` is unknown, and printed as unknown."""

    commit: str | None = None
    tree: str | None = None
    dirty: bool | None = None
    ref: str | None = None


class JobResult(StrEnum):
    """How a job of the same workflow ended, in GitHub's words."""

    SUCCESS = "success"
    FAILURE = "failure"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """A job that this one needs."""

    name: str
    result: JobResult


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """Everything read for one decision. Moments are timezone-aware; ``needs`` is None where nobody said which jobs are needed.

    ``committed`` is when the subject's commit was made, ``attempt`` how often CI has started this run. ``merge_commit`` is what CI
    made of the subject's commit and checked out in its place.
    """

    categories: tuple[Category, ...]
    now: datetime
    subject: Subject = Subject()
    partial: bool = False
    needs: tuple[Job, ...] | None = None
    committed: datetime | None = None
    attempt: int | None = None
    merge_commit: str | None = None
