"""What stands on the ledger's branch, whoever put it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from clones import BRANCH, Team, bare_configuration, git, make_team
from hypothesis import given, settings
from hypothesis import strategies as st

from gatekeeper.errors import DeliveryError
from gatekeeper.evidence.git import Answer
from gatekeeper.evidence.ledger import tree as module
from gatekeeper.evidence.ledger.tree import Blob, Listing, copy_out, inventory_of, listing

if TYPE_CHECKING:
    from pathlib import Path

D = "0123456789abcdef" * 4
RECORD, SIGN_OFF = f"2026/11/{D}.json", f"sign-offs/{D}.json"
INVENTORY = f"2026/11/{D}.cases.jsonl.gz"


@pytest.fixture
def team(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Team:
    bare_configuration(monkeypatch)
    return make_team(folder)


def _listed(team: Team) -> Listing:
    return listing(team.view, git(team.bare, "rev-parse", BRANCH))


def _told(monkeypatch: pytest.MonkeyPatch, folder: Path, line: str) -> Listing:
    monkeypatch.setattr(module, "run", lambda *_, **__: Answer(code=0, out=line.encode(errors="surrogateescape")))
    return listing(folder, "a" * 40)


def test_no_commit_has_no_files(folder: Path) -> None:
    assert listing(folder, None) == Listing(blobs={}, misfits={})


def test_files_of_a_ledger(team: Team) -> None:
    assert inventory_of(RECORD) == INVENTORY
    team.plant({RECORD: b"1", INVENTORY: b"22", SIGN_OFF: b"333", "README.md": b"about it", '"2026/11/\\n\\377"': b""})
    there = _listed(team)
    assert (there.misfits, there.foreign) == ({"2026/11/\n\udcff": "no file of a ledger is called that"}, "")
    assert {path: blob.size for path, blob in there.blobs.items()} == {RECORD: 1, INVENTORY: 2, SIGN_OFF: 3}


@pytest.mark.parametrize(
    ("path", "foreign"),
    [
        ("2026/11/x.json", False),
        (f"2026/11/{D}.JSON", False),
        (f"2026/11/{D}.json.bak", False),
        (f"2026/11/{D[1:]}.json", False),
        (f"sign-offs/{D}.cases.jsonl.gz", False),
        (f"2026/13/{D}.json", True),
        (f"2026/1/{D}.json", True),
        (f"2026/{D}.json", True),
        (f"{RECORD}/x", True),
        (f"2026/11/11/{D}.json", True),
        ("2026", True),
        ("sign-offs", True),
        ("src/app.py", True),
        ("readme.md", True),
        (f"٢٠٢٦/11/{D}.json", True),
        ("2026/11/\n.json", False),
        ("2026/11/\udcff.json", False),
    ],
)
def test_a_path_that_no_ledger_has(monkeypatch: pytest.MonkeyPatch, folder: Path, path: str, foreign: bool) -> None:
    there = _told(monkeypatch, folder, f"100644 blob {'a' * 40}       0\t{path}\0")
    assert (there.blobs, list(there.misfits.values())) == ({}, ["no file of a ledger is called that"])
    assert bool(there.foreign) is foreign


@pytest.mark.parametrize("path", [RECORD, "README.md"])
def test_a_link_is_no_file(team: Team, path: str) -> None:
    team.plant({path: b"../../elsewhere"}, mode="120000")
    assert _listed(team).misfits == {path: "it is no regular file"}
    assert bool(_listed(team).foreign) is (path == "README.md")


def test_a_submodule_is_no_file(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    assert _told(monkeypatch, folder, f"160000 commit {'a' * 40}       -\t{RECORD}\0").misfits == {RECORD: "it is no regular file"}


def test_a_file_that_is_too_large(team: Team) -> None:
    team.plant({SIGN_OFF: b"x" * (64 << 10), RECORD: b"x" * (65 << 10)})
    assert _listed(team).misfits == {}
    team.plant({SIGN_OFF: b"x" * ((64 << 10) + 1)})
    assert _listed(team).misfits == {SIGN_OFF: "it has 65537 bytes, 65536 at most"}


@settings(max_examples=40)
@given(st.lists(st.binary(min_size=1, max_size=90).filter(lambda path: b"\0" not in path), max_size=5))
def test_whatever_the_paths_are_each_is_a_file_or_a_misfit(paths: list[bytes]) -> None:
    lines = b"".join(b"100644 blob " + b"a" * 40 + b"       7\t" + path + b"\0" for path in (*paths, RECORD.encode()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "run", lambda *_, **__: Answer(code=0, out=lines))
        there = listing(None, "a" * 40)  # type: ignore[arg-type] # git is not asked
    assert there.blobs == {RECORD: Blob(id="a" * 40, size=7)}
    assert len(there.misfits) == len(set(paths) - {RECORD.encode(), b"README.md"})


def test_a_commit_that_is_not_there_cannot_be_listed(team: Team) -> None:
    with pytest.raises(DeliveryError, match="git cannot list the ledger's branch"):
        listing(team.view, "0" * 39 + "1")


def test_files_are_copied_byte_for_byte(team: Team, folder: Path) -> None:
    files = {RECORD: b"", INVENTORY: b"\0\n" * 70_000, SIGN_OFF: f"{'a' * 40} blob 3\nabc\n".encode()}
    team.plant(files)
    copy_out(team.view, _listed(team).blobs, folder / "place")
    assert {path: (folder / "place" / path).read_bytes() for path in files} == files


def test_a_file_that_git_has_lost_cannot_be_copied(team: Team, folder: Path) -> None:
    with pytest.raises(DeliveryError, match=f"git cannot read {RECORD} of the ledger's branch"):
        copy_out(team.view, {RECORD: Blob(id="0" * 39 + "1", size=3)}, folder / "place")
