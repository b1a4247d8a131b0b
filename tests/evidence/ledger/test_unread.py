from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from ledgers import about, ledger, made

from gatekeeper.evidence.ledger.unread import could_be_newer, unread

if TYPE_CHECKING:
    from pathlib import Path

_MOMENT = "2026-03-01T00:05:00+00:00"  # ten minutes before it is February


@pytest.mark.parametrize(
    ("damaged", "created", "newer"),
    [
        ("2026/03/a.json: why", _MOMENT, True),
        ("2026/02/a.json: why", _MOMENT, True),
        ("2026/02/a.json: why", "2026-03-01T00:11:00+00:00", False),
        ("2026/02/a.json: why", "2026-03-01T01:05:00+01:00", True),
        ("2026/01/a.json: why", _MOMENT, False),
        ("2025/12/a.json: why", _MOMENT, False),
        ("2027/01/a.json: why", _MOMENT, True),
        ("2026/13/a.json: why", _MOMENT, True),
        ("/x/2026/01/a.json cannot be used", _MOMENT, True),
        ("2026/01/a.json: why", None, True),
        ("0001/01/a.json: why", "0001-01-01T00:00:00+00:00", True),
    ],
)
def test_a_damaged_file_is_of_its_month(damaged: str, created: str | None, *, newer: bool) -> None:
    assert could_be_newer(damaged, created) is newer


def test_what_a_ledger_left_out(tmp_path: Path) -> None:
    there = ledger(tmp_path, made(), made(1, subject=about("b")))
    there.entries()
    assert unread(there, made().created) == ""
    paths = list(there.paths())
    paths[0].write_bytes(b"")
    there.entries()
    assert unread(there, made().created) == f"2026/01/{paths[0].name}: its SHA-256 is not its name"
    assert unread(there, "2026-02-02T00:00:00+00:00") == ""
    (there.folder / "2025").mkdir()
    paths[1].parent.rename(there.folder / "2025" / "11")
    there.entries()
    assert unread(there, "2026-02-02T00:00:00+00:00") == f"2025/11/{paths[1].name}: it stands in the folder of another month"
