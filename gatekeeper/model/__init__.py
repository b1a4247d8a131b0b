"""Frozen values that every stage shares: what was read, and what was decided about it.

Nothing here opens a file, asks the clock or formats for a particular place.
"""

from gatekeeper.model.counts import Counts, Rate
from gatekeeper.model.evidence import Case, File, FileStatus, Problem
from gatekeeper.model.outcome import REFUSED, CaseKind, CaseOutcome, Outcome, Verdict, worst
from gatekeeper.model.result import RuleResult
from gatekeeper.model.run import Baseline, Category, Job, JobResult, Known, Plan, Run, Sample, Selection, Subject, Suite
from gatekeeper.model.witness import Log, Session, Shard, Witness

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
    "Known",
    "Log",
    "Outcome",
    "Plan",
    "Problem",
    "Rate",
    "RuleResult",
    "Run",
    "Sample",
    "Selection",
    "Session",
    "Shard",
    "Subject",
    "Suite",
    "Verdict",
    "Witness",
    "worst",
]
