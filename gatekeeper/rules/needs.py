"""Did the jobs that the gate waits for succeed? GitHub takes a skipped job for a success."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gatekeeper.model import JobResult
from gatekeeper.rules.base import Finding, Rule, Stricter, failed, listed, passed, setting

if TYPE_CHECKING:
    from gatekeeper.model import Job, Run

_WORST_FIRST = {JobResult.FAILURE: "failed", JobResult.CANCELLED: "was cancelled", JobResult.SKIPPED: "was skipped"}


@dataclass(init=False, repr=False, eq=False)
class Needs(Rule):
    """Every job that this one needs succeeded; only a skipped one may be excused."""

    remedy: ClassVar[str] = "look at those jobs; one that may be skipped is listed under may_skip in [gate], in a reviewed change"
    waivable: ClassVar[bool] = False
    option: ClassVar[str] = "--needs"

    may_skip: tuple[str, ...] | None = setting(
        "Jobs that --needs may report as skipped; no other result is excused.", stricter=Stricter.BOTH
    )

    def judge_run(self, run: Run) -> Finding | None:
        """Name every job that did not succeed, the worst first; say nothing where nobody asked."""
        if run.needs is None:
            return None
        unexcused = [job for job in run.needs if not self._excused(job)]
        bad = [f"{job.name} {words}" for result, words in _WORST_FIRST.items() for job in unexcused if job.result is result]
        if bad or not run.needs:
            return failed(listed(bad, "; ") or "no job was named")
        return passed("; ".join(f"{words}: {listed(names)}" for words, names in self._good(run.needs).items() if names))

    def _excused(self, job: Job) -> bool:
        return job.result is JobResult.SKIPPED and job.name in (self.may_skip or ())

    def _good(self, needs: tuple[Job, ...]) -> dict[str, list[str]]:
        return {
            "succeeded": [job.name for job in needs if job.result is JobResult.SUCCESS],
            "skipped, which is allowed": [job.name for job in needs if self._excused(job)],
        }
