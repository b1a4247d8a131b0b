"""Witnessed runs that did not end as their reports make believe."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gatekeeper.selftest.control import session
from gatekeeper.selftest.evidence import FAILURE
from gatekeeper.selftest.kind import Kind, Start, above

if TYPE_CHECKING:
    from gatekeeper.selftest.evidence import Evidence
    from gatekeeper.selftest.kind import Spoil
    from gatekeeper.selftest.target import Target

_PLANNED, _RAN = 25, 2


def _ended(**facts: Any) -> Spoil:  # noqa: ANN401 - fields of a witness
    return lambda evidence, _: evidence.witness(**facts)


def _run(name: str, imitates: str, rule: str, spoil: Spoil) -> Kind:
    return Kind(name=name, imitates=imitates, rules=(rule,), spoil=spoil, start=Start.WITNESSED)


def _swallowed(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
    return evidence.first_cases(1, FAILURE).witness(code=0)


def _is_judged(target: Target, evidence: Evidence) -> bool:  # noqa: ARG001
    return target.category.setting("exit_code") != "ignore-zero"


def _unexplained(evidence: Evidence, target: Target) -> Evidence | None:
    return None if target.texts("canary") else evidence.witness(code=1)


def _deselected(evidence: Evidence, target: Target) -> Evidence:
    most = target.category.setting("max_deselected")
    number = (most if isinstance(most, int) else 0) + 1
    return evidence.witness(sessions=(session(collected=number + _RAN, deselected=number, executed=_RAN),))


def _too_many(target: Target, evidence: Evidence) -> bool:
    return above(target, "max_deselected", evidence.runs[0].facts["sessions"][0].deselected)


def _one_shard_less(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
    return replace(evidence, runs=evidence.runs[:-1])


def _twice(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
    return replace(evidence, runs=(*evidence.runs, replace(evidence.runs[0], place="again")))


def _two_runs(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
    return evidence.witness(run="https://ci.invalid/runs/1")


_PARTIAL = session(collected=_PLANNED, executed=_RAN, stopped="stopping after 1 failures", exit_status=1)

KINDS = (
    Kind(
        name="exit-zero",
        imitates="|| true behind a red run",
        rules=("exit-code",),
        spoil=_swallowed,
        start=Start.WITNESSED,
        enough=_is_judged,
    ),
    _run("exit-one", "a failure that no report shows", "exit-code", _unexplained),
    _run("killed", "a run that SIGKILL ended", "early-stop", _ended(code=None, signal="SIGKILL")),
    _run("timed-out", "a run that its timeout ended", "early-stop", _ended(code=None, signal="SIGTERM", timed_out=True, timeout=60)),
    _run("interrupted", "a run that Ctrl-C ended", "early-stop", _ended(code=2, interrupted=True)),
    _run("hard-exit", "os._exit(0) half-way", "early-stop", _ended(sessions=(session(finished=False, executed=None),))),
    _run("stopped-early", "-x after 2 of 25 tests", "early-stop", _ended(sessions=(_PARTIAL,))),
    Kind(
        name="deselected",
        imitates="tests that --deselect left out",
        setting="max_deselected",
        example="max_deselected = 0",
        rules=("early-stop",),
        spoil=_deselected,
        start=Start.WITNESSED,
        enough=_too_many,
    ),
    Kind(name="shard-missing", imitates="the red shard left out", rules=("shards",), spoil=_one_shard_less, start=Start.SHARDS),
    Kind(name="shard-twice", imitates="a shard run until it is green", rules=("shards",), spoil=_twice, start=Start.SHARDS),
    Kind(name="two-runs", imitates="shards of two CI runs", rules=("shards",), spoil=_two_runs, start=Start.SHARDS),
)
