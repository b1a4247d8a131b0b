"""The jobs that a run was asked about: what a later record has to know of them before it speaks for an earlier one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import UNSET

from gatekeeper.model import Job, JobResult, Outcome, Run
from gatekeeper.rules.needs import Needs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from gatekeeper.evidence.record import Record, RuleRow

NEEDS = Needs.id()
_NOW = datetime.min.replace(tzinfo=UTC)


def names(record: Record) -> frozenset[str]:
    """Return the jobs that a record knows the results of."""
    return frozenset(each.name for each in record.needs or ())


def failed(record: Record) -> frozenset[str] | None:
    """Return the jobs that spoke against a run; None is that its record does not say which they were."""
    if record.needs is UNSET:
        return None
    bad = (each for each in record.needs if each.result is not JobResult.SUCCESS)
    return frozenset(each.name for each in bad if each.result is not JobResult.SKIPPED or each.name not in _may_skip(record))


def judged_again(row: RuleRow, record: Record, since: Collection[str], known: Collection[str]) -> bool:
    """Say whether what a rule said against a run was judged later; of jobs, every one that had failed.

    ``since`` are the rules about runs that have answered since that record, ``known`` the jobs that they were asked about.
    """
    bad = failed(record) if row.rule == NEEDS else frozenset[str]()
    return row.rule in since and bad is not None and bad.issubset(known)


def contradicting(record: Record) -> Iterator[str]:
    """Check that what is said about the jobs follows from their results; a record of an older version has none."""
    if record.needs is UNSET:
        return
    jobs = tuple(Job(name=each.name, result=each.result) for each in record.needs)
    if len({each.name for each in jobs}) != len(jobs) or not all(each.name.isprintable() and each.name for each in jobs):
        yield "the jobs have names that no workflow has"
    finding = Needs(may_skip=_may_skip(record)).judge_run(Run(categories=(), now=_NOW, needs=jobs))
    outcomes = [each.outcome for each in record.rules if (each.rule, each.category) == (NEEDS, None)]
    good = finding is not None and finding.outcome is Outcome.PASSED
    if outcomes != [Outcome.PASSED if good else Outcome.FAILED]:
        yield f"the answer of rule {NEEDS} is not that of its jobs"


def _may_skip(record: Record) -> tuple[str, ...]:
    """Return the jobs that the record's policy excuses; what is no list of names excuses none."""
    written = record.policy.run.get("may_skip")
    return tuple(written) if isinstance(written, list) else ()
