"""How the evidence of each category came here, in one line: witnessed or imported. Where nothing was witnessed nothing is said."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import UNSET

from gatekeeper.documents.escapes import plain
from gatekeeper.rules.base import listed, some

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gatekeeper.evidence.record import Record
    from gatekeeper.model.witness import Witness

_ALL = 5


def seen(record: Record) -> dict[str, str]:
    """Return for every category how its evidence came here, or nothing where no run was witnessed."""
    if record.witnesses is UNSET:
        return {}
    witnesses = record.witnesses
    return {each.name: _words([run for run in witnesses if run.category == each.name]) for each in record.categories if each.absent is None}


def _words(runs: Sequence[Witness]) -> str:
    if not runs:
        return "imported"
    parts = ["witnessed"]
    shards = sum(each.shard is not None for each in runs)
    parts += [some(shards, "shard")] * bool(shards)
    attempts = [each.attempt for each in runs if each.attempt is not None]
    parts += [f"attempt {max(attempts, default=0)}"] * bool(attempts)
    environments = sorted({each.environment for each in runs if each.environment})
    parts += [f"environment {plain(listed(environments), 100)}"] * bool(environments)
    return ", ".join([*parts, _codes([_ending(each) for each in runs])])


def _ending(run: Witness) -> str:
    """Return the exit code, or why there is none."""
    if run.unstarted:
        return "not started"
    if run.timed_out:
        return "timed out"
    return "interrupted" if run.interrupted else plain(run.signal, 20) if run.signal else str(run.code)


def _codes(codes: list[str]) -> str:
    """Return the codes in the order of the runs, or how often there was each where there are many."""
    if len(codes) == 1:
        return f"exit code {codes[0]}" if codes[0].lstrip("-").isdecimal() else codes[0]
    if len(codes) <= _ALL:
        return f"exit codes {', '.join(codes)}"
    often = Counter(codes)
    return "exit codes " + ", ".join(f"{code} ({number} times)" if number > 1 else code for code, number in often.most_common(_ALL))
