from __future__ import annotations

from typing import TYPE_CHECKING

from ledgers import ledger, made
from records import failure

from gatekeeper.model import Verdict
from gatekeeper.publishers.remote.streaks import streaks

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.evidence.record import Record

_CAUSE = "a" * 16


def _failed(minutes: int) -> Record:
    return made(minutes, Verdict.FAILED, failures=[failure(cause=_CAUSE)])


def test_they_are_those_of_the_ledger_beside_the_configuration(tmp_path: Path) -> None:
    assert streaks(_failed(3), tmp_path)() == {_CAUSE: 1}
    ledger(tmp_path, _failed(1), _failed(2))
    assert streaks(_failed(3), tmp_path)() == {_CAUSE: 3}


def test_the_ledger_is_read_when_it_is_asked_and_once(tmp_path: Path) -> None:
    told = streaks(_failed(3), tmp_path)
    ledger(tmp_path, _failed(1))
    assert told() == {_CAUSE: 2}
    ledger(tmp_path, _failed(2))
    assert told() == {_CAUSE: 2}


def test_a_ledger_that_cannot_be_read_tells_nothing(tmp_path: Path) -> None:
    (tmp_path / ".gatekeeper").mkdir()
    (tmp_path / ".gatekeeper" / "ledger").write_text("no folder")
    assert streaks(_failed(3), tmp_path)() == {}
