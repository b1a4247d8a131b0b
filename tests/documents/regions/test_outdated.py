from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ledgers
import pytest
from msgspec import structs

from gatekeeper.documents.regions.outdated import later
from gatekeeper.evidence.record import Subject
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.evidence.ledger.head import Entry
    from gatekeeper.evidence.ledger.store import Ledger

_FAILED = Verdict.FAILED


def _asked(base: Path, *others: Any) -> str:
    record = ledgers.made(5)
    return later(ledgers.ledger(base, record, *others))(record)


def test_a_newer_record_of_the_commit_or_of_the_tree(tmp_path: Path) -> None:
    other = ledgers.made(6, _FAILED, subject=structs.replace(ledgers.about("b"), tree="a" * 40))
    assert _asked(tmp_path, other) == f"record {ledgers.accepted(other).digest[:12]} of the same tree is FAILED"
    other = ledgers.made(7, Verdict.INCOMPLETE, subject=structs.replace(ledgers.about("a"), tree="b" * 40))
    assert _asked(tmp_path, other) == f"record {ledgers.accepted(other).digest[:12]} of the same commit is INCOMPLETE"
    assert _asked(tmp_path, ledgers.made(8)) == ""


@pytest.mark.parametrize(
    "other",
    [
        ledgers.made(4, _FAILED),
        ledgers.made(5, _FAILED),
        ledgers.made(6, _FAILED, subject=ledgers.about("b")),
        ledgers.made(6, _FAILED, subject=ledgers.about(dirty=True)),
        ledgers.made(6, _FAILED, partial=True),
        ledgers.made(6, _FAILED, policy=structs.replace(ledgers.made().policy, name="another")),
        ledgers.made(6, _FAILED, subject=Subject(commit=None, tree=None, dirty=None, ref=None)),
    ],
)
def test_what_takes_nothing_back(tmp_path: Path, other: Any) -> None:
    assert _asked(tmp_path, other) == ""


def test_nobody_knows_what_a_record_without_a_commit_is_about(tmp_path: Path) -> None:
    nothing = Subject(commit=None, tree=None, dirty=None, ref=None)
    record = ledgers.made(5, subject=nothing)
    assert later(ledgers.ledger(tmp_path, record, ledgers.made(6, _FAILED, subject=nothing)))(record) == ""


def test_the_ledger_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger, record = ledgers.ledger(tmp_path), ledgers.made()
    read: list[int] = []

    def entries(_: Ledger) -> tuple[Entry, ...]:
        read.append(1)
        return ()

    monkeypatch.setattr(type(ledger), "entries", entries)
    ask = later(ledger)
    assert read == []
    assert (ask(record), ask(record), read) == ("", "", [1])
