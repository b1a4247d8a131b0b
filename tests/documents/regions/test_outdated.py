from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ledgers
import pytest
from msgspec import structs
from records import category, jobs, rule

from gatekeeper.documents.regions.outdated import Later, later, refuse_unjudged
from gatekeeper.errors import RecordError
from gatekeeper.evidence.ledger.unjudged import JUDGE
from gatekeeper.evidence.record import Subject
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.evidence.ledger.head import Entry
    from gatekeeper.evidence.ledger.store import Ledger

_FAILED = Verdict.FAILED
_HEAD = ("b" * 40, "b" * 40)
_NEEDS: dict[str, Any] = {
    "categories": [category()],
    "rules": [rule(verdict=Verdict.PASSED), rule("needs", None)],
    "needs": jobs(build="failure"),
}


def _told(base: Path, *others: Any, at: tuple[str, str] | None = None, record: Any = None) -> Later | None:
    record = record or ledgers.made(5)
    return later(ledgers.ledger(base, record, *others), at)(record)


def _asked(base: Path, *others: Any, **more: Any) -> str:
    found = _told(base, *others, **more)
    return found.detail if found else ""


def _digest(record: Any) -> str:
    return ledgers.accepted(record).digest[:12]


def test_a_newer_record_of_the_commit_or_of_the_tree(tmp_path: Path) -> None:
    other = ledgers.made(6, _FAILED, subject=structs.replace(ledgers.about("b"), tree="a" * 40))
    assert _asked(tmp_path, other) == f"record {_digest(other)} of the same tree is FAILED"
    other = ledgers.made(7, Verdict.INCOMPLETE, subject=structs.replace(ledgers.about("a"), tree="b" * 40))
    assert _asked(tmp_path, other) == f"record {_digest(other)} of the same commit is INCOMPLETE"
    assert _asked(tmp_path, ledgers.made(8)) == ""


@pytest.mark.parametrize("subject", [ledgers.about("b"), Subject(commit="c" * 40, tree="b" * 40, dirty=False, ref=None)])
def test_a_newer_record_of_what_is_checked_out(tmp_path: Path, subject: Subject) -> None:
    other = ledgers.made(6, _FAILED, subject=subject)
    assert _asked(tmp_path, other, at=_HEAD) == f"record {_digest(other)} of what is checked out is FAILED"
    assert _asked(tmp_path, other, at=("d" * 40, "d" * 40)) == ""
    assert _asked(tmp_path, other, ledgers.made(7, subject=subject), at=_HEAD) == ""


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
    assert later(ledgers.ledger(tmp_path, record, ledgers.made(6, _FAILED, subject=nothing)))(record) is None


def _hide(base: Path, record: Any, month: str | None = None) -> None:
    """Let a record of the ledger be damaged, or stand in the folder of another month."""
    path = ledgers.ledger(base, record).find(ledgers.accepted(record).digest)
    assert path
    if month is None:
        path.write_bytes(b"{}")
    else:
        (base / ".gatekeeper/ledger" / month).mkdir(parents=True)
        path.rename(base / ".gatekeeper/ledger" / month / path.name)


@pytest.mark.parametrize(("minutes", "month"), [(0, None), (6, None), (90_000, None), (6, "2025/12"), (6, "2026/02"), (-90_000, "2026/02")])
def test_what_cannot_be_read_could_be_the_newer_one(tmp_path: Path, minutes: float, month: str | None) -> None:
    _hide(tmp_path, ledgers.made(minutes, _FAILED, subject=ledgers.about("b")), month)
    found = _told(tmp_path)
    assert found
    assert (found.known, found.detail.startswith("the ledger has what could be a newer record: 202")) == (False, True)
    assert "gatekeeper ledger pull" in found.remedy
    red = ledgers.made(8, _FAILED)
    assert _asked(tmp_path, red) == f"record {_digest(red)} of the same commit is FAILED"


def test_what_cannot_be_read_of_an_earlier_month_is_older(tmp_path: Path) -> None:
    _hide(tmp_path, ledgers.made(-90_000, _FAILED))
    assert _told(tmp_path) is None
    _hide(tmp_path, ledgers.made(6, _FAILED))
    assert _told(tmp_path)
    assert _told(tmp_path, ledgers.made(90_000)) is None


def test_a_newer_record_that_does_not_hold_together(tmp_path: Path) -> None:
    found = _told(tmp_path, structs.replace(ledgers.made(6), exit_code=1))
    assert found
    assert (found.known, found.detail.endswith("the exit code is not that of the verdict")) == (False, True)


def test_green_because_a_rule_was_not_asked_again(tmp_path: Path) -> None:
    red = ledgers.made(4, _FAILED, **_NEEDS)
    words = f"FAILED: needs of an earlier run, record {_digest(red)}, and not judged since"
    assert _told(tmp_path, red) == Later(detail=words, remedy=JUDGE)
    assert _asked(tmp_path, ledgers.made(6), ledgers.made(7)) == words
    assert _told(tmp_path, record=red) is None
    again = ledgers.made(8, rules=[rule(verdict=Verdict.PASSED), rule("needs", None, Verdict.PASSED)], needs=jobs(build="success"))
    assert _told(tmp_path, again) is None


def test_nothing_is_written_from_such_a_record(tmp_path: Path) -> None:
    red, green = ledgers.made(4, _FAILED, **_NEEDS), ledgers.made(5)
    ledger = ledgers.ledger(tmp_path, red)
    with pytest.raises(RecordError, match=f"nothing is written: FAILED: needs of an earlier run, record {_digest(red)}, and not") as caught:
        refuse_unjudged(ledger, green)
    assert "--needs" in caught.value.remedy
    for other in (
        red,
        ledgers.made(5, _FAILED),
        ledgers.made(5, subject=ledgers.about("b")),
        ledgers.made(5, subject=ledgers.about(dirty=True)),
    ):
        refuse_unjudged(ledger, other)


def test_the_ledger_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger, record = ledgers.ledger(tmp_path), ledgers.made()
    read: list[int] = []

    def entries(_: Ledger) -> tuple[Entry, ...]:
        read.append(1)
        return ()

    monkeypatch.setattr(type(ledger), "entries", entries)
    ask = later(ledger)
    assert read == []
    assert (ask(record), ask(record), read) == (None, None, [1])
