"""What GitHub's ``toJSON(needs)`` says about the jobs that this one needs."""

from __future__ import annotations

import json
import os
from typing import Any

from gatekeeper.errors import UsageError
from gatekeeper.model import Job, JobResult

_MOST = 1 << 20
_LONGEST = 255
_REMEDY = 'give the step `env: NEEDS_JSON: ${{ toJSON(needs) }}` and the command --needs "$NEEDS_JSON"'
_RESULTS = ", ".join(JobResult)


def parse_needs(text: str) -> tuple[Job, ...]:
    """Return the jobs, in order; raises UsageError for anything that GitHub would not write."""
    if len(os.fsencode(text)) > _MOST:
        raise _error("is over 1 MiB")
    try:
        needs = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise _error("is empty" if not text.strip() else "is no JSON, or names something twice") from error
    if not isinstance(needs, dict):
        raise _error("is no object")
    if not needs:
        raise _error("names no job: the job that runs the gate needs none")
    return tuple(_job(name, value) for name, value in needs.items())


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a name that stands there twice: which of the two holds would be anybody's guess."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError
    return made


def _job(name: str, value: object) -> Job:
    if not name or len(name) > _LONGEST or not name.isprintable():
        raise _error(f"names a job without a printable name of at most {_LONGEST} characters")
    result = value.get("result") if isinstance(value, dict) else None
    if not isinstance(result, str) or result not in set(JobResult):
        raise _error(f"says no result of job {name}: it is one of {_RESULTS}")
    return Job(name=name, result=JobResult(result))


def _error(problem: str) -> UsageError:
    return UsageError(f"--needs: the value {problem}", _REMEDY)
