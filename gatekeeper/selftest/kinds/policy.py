"""What is bad beside the reports: exceptions that ended, and jobs that never ran."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from gatekeeper.model import Job, JobResult
from gatekeeper.policy import Waiver
from gatekeeper.selftest.evidence import FAILURE
from gatekeeper.selftest.kind import Kind, least_red, weighed

if TYPE_CHECKING:
    from gatekeeper.selftest.evidence import Evidence
    from gatekeeper.selftest.kind import Spoil
    from gatekeeper.selftest.target import Target

_JOB = "selftest-build"


def _excused_once(evidence: Evidence, target: Target) -> Evidence:
    """Let tests fail for which a waiver ended yesterday."""
    ended = datetime.now(UTC).date() - timedelta(days=1)
    waiver = Waiver(rule="pass-rate", reason="selftest", owner="selftest", expires=ended)
    config = replace(evidence.config, policy=replace(evidence.config.policy, waivers=(*evidence.config.policy.waivers, waiver)))
    return replace(evidence, config=config).first_cases(least_red(target, weighed(evidence)) or weighed(evidence), FAILURE)


def _needs(result: JobResult) -> Spoil:
    return lambda evidence, _: replace(evidence, needs=(Job(name=_JOB, result=result),))


def _needed(name: str, imitates: str, result: JobResult) -> Kind:
    return Kind(name=name, imitates=imitates, rules=("needs",), spoil=_needs(result))


KINDS = (
    Kind(name="waiver-expired", imitates="an exception that ended", rules=("pass-rate",), spoil=_excused_once),
    _needed("job-skipped", "a needed job that was skipped", JobResult.SKIPPED),
    _needed("job-cancelled", "a needed job that was cancelled", JobResult.CANCELLED),
    _needed("job-failed", "a needed job that failed", JobResult.FAILURE),
)
