"""Findings that are accepted for now: a file that may only get shorter. A finding moves with its line and stays the same one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from gatekeeper.audit.finding import Finding, State
from gatekeeper.documents.regions.write import write as write_whole
from gatekeeper.errors import DeliveryError, UsageError, why
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
    count: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] = 1


class Baseline(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The whole file."""

    accepted: list[Accepted]
    version: Literal[1] = 1


Key = tuple[str, str, str, str]


def read(path: Path) -> Counter[Key] | None:
    """Return what is accepted, or None where there is no file yet; raises UsageError for what is no baseline."""
    data = _bytes(path)
    if data is None:
        return None
    try:
        found = msgspec.json.decode(data, type=Baseline)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"{printable(str(path))} is no baseline: {why(error)}", "remove it, and " + _REMEDY) from error
    made: Counter[Key] = Counter()
    for each in found.accepted:
        made[each.path, each.kind, each.finding, each.text] += each.count
    return made


def _bytes(path: Path) -> bytes | None:
    """Return what is in the file, or None where there is none; no more is read than a baseline may have."""
    shown = printable(str(path))
    try:
        if path.exists() and not path.is_file():
            raise UsageError(f"{shown} is no file", "name another file with --baseline")
        with path.open("rb") as file:
            data = file.read(_MOST + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(
            f"{shown} cannot be read: {why(error)}", "correct its permissions, or name another file with --baseline"
        ) from error
    if len(data) > _MOST:
        raise UsageError(f"{shown} has more than {_MOST >> 20} MiB", "remove it, and " + _REMEDY)
    return data


def accept(findings: Sequence[Finding], accepted: Counter[Key], read: Collection[str]) -> tuple[tuple[Finding, ...], tuple[Key, ...]]:
    """Return the findings, those that are accepted blocking no more, and what is accepted in the documents ``read`` and is no more."""
    left = Counter(accepted)
    made = []
    for each in findings:
        known = each.state is not State.SUPPORTED and left[key(each)] > 0
        if known:
            left[key(each)] -= 1
        made.append(replace(each, blocking=False, accepted=True) if known else each)
    return tuple(made), tuple(sorted(each for each in +left if each[0] in read))


def shrunk(findings: Sequence[Finding], accepted: Counter[Key] | None, read: Collection[str]) -> Counter[Key]:
    """Return what is to be accepted: today's findings at first, and later never one more; other documents than ``read`` keep theirs."""
    today = Counter(key(each) for each in findings if each.state is not State.SUPPORTED)
    if accepted is None:
        return today
    others = Counter({each: count for each, count in accepted.items() if each[0] not in read})
    mine = Counter({each: count for each, count in today.items() if each[0] in read})
    return (mine & accepted) + others


def write(path: Path, accepted: Counter[Key]) -> None:
    """Write the file whole, or leave it as it is; raises UsageError where it cannot be written."""
    rows = [Accepted(path=each[0], kind=each[1], finding=each[2], text=each[3], count=count) for each, count in sorted(accepted.items())]
    before = _bytes(path)
    shown = printable(str(path))
    try:
        write_whole(path, None if before is None else before.decode(), canonical(Baseline(accepted=rows)).decode(), shown)
    except (DeliveryError, UnicodeDecodeError) as error:
        raise UsageError(str(error), "name another file with --baseline") from error


def key(finding: Finding) -> Key:
    """Return what makes two findings the same one, wherever it stands in its document."""
    text = " ".join(finding.claim.text.casefold().split())
    return finding.claim.path, str(finding.claim.kind), str(finding.state), text
