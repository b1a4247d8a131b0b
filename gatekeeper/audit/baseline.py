"""Findings that are accepted for now: a file that may only get shorter. A finding moves with its line and stays the same one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from gatekeeper.audit.finding import Finding, State
from gatekeeper.errors import UsageError, why
from gatekeeper.evidence.canonical import canonical
from gatekeeper.junit.find import printable

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

_MOST = 16 << 20
_REMEDY = "write it with --update-baseline"


class Accepted(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One finding, and how often it is accepted in its document."""

    path: str
    kind: str
    finding: str
    text: str
    count: int = 1


class Baseline(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The whole file."""

    accepted: list[Accepted]
    version: int = 1


Key = tuple[str, str, str, str]


def read(path: Path) -> Counter[Key] | None:
    """Return what is accepted, or None where there is no file yet; raises UsageError for what is no baseline."""
    shown = printable(str(path))
    if not path.exists():
        return None
    try:
        data = path.read_bytes()
        if len(data) > _MOST:
            raise UsageError(f"{shown} has more than {_MOST >> 20} MiB", _REMEDY)
        found = msgspec.json.decode(data, type=Baseline)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"{shown} is no baseline: {why(error)}", "remove it, and " + _REMEDY) from error
    made: Counter[Key] = Counter()
    for each in found.accepted:
        made[each.path, each.kind, each.finding, each.text] += max(each.count, 0)
    return made


def accept(findings: Sequence[Finding], accepted: Counter[Key], read: Collection[str]) -> tuple[tuple[Finding, ...], tuple[Key, ...]]:
    """Return the findings, those that are accepted blocking no more, and what is accepted in the documents ``read`` and is no more."""
    left = Counter(accepted)
    made = []
    for each in findings:
        known = each.state is not State.SUPPORTED and left[key(each)] > 0
        if known:
            left[key(each)] -= 1
        made.append(replace(each, blocking=False, accepted=True) if known else each)
    return tuple(made), tuple(sorted(each for each in (+left).elements() if each[0] in read))


def shrunk(findings: Sequence[Finding], accepted: Counter[Key] | None, read: Collection[str]) -> Counter[Key]:
    """Return what is to be accepted: today's findings at first, and later never one more; other documents than ``read`` keep theirs."""
    today = Counter(key(each) for each in findings if each.state is not State.SUPPORTED)
    if accepted is None:
        return today
    others = Counter({each: count for each, count in accepted.items() if each[0] not in read})
    mine = Counter({each: count for each, count in today.items() if each[0] in read})
    return (mine & accepted) + others


def write(path: Path, accepted: Counter[Key]) -> None:
    """Write the file; raises UsageError where it cannot be."""
    rows = [Accepted(path=each[0], kind=each[1], finding=each[2], text=each[3], count=count) for each, count in sorted(accepted.items())]
    try:
        path.write_bytes(canonical(Baseline(accepted=rows)))
    except OSError as error:
        raise UsageError(f"{printable(str(path))} cannot be written: {why(error)}", "name another file with --baseline") from error


def key(finding: Finding) -> Key:
    """Return what makes two findings the same one, wherever it stands in its document."""
    text = " ".join(finding.claim.text.casefold().split())
    return finding.claim.path, str(finding.claim.kind), str(finding.state), text
