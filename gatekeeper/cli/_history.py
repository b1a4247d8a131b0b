"""From the options of ``history`` to a list of records."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import click

from gatekeeper.cli._ledger import open_ledger
from gatekeeper.cli._tell import tell
from gatekeeper.documents.escapes import log_line
from gatekeeper.evidence.canonical import canonical
from gatekeeper.evidence.ids import DIGEST, SHORT
from gatekeeper.evidence.ledger.history import full
from gatekeeper.evidence.ledger.reading import minute
from gatekeeper.evidence.record import rate_of
from gatekeeper.model import REFUSED, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gatekeeper.evidence.ledger.head import CategoryHead, Entry
    from gatekeeper.evidence.ledger.store import Ledger
    from gatekeeper.evidence.record import RunRow

_WIDTH = 80
_MOST_DAMAGED = 5
_NO_NUMBERS = (*REFUSED, None)


def show_history(options: Mapping[str, Any]) -> int:
    """Print the newest records that the options ask for, and return the exit code."""
    _, ledger = open_ledger(options)
    every, name = ledger.entries(), options["category"]
    ref = full(options["ref"]) if options["ref"] else None
    found = [each for each in reversed(every) if (ref is None or each.head.subject.ref == ref) and (name is None or _own(each, name))]
    rows = [_row(each, name) for each in found[: options["limit"]]]
    if options["style"] == "json":
        sys.stdout.write(canonical(rows).decode())
        for line in _damaged(ledger):
            tell(line)
        return 0
    for line in (*_lines(rows), *_damaged(ledger), _sum(len(rows), len(found), ledger) if found or not every else _none(every, ref, name)):
        click.echo(line)
    return 0


def _sum(shown: int, found: int, ledger: Ledger) -> str:
    return f"{shown} of {found} records in {log_line(str(ledger.folder), 200)}"


def _none(every: Sequence[Entry], ref: str | None, name: str | None) -> str:
    """Return which of the names that were asked for no record has."""
    branch = f"is of {log_line(ref.removeprefix('refs/heads/'), 60)}" if ref else ""
    own = f"has the category {log_line(name, 60)}" if name else ""
    return f"0 of {len(every)} records; none {' and '.join(filter(None, [branch, own]))}"


def _own(entry: Entry, name: str | None) -> list[CategoryHead]:
    """Return the categories whose numbers are shown."""
    return [each for each in entry.head.categories if name in (None, each.name) and each.absent is None]


def _row(entry: Entry, name: str | None) -> dict[str, Any]:
    """Return one record. Its rate is that of its counts, whatever else it says."""
    head, own = entry.head, _own(entry, name)
    verdict = own[0].verdict if name else head.verdict
    rate = rate_of([each.counts for each in own if verdict not in _NO_NUMBERS])
    return {
        "digest": entry.digest,
        "created": head.created,
        "verdict": verdict,
        "category": name,
        "partial": head.partial,
        "commit": head.subject.commit,
        "dirty": head.subject.dirty,
        "ref": head.subject.ref,
        "run": head.run,
        "passed": rate.numerator if rate else None,
        "weighed": rate.denominator if rate else None,
        "rate": str(rate) if rate else None,
        "advisory": [each.name for each in own if not each.blocking and (name or each.verdict is not Verdict.PASSED)],
    }


def _lines(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield two lines for each record, none longer than 80 characters."""
    for row in rows:
        moment = f"{minute(row['created'])} UTC"
        numbers = f"{row['passed']} of {row['weighed']}, {row['rate']}" if row["weighed"] else "no numbers"
        remarks = [words for words, holds in (("partial", row["partial"]), ("local changes", row["dirty"])) if holds]
        yield f"{moment}  {row['verdict'] or '-':11}  {', '.join([numbers, *_advisory(row), *remarks])}"
        at = log_line(row["commit"][:SHORT]) if row["commit"] else "no commit"
        rest = f"{_run(row['run'])}, record {row['digest'][:SHORT]}"
        room = _WIDTH - len(rest) - len(at) - 10
        ref = f"on {log_line(row['ref'].removeprefix('refs/heads/'), room)[:room]}" if row["ref"] else "no branch"
        between = " " if row["ref"] and row["commit"] else ", "
        yield f"    {ref}{between}{at}, {rest}"


def _advisory(row: dict[str, Any]) -> list[str]:
    """Return which categories are outside the verdict: those that did not pass, or the one that was asked for."""
    names = log_line(", ".join(row["advisory"]), 30)
    return [] if not names else ["advisory"] if row["category"] else [f"advisory {names} not passed"]


def _run(run: RunRow | None) -> str:
    if run is None or not run.id:
        return "outside CI"
    again = f"/{log_line(run.attempt, 4)}" if run.attempt not in (None, "1") else ""
    return f"run {log_line(run.id, 16)}{again}"


def _damaged(ledger: Ledger) -> Iterator[str]:
    """Yield what was left out, with as much of its name as finds it."""
    for each in ledger.damaged[:_MOST_DAMAGED]:
        named = re.sub(DIGEST, lambda found: found[0][:SHORT], each)
        yield f"left out: {log_line(named, _WIDTH - 10)}"
    if len(ledger.damaged) > _MOST_DAMAGED:
        yield f"left out: {len(ledger.damaged) - _MOST_DAMAGED} more files that are no records"
