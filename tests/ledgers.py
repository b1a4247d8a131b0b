"""Makes records with their inventories and ledgers of them, quickly."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace as changed
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from records import category, record, rule

from gatekeeper.evidence import record as rows
from gatekeeper.evidence.accept import Accepted
from gatekeeper.evidence.inventory import Inventory, path_beside
from gatekeeper.evidence.ledger.store import Ledger, ledger_folder
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MAIN = "refs/heads/main"
_FIRST = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def moment(minutes: float = 0) -> str:
    """Return a moment as records write it, so many minutes after the first one."""
    return (_FIRST + timedelta(minutes=minutes)).isoformat(timespec="seconds")


def run(number: int = 812, attempt: int = 1) -> rows.RunRow:
    """Return a run of GitHub Actions."""
    return rows.RunRow(
        url=f"https://github.com/acme/widgets/actions/runs/{number}/attempts/{attempt}", id=str(number), attempt=str(attempt)
    )


def about(letter: str = "a", ref: str | None = MAIN, *, dirty: bool | None = False) -> rows.Subject:
    """Return a subject whose commit and tree are one letter."""
    return rows.Subject(commit=letter * 40, tree=letter * 40, dirty=dirty, ref=ref)


def made(minutes: float = 0, verdict: Verdict = Verdict.PASSED, **more: Any) -> rows.Record:
    """Return a record of main that was made so many minutes after the first one."""
    usual: dict[str, Any] = {"subject": about(), "created": moment(minutes)}
    if verdict is not Verdict.PASSED:
        usual.update(categories=[category(verdict=verdict)], rules=[rule(verdict=verdict)])
    return record(verdict, **{**usual, **more})


def accepted(of: rows.Record, path: Path | None = None) -> Accepted:
    """Return a record as it is after reading; with a path it is written there."""
    data = rows.encode(of)
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return Accepted(record=of, digest=sha256(data).hexdigest(), path=path)


def kept(folder: Path, of: rows.Record, tests: Iterable[tuple[object, ...]], name: str = "record.json") -> Accepted:
    """Write a record and its inventory into a folder; a test is category, id, outcome, and maybe seconds and attempts."""
    lines = [[*test, *(None, 1)[len(test) - 3 :]] for test in tests]
    data = gzip.compress(b"".join(json.dumps(line).encode() + b"\n" for line in lines), 1, mtime=0)
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path_beside(path)
    beside.write_bytes(data)
    inventory = Inventory(path=beside.name, sha256=sha256(data).hexdigest(), tests=len(lines))
    return accepted(replace(of, inventory=inventory), path)


def ledger(base: Path, *records: rows.Record | Accepted) -> Ledger:
    """Return the ledger of a folder, with these records put into it."""
    made = Ledger(ledger_folder(base))
    for each in records:
        made.put(each if isinstance(each, Accepted) else accepted(each))
    return made


def loaded(of: Ledger, accepted: Accepted) -> Accepted:
    """Return a record as it stands in the ledger."""
    return changed(accepted, path=of.find(accepted.digest))
