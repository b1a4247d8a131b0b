"""What is taken from the branch, and what somebody put there is not."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import ledgers
import pytest
from clones import BRANCH, Team, bare_configuration, git, make_team
from msgspec.structs import replace

from gatekeeper.errors import DeliveryError
from gatekeeper.evidence.canonical import canonical
from gatekeeper.evidence.inventory import path_beside
from gatekeeper.evidence.ledger import receive as module
from gatekeeper.evidence.ledger.attestation import Attestation
from gatekeeper.evidence.ledger.receive import receive
from gatekeeper.evidence.ledger.store import Ledger, ledger_folder
from gatekeeper.evidence.ledger.tree import listing
from gatekeeper.evidence.record import encode

if TYPE_CHECKING:
    from pathlib import Path

TEST = ("unit", "c::t", "passed")


@pytest.fixture
def team(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Team:
    bare_configuration(monkeypatch)
    return make_team(folder)


@pytest.fixture
def ledger(folder: Path) -> Ledger:
    return Ledger(ledger_folder(folder / "here"))


def _received(team: Team, ledger: Ledger) -> tuple[list[str], list[str]]:
    return receive(ledger, team.view, listing(team.view, git(team.bare, "rev-parse", BRANCH)))


def _name(data: bytes, place: str = "2026/01") -> str:
    return f"{place}/{sha256(data).hexdigest()}.json"


GOOD = encode(ledgers.made())
SIGNED = canonical(
    Attestation(criterion="docs", text="x", tree="a" * 40, commit=None, by="ann", note="x", created="2026-01-02T03:04:05+00:00")
)


@pytest.mark.parametrize(
    ("data", "place", "problem"),
    [
        (b"{}", "2026/01", "is no evidence record: Object missing required field `verdict`"),
        (GOOD, "2026/02", "it stands in the folder of another month"),
        (encode(replace(ledgers.made(), exit_code=1)), "2026/01", "the exit code is not that of the verdict"),
        (GOOD.replace(b"{", b'{"verdict": "FAILED",', 1), "2026/01", "a key stands there twice"),
        (encode(ledgers.made(created="2999-01-01T00:00:00+00:00")), "2999/01", "it was created in the future"),
        (b"{}", "sign-offs", "it is no sign-off"),
        (GOOD, "sign-offs", "it is no sign-off"),
    ],
)
def test_what_is_not_what_its_place_says_is_left_out(team: Team, ledger: Ledger, data: bytes, place: str, problem: str) -> None:
    name = _name(data, place)
    team.plant({name: data, _name(GOOD): GOOD})
    kept, left_out = _received(team, ledger)
    assert kept == [_name(GOOD)]
    assert len(left_out) == 1
    assert left_out[0].startswith(f"{name}: ")
    assert problem in left_out[0]
    assert [each.digest for each in ledger.entries()] == [sha256(GOOD).hexdigest()]


def test_what_does_not_digest_to_its_name_is_left_out(team: Team, ledger: Ledger) -> None:
    wrong, signed = f"2026/01/{'a' * 64}.json", f"sign-offs/{'b' * 64}.json"
    team.plant({wrong: GOOD, signed: SIGNED})
    assert _received(team, ledger) == ([], [f"{each}: its SHA-256 is not its name" for each in (wrong, signed)])
    assert not ledger.entries()
    assert not ledger.attestations("a" * 40)


def test_a_sign_off_is_kept(team: Team, ledger: Ledger) -> None:
    name = _name(SIGNED, "sign-offs")
    team.plant({name: SIGNED})
    assert _received(team, ledger) == ([name], [])
    assert [each.by for each in ledger.attestations("a" * 40)] == ["ann"]
    assert (ledger.folder / ".gitignore").read_bytes() == b"*\n"
    assert _received(team, ledger) == ([], [])


def _with_inventory(folder: Path) -> tuple[str, bytes, str, bytes]:
    made = ledgers.kept(folder / "reports", ledgers.made(), [TEST])
    assert made.path
    data, name = made.path.read_bytes(), f"2026/01/{made.digest}"
    return f"{name}.json", data, f"{name}.cases.jsonl.gz", path_beside(made.path).read_bytes()


def test_an_inventory_comes_with_its_record_or_after_it(team: Team, ledger: Ledger, folder: Path) -> None:
    name, data, beside, packed = _with_inventory(folder)
    team.plant({name: data})
    assert _received(team, ledger) == ([name], [])
    assert not (ledger.folder / beside).exists()
    team.plant({beside: packed})
    assert _received(team, ledger) == ([], [])
    assert (ledger.folder / beside).read_bytes() == packed


def test_an_inventory_that_is_not_the_records_is_left_out(team: Team, ledger: Ledger, folder: Path) -> None:
    name, data, beside, packed = _with_inventory(folder)
    team.plant({name: data, beside: packed[:-1]})
    assert _received(team, ledger) == ([name], [f"{name}: kept without its inventory: its SHA-256 is not the one in the record"])
    assert (ledger.folder / name).read_bytes() == data
    assert not (ledger.folder / beside).exists()


def test_an_inventory_without_a_record_or_of_one_without_an_inventory(team: Team, ledger: Ledger) -> None:
    alone, good = f"2026/01/{'c' * 64}.cases.jsonl.gz", _name(GOOD)
    team.plant({alone: b"x", good: GOOD, good.replace(".json", ".cases.jsonl.gz"): b"x"})
    kept, left_out = _received(team, ledger)
    assert kept == [good]
    assert left_out == [f"{alone}: its record is not there", f"{good}: kept without its inventory: the record has none"]
    assert [path.name for path in (ledger.folder / "2026/01").iterdir()] == [good.rpartition("/")[2]]


def test_what_is_here_stays_even_if_it_is_damaged(team: Team, ledger: Ledger) -> None:
    name = _name(GOOD)
    (ledger.folder / name).parent.mkdir(parents=True)
    (ledger.folder / name).write_bytes(b"damaged")
    team.plant({name: GOOD})
    assert _received(team, ledger) == ([], [])
    assert (ledger.folder / name).read_bytes() == b"damaged"


def test_links_and_names_that_do_not_fit_are_left_out(team: Team, ledger: Ledger) -> None:
    team.plant({_name(GOOD): b"../../../../secret"}, mode="120000")
    team.plant({"sign-offs/notes.txt": b"x"})
    assert _received(team, ledger) == (
        [],
        [f"{_name(GOOD)}: it is no regular file", "sign-offs/notes.txt: no file of a ledger is called that"],
    )


@pytest.mark.parametrize("most", [1, 64 << 20])
def test_however_many_are_copied_at_a_time(team: Team, ledger: Ledger, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(module, "_BATCH_BYTES", most)
    files = {_name(data): data for data in (encode(ledgers.made(minute)) for minute in range(5))}
    team.plant({**files, _name(GOOD, "2026/02"): GOOD})
    kept, left_out = _received(team, ledger)
    assert (sorted(kept), len(left_out)) == (sorted(files), 1)


def test_a_ledger_that_cannot_be_written_is_said(team: Team, ledger: Ledger) -> None:
    ledger.folder.parent.mkdir(parents=True)
    ledger.folder.write_bytes(b"")
    team.plant({_name(GOOD): GOOD})
    with pytest.raises(DeliveryError, match="cannot be put into the ledger"):
        _received(team, ledger)
