"""Frozen values that every stage shares: what was read, and what was decided about it.

Nothing here opens a file, asks the clock or formats for a particular place.
"""

from gatekeeper.model.counts import Counts, Rate
from gatekeeper.model.evidence import Case, File, FileStatus, Problem
from gatekeeper.model.outcome import REFUSED, CaseKind, CaseOutcome, Outcome, Verdict, worst
from gatekeeper.model.result import RuleResult
from gatekeeper.model.run import Baseline, Category, Job, JobResult, Run, Sample, Selection, Subject, Suite

__all__ = [
    "REFUSED",
    "Baseline",
    "Case",
    "CaseKind",
    "CaseOutcome",
    "Category",
    "Counts",
    "File",
    "FileStatus",
    "Job",
    "JobResult",
    "Outcome",
    "Problem",
    "Rate",
    "RuleResult",
    "Run",
    "Sample",
    "Selection",
    "Subject",
    "Suite",
    "Verdict",
    "worst",
]
