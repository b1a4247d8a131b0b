"""The good control: evidence that meets everything that a category's policy asks for."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import cycle
from typing import TYPE_CHECKING, Any

from gatekeeper.model import Log, Session, Shard
from gatekeeper.rules.duration import Duration
from gatekeeper.rules.require_properties import split
from gatekeeper.rules.source import Source
from gatekeeper.rules.value import Expected
from gatekeeper.selftest import names
from gatekeeper.selftest.evidence import FAILURE, Case, Evidence, Ran, Report
from gatekeeper.selftest.globs import matches, text_for
from gatekeeper.selftest.paths import paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gatekeeper.selftest.target import Target

_USUAL = 10
_USUAL_TIME = Fraction(1, 100)
THREE = tuple(Shard(name=str(number), of=3) for number in (1, 2, 3))


def control(target: Target, commit: str | None, *, witnessed: bool, shards: Sequence[Shard] = ()) -> Evidence:
    """Return evidence that the policy has to accept: witnessed, in shards, or handed over."""
    found, chosen = paths(target), shards or (shards_of(target) if witnessed else ())
    least = target.setting("min_executed")
    number = max(int(least) if isinstance(least, int) else 0, _USUAL, len(found), 2 * len(chosen))
    cases = _timed(target, [*(Case(id=each) for each in names.ids(target, number))])
    cases += [Case(id=each, time="0", body=FAILURE) for each in names.canaries(target)]
    reports = tuple(Report(path=path, properties=_properties(target, commit)) for path in found)
    runs = _runs(_shared(reports, chosen, cases), chosen, target) if witnessed else (Ran(reports=_dealt(reports, cases)),)
    return Evidence(
        config=target.config,
        runs=runs,
        listed=tuple(each.id for each in cases if not each.body) if isinstance(target.setting("inventory"), Source) else (),
        attempt=1 if target.category.setting("max_attempts") is not None else None,
    )


def shards_of(target: Target) -> tuple[Shard, ...]:
    """Return the shards that the policy asks for; none where the whole category runs at once."""
    expected = target.category.setting("shards")
    if not isinstance(expected, Expected):
        return ()
    chosen = tuple(map(str, range(1, expected.count + 1))) if expected.count is not None else expected.names
    numbered = sorted(chosen) == sorted(map(str, range(1, len(chosen) + 1)))
    return () if chosen == ("1",) else tuple(Shard(name=each, of=len(chosen) if numbered else None) for each in chosen)


def _runs(shared: Sequence[tuple[Report, ...]], shards: Sequence[Shard], target: Target) -> tuple[Ran, ...]:
    facts = _facts(target)
    if not shards:
        return (Ran(reports=shared[0], witnessed=True, facts=facts),)
    return tuple(Ran(reports=reports, witnessed=True, shard=shard, facts=facts) for reports, shard in zip(shared, shards, strict=True))


def _facts(target: Target) -> dict[str, Any]:
    facts: dict[str, Any] = {"log": Log(sha256="0" * 64, bytes=0, searched=target.texts("forbid_output"))}
    if target.environment:
        facts["environment"] = target.environment
    if target.category.setting("max_deselected") is not None:
        facts["sessions"] = (session(),)
    return facts


def session(**other: Any) -> Session:  # noqa: ANN401 - fields of a session
    """Return what a runner's plugin says of a session that came to its own end."""
    return Session(**{"runner": "pytest", "finished": True, "collected": 9, "deselected": 0, "executed": 9, "exit_status": 0, **other})


def _shared(reports: Sequence[Report], shards: Sequence[Shard], cases: Sequence[Case]) -> list[tuple[Report, ...]]:
    """Return the reports of each run: dealt out to the shards, or, where there are fewer, one more in the folder of each."""
    if len(reports) < len(shards):
        reports = [*reports, *(replace(reports[0], path=f"shard-{number}.xml") for number in range(len(reports), len(shards)))]
    dealt = _dealt(tuple(reports), cases)
    return [tuple(dealt[number :: len(shards)]) for number in range(len(shards))] if shards else [dealt]


def _dealt(reports: tuple[Report, ...], cases: Iterable[Case]) -> tuple[Report, ...]:
    """Return the reports with the cases among them; one without a case is not written."""
    own: list[list[Case]] = [[] for _ in reports]
    for place, each in zip(cycle(range(len(own))), cases) if own else ():
        own[place].append(each)
    return tuple(replace(report, cases=tuple(given)) for report, given in zip(reports, own, strict=True) if given)


def _timed(target: Target, cases: list[Case]) -> list[Case]:
    """Return the cases with times that are as long together as the policy asks for."""
    usual = _USUAL_TIME * len(cases)
    least, most = _seconds(target, "min_duration") or Fraction(0), _seconds(target, "max_duration")
    if least == most and cases:
        return [replace(cases[0], time=_digits(least)), *(replace(each, time="0") for each in cases[1:])]
    middle = (least + most) / 2 if most is not None else least * 2
    total = usual if least < usual and (most is None or usual < most) else middle
    return [replace(each, time=_digits(total / len(cases))) for each in cases]


def _seconds(target: Target, setting: str) -> Fraction | None:
    value = target.category.setting(setting)
    return value.seconds if isinstance(value, Duration) else None


def _digits(seconds: Fraction) -> str:
    return f"{float(seconds):.12f}"


def _properties(target: Target, commit: str | None) -> dict[str, str]:
    """Return the properties that every report has to have, with values that all who ask for them accept."""
    asked = [split(each) for each in target.texts("require_properties")]
    fixed = {"environment": target.environment} if target.environment else {}
    if target.setting("same_commit") and commit:
        fixed["git.commit"] = commit
    called = {text_for((name,)) or name for name, _ in asked if not any(matches(each, (name,)) for each in fixed)}
    values = {each: [value for name, value in asked if value is not None and matches(each, (name,))] for each in sorted(called)}
    return {**fixed, **{name: text_for(("?*", *globs)) or "none" for name, globs in values.items()}}
