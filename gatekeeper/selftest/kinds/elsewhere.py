"""Evidence of another commit, place or thing: green, and about something else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from gatekeeper.model import Log, Subject
from gatekeeper.rules.duration import Duration
from gatekeeper.selftest.evidence import FAILURE
from gatekeeper.selftest.kind import Kind, Start

if TYPE_CHECKING:
    from gatekeeper.selftest.evidence import Evidence
    from gatekeeper.selftest.target import Target

_OTHER = Subject(commit="1" * 40, tree="2" * 40, dirty=False)
_LAPTOP = "selftest-laptop"
_FALLBACK = "falling back to"


def _says(evidence: Evidence, **properties: str) -> Evidence:
    named = {name.replace("_", "."): value for name, value in properties.items()}
    return evidence.each_report(lambda each: replace(each, properties={**each.properties, **named}))


def _other_commit(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
    return _says(evidence, git_commit=_OTHER.commit or "")


def _ran_elsewhere(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
    return evidence.witness(before=_OTHER, after=_OTHER)


def _moved_on(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
    return evidence.witness(after=_OTHER)


def _dirty(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
    return replace(evidence, dirty=True)


def _laptop(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
    return _says(evidence, environment=_LAPTOP)


def _mixed(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
    return evidence.witness(environment=_LAPTOP)


def _silent(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
    return evidence.each_report(lambda each: replace(each, properties={}))


def _text(target: Target) -> str:
    return next(iter(target.texts("forbid_output")), _FALLBACK)


def _prints(evidence: Evidence, target: Target) -> Evidence:
    return evidence.first_cases(1, f"<system-out>{escape(_text(target))}</system-out>")


def _logs(evidence: Evidence, target: Target) -> Evidence:
    searched = target.texts("forbid_output") or (_FALLBACK,)
    return evidence.witness(log=Log(sha256="0" * 64, bytes=9, searched=searched, found={_text(target): 1}))


def _instant(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
    return evidence.each_case(lambda _, each: replace(each, time="0"))


def _takes_time(target: Target, evidence: Evidence) -> bool:  # noqa: ARG001
    least = target.setting("min_duration")
    return isinstance(least, Duration) and least.seconds > 0


def _slow(evidence: Evidence, target: Target) -> Evidence:
    most = target.setting("max_duration")
    seconds = float(most.seconds * 2 + 1) if isinstance(most, Duration) else 86400.0
    return evidence.each_case(lambda index, each: replace(each, time=f"{seconds:.3f}") if index == 0 else each)


def _forged(evidence: Evidence, target: Target) -> Evidence:  # noqa: ARG001
    return evidence.each_case(lambda _, each: replace(each, body="") if each.body == FAILURE else each)


def _again(evidence: Evidence, target: Target) -> Evidence:
    most = target.category.setting("max_attempts")
    return replace(evidence, attempt=(most if isinstance(most, int) else 2) + 1)


KINDS = (
    Kind(
        name="other-commit",
        imitates="a report of another commit",
        setting="same_commit",
        example="same_commit = true",
        rules=("same-commit",),
        spoil=_other_commit,
    ),
    Kind(
        name="ran-elsewhere",
        imitates="a run of another commit",
        rules=("same-commit",),
        spoil=_ran_elsewhere,
        start=Start.WITNESSED,
    ),
    Kind(
        name="moved-on",
        imitates="a commit made while tests ran",
        rules=("same-commit",),
        spoil=_moved_on,
        start=Start.WITNESSED,
    ),
    Kind(
        name="local-changes",
        imitates="a tree that no commit has",
        setting="clean_tree",
        example="clean_tree = true",
        rules=("clean-tree",),
        spoil=_dirty,
    ),
    Kind(
        name="other-environment",
        imitates="tests run against a laptop",
        setting="environment",
        example='environment = "staging"',
        rules=("environment",),
        spoil=_laptop,
    ),
    Kind(
        name="two-environments",
        imitates="one shard run somewhere else",
        rules=("environment",),
        spoil=_mixed,
        start=Start.SHARDS,
    ),
    Kind(
        name="no-properties",
        imitates="a report that names no origin",
        setting="require_properties",
        example='require_properties = ["git.commit"]',
        rules=("require-properties",),
        spoil=_silent,
    ),
    Kind(
        name="fallback",
        imitates="tests that fell back to a mock",
        setting="forbid_output",
        example='forbid_output = ["falling back to"]',
        rules=("forbid-output",),
        spoil=_prints,
    ),
    Kind(
        name="fallback-in-log",
        imitates="the same, said in the log alone",
        setting="forbid_output",
        example='forbid_output = ["falling back to"]',
        rules=("forbid-output",),
        spoil=_logs,
        start=Start.WITNESSED,
    ),
    Kind(
        name="instant",
        imitates="real services in no time",
        setting="min_duration",
        example='min_duration = "0.1s"',
        rules=("min-duration",),
        spoil=_instant,
        enough=_takes_time,
    ),
    Kind(
        name="slow",
        imitates="tests that hang for a day",
        setting="max_duration",
        example='max_duration = "30m"',
        rules=("max-duration",),
        spoil=_slow,
    ),
    Kind(
        name="forged-outcomes",
        imitates="a hook that greens failures",
        setting="canary",
        example='canary = ["*::test_must_fail"]',
        rules=("canary",),
        spoil=_forged,
    ),
    Kind(
        name="another-attempt",
        imitates="CI started until it was green",
        setting="max_attempts",
        example="max_attempts = 1",
        rules=("attempts",),
        spoil=_again,
    ),
)
