"""Evidence of another day: green, and about other code."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from gatekeeper.rules.duration import Duration
from gatekeeper.selftest.kind import Kind

if TYPE_CHECKING:
    from gatekeeper.selftest.evidence import Evidence
    from gatekeeper.selftest.kind import Spoil
    from gatekeeper.selftest.target import Target
    from gatekeeper.selftest.world import World

_LONG = timedelta(days=30)
_CENTURY = timedelta(days=36500)


def _aged(age: timedelta | None) -> Spoil:
    return lambda evidence, _: evidence.each_report(lambda each: replace(each, age=age))


def _old(evidence: Evidence, target: Target) -> Evidence | None:
    most = target.setting("max_age")
    seconds = most.seconds * 2 if isinstance(most, Duration) else 0
    return None if seconds > _CENTURY.total_seconds() else _aged(max(_LONG, timedelta(seconds=float(seconds))))(evidence, target)


def _untimed(target: Target, evidence: Evidence) -> bool:
    return bool(target.setting("max_age")) or not any(each.witnessed for each in evidence.runs)


def _written_before(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
    return evidence.each_report(lambda each: replace(each, modified=_LONG))


def _known_elsewhere(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
    def then(world: World) -> None:
        world.keep(evidence)
        world.commit()

    return replace(evidence, then=then)


def _known_here(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
    return replace(evidence, then=lambda world: world.keep(evidence))


def _not_allowed(target: Target, evidence: Evidence) -> bool:  # noqa: ARG001
    return not target.setting("allow_reused")


_AGE = 'max_age = "24h"'
_FRESH = "fresh = true"

KINDS = (
    Kind(
        name="old-report",
        imitates="a report of last month",
        setting="max_age",
        example=_AGE,
        rules=("max-age", "fresh"),
        spoil=_old,
    ),
    Kind(
        name="future-report",
        imitates="a timestamp of tomorrow",
        setting="max_age",
        example=_AGE,
        rules=("max-age", "fresh"),
        spoil=_aged(-timedelta(days=1)),
    ),
    Kind(
        name="no-timestamp",
        imitates="a report that hides its age",
        setting="max_age",
        example=_AGE,
        rules=("max-age", "fresh"),
        spoil=_aged(None),
        enough=_untimed,
    ),
    Kind(
        name="old-file",
        imitates="a file older than the commit",
        setting="fresh",
        example=_FRESH,
        rules=("fresh",),
        spoil=_written_before,
    ),
    Kind(
        name="copied",
        imitates="another tree's report, copied",
        setting="fresh",
        example=_FRESH,
        rules=("fresh",),
        spoil=_known_elsewhere,
        alone=True,
    ),
    Kind(
        name="reused",
        imitates="the report of an earlier run",
        setting="fresh",
        example=_FRESH,
        rules=("fresh",),
        spoil=_known_here,
        enough=_not_allowed,
        alone=True,
    ),
)
