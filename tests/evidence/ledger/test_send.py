"""What goes from the ledger's folder into a commit."""

from __future__ import annotations

import gzip
from hashlib import sha256
from typing import TYPE_CHECKING

import ledgers
import pytest
from msgspec.structs import replace

from gatekeeper.evidence.inventory import path_beside
from gatekeeper.evidence.ledger.send import send
from gatekeeper.evidence.ledger.tree import Blob, Listing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gatekeeper.evidence.ledger.store import Ledger

EMPTY = Listing(blobs={}, misfits={})
TEST = ("unit", "c::t", "passed")


class Adding:
    """A commit that only remembers."""

    def __init__(self, *, whole: bool = True) -> None:
        self.whole = whole
        self.files: dict[str, bytes] = {}

    def add(self, path: str, size: int, blocks: Iterable[bytes]) -> bool:
        data = b"".join(blocks)
        assert size == len(data)
        self.files[path] = data
        return self.whole


def _sent(ledger: Ledger, there: Listing = EMPTY, *, whole: bool = True) -> tuple[list[str], list[str]]:
    commit = Adding(whole=whole)
    left_out = send(commit, ledger, there)  # type: ignore[arg-type] # what is asked of a commit is there
    return [path.removeprefix("2026/01/") for path in commit.files], left_out


@pytest.fixture
def with_inventory(folder: Path) -> tuple[Ledger, Path]:
    ledger = ledgers.ledger(folder)
    return ledger, ledger.put(ledgers.kept(folder / "reports", ledgers.made(), [TEST]))


def test_a_record_goes_with_its_inventory(with_inventory: tuple[Ledger, Path]) -> None:
    ledger, path = with_inventory
    assert _sent(ledger) == ([path.name, path_beside(path).name], [])


def test_what_the_branch_has_is_not_read(with_inventory: tuple[Ledger, Path]) -> None:
    ledger, path = with_inventory
    blob = Blob(id="a" * 40, size=1)
    name, inventory = f"2026/01/{path.name}", f"2026/01/{path_beside(path).name}"
    assert _sent(ledger, Listing(blobs={name: blob}, misfits={})) == ([path_beside(path).name], [])
    path.write_bytes(b"damaged")
    assert _sent(ledger, Listing(blobs={name: blob}, misfits={inventory: "a link"})) == ([], [])


def test_an_inventory_that_is_not_the_records_stays_here(with_inventory: tuple[Ledger, Path]) -> None:
    ledger, path = with_inventory
    path_beside(path).write_bytes(gzip.compress(b"other"))
    assert _sent(ledger) == ([path.name], [f"2026/01/{path.name}: its SHA-256 is not the one in the record"])


def test_an_inventory_of_a_record_that_has_none_stays_here(folder: Path) -> None:
    ledger = ledgers.ledger(folder, ledgers.made())
    (path,) = ledger.paths()
    path_beside(path).write_bytes(b"x")
    assert _sent(ledger) == ([path.name], [f"2026/01/{path.name}: it has no inventory, and one stands beside it"])


def test_an_inventory_that_changes_meanwhile_is_said(with_inventory: tuple[Ledger, Path]) -> None:
    ledger, path = with_inventory
    assert _sent(ledger, whole=False)[1] == [f"2026/01/{path.name}: its inventory changed while it was read"]


def test_a_damaged_record_stays_here(folder: Path) -> None:
    ledger = ledgers.ledger(folder, ledgers.made(1), ledgers.made(2), ledgers.made(3))
    damaged, moved, _ = sorted(ledger.paths())
    damaged.write_bytes(damaged.read_bytes().replace(b"passed", b"Passed"))
    (ledger.folder / "2025/12").mkdir(parents=True)
    moved.rename(ledger.folder / "2025/12" / moved.name)
    sent, left_out = _sent(ledger)
    assert len(sent) == 1
    assert left_out == [
        f"2026/01/{damaged.name}: its SHA-256 is not its name",
        f"2025/12/{moved.name}: it stands in the folder of another month",
    ]


def test_a_record_that_contradicts_itself_stays_here(folder: Path) -> None:
    ledger = ledgers.ledger(folder, replace(ledgers.made(), exit_code=1))
    (path,) = ledger.paths()
    name = f"2026/01/{path.name}"
    assert _sent(ledger) == ([], [f"{name}: {name}: the exit code is not that of the verdict"])


def test_other_files_are_not_looked_at(folder: Path) -> None:
    ledger = ledgers.ledger(folder)
    for name in ("2026/01/x.json", "sign-offs/x.json", "README.md", f"2026/01/{'a' * 64}.cases.jsonl.gz"):
        (ledger.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (ledger.folder / name).write_bytes(b"x")
    assert _sent(ledger) == ([], [])


def test_a_sign_off_that_is_none_stays_here(folder: Path) -> None:
    ledger = ledgers.ledger(folder)
    signed = ledger.folder / "sign-offs" / f"{'a' * 64}.json"
    signed.parent.mkdir(parents=True)
    signed.write_bytes(b"x")
    assert _sent(ledger) == ([], [f"sign-offs/{signed.name}: its SHA-256 is not its name"])
    signed.write_bytes(b"{}")
    other = signed.rename(signed.with_name(f"{sha256(b'{}').hexdigest()}.json"))
    assert _sent(ledger) == ([], [f"sign-offs/{other.name}: it is no sign-off"])
    signed.parent.rename(folder / "elsewhere")
    signed.parent.symlink_to(folder / "elsewhere")
    assert _sent(ledger) == ([], [])
