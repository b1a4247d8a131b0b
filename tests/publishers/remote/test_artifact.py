from __future__ import annotations

import gzip
import io
import zipfile
from dataclasses import dataclass, field
from dataclasses import replace as changed
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from github_world.world_commits import zipped
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sites import HEAD, NOW, Told, on_world, real, site, word

from gatekeeper.evidence import record as rows
from gatekeeper.evidence.inventory import Inventory
from gatekeeper.evidence.record import encode
from gatekeeper.github.answers import Artifact
from gatekeeper.github.errors import GitHubError
from gatekeeper.publishers.remote import artifact as module
from gatekeeper.publishers.remote.artifact import find_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from github_world.world import World

    from gatekeeper.publishers.remote.site import Word

NAME = "gatekeeper-record"
RECORD = word().record
DATA, OTHER = encode(RECORD), encode(replace(RECORD, created="2026-01-01T00:00:00+00:00"))
GOOD = zipped({"record.json": DATA})
FOUND = Artifact(id=1, bytes=9, expired=False, created_at=NOW, run=7, branch=HEAD.branch, commit=HEAD.commit, foreign=False)


@dataclass
class Store:
    """A repository that has artifacts: their bytes by number."""

    there: list[tuple[Artifact, bytes]]
    trees: dict[str, str] = field(default_factory=dict)
    opened: list[int] = field(default_factory=list)
    bounds: set[int] = field(default_factory=set)

    def artifacts(self, name: str) -> Iterator[Artifact]:
        assert name == NAME
        return (each for each, _ in self.there)

    def download(self, artifact: Artifact, most: int) -> bytes:
        self.opened.append(artifact.id)
        self.bounds.add(most)
        return next(data for each, data in self.there if each is artifact)

    def tree(self, commit: str) -> str:
        return self.trees[commit]


def found(*archives: bytes, folder: Path | None = None) -> tuple[Word | None, Told]:
    store, told = Store([(changed(FOUND, id=number), data) for number, data in enumerate(archives)]), Told()
    with TemporaryDirectory() as made:
        return find_record(site(store, told=told), NAME, folder or Path(made)), told


def refused(archive: bytes) -> str:
    """Return why an archive is passed over; the next one is looked at then."""
    taken, told = found(archive, GOOD)
    assert taken
    assert taken.record == RECORD
    (line,) = told
    assert line.startswith(f"artifact {NAME} of run 7: ")
    return line.removeprefix(f"artifact {NAME} of run 7: ")


def test_the_newest_record_of_the_heads_own_run_is_taken() -> None:
    taken, told = found(zipped({"a/b/record.json": DATA, "a/b/other.txt": b"x"}), zipped({"record.json": OTHER}))
    assert taken
    assert (taken.record, taken.digest, list(told)) == (RECORD, sha256(DATA).hexdigest(), [])


def about(**more: Any) -> bytes:
    return zipped({"record.json": encode(replace(RECORD, **more))})


@pytest.mark.parametrize(
    "other",
    [
        about(partial=True),
        about(subject=replace(RECORD.subject, commit="c" * 40)),
        about(subject=replace(RECORD.subject, commit=None)),
        about(subject=replace(RECORD.subject, ref="refs/pull/5/merge")),
    ],
)
def test_a_record_that_does_not_decide_is_passed_over_for_an_older_one_that_does(other: bytes, folder: Path) -> None:
    there, told = [(changed(FOUND, id=number), data) for number, data in enumerate((other, GOOD, other))], Told()
    store = Store(there, {"c" * 40: "d" * 40})
    taken = find_record(site(store, told=told), NAME, folder)
    assert taken
    assert (taken.record, taken.digest, store.opened) == (RECORD, sha256(DATA).hexdigest(), [0, 1])
    assert taken.path == folder / "1" / "record.json"
    assert list(told) == [f"artifact {NAME} of run 7: its record is partial or not of the default branch's head"]
    assert find_record(site(Store([(FOUND, other)], store.trees)), NAME, folder / "again") is None


def test_a_record_of_another_commit_with_the_heads_tree_decides(folder: Path) -> None:
    squashed = about(subject=replace(RECORD.subject, commit="c" * 40))
    taken = find_record(site(Store([(FOUND, squashed)], {"c" * 40: HEAD.tree})), NAME, folder)
    assert taken
    assert taken.record.subject.commit == "c" * 40


def test_nothing_is_nothing() -> None:
    taken, told = found()
    assert (taken, list(told)) == (None, [])


@pytest.mark.parametrize(
    "other",
    [
        changed(FOUND, expired=True),
        changed(FOUND, foreign=True),
        changed(FOUND, branch="feature"),
        changed(FOUND, commit="c" * 40),
        changed(FOUND, branch="", commit=""),
    ],
)
def test_what_is_not_of_the_heads_own_run_is_not_even_opened(other: Artifact, folder: Path) -> None:
    store = Store([(other, GOOD), (changed(FOUND, id=2), GOOD)])
    assert find_record(site(store), NAME, folder)
    assert (store.opened, store.bounds) == ([2], {512 << 20})


def test_not_every_artifact_of_all_times_is_looked_at(folder: Path) -> None:
    old = [(changed(FOUND, commit="c" * 40), b"")] * 1000
    assert find_record(site(Store([*old, (FOUND, GOOD)])), NAME, folder) is None
    assert find_record(site(Store([*old[1:], (FOUND, GOOD)])), NAME, folder)


@pytest.mark.parametrize("place", ["", "out/"])
def test_the_inventory_comes_from_beside_the_record(folder: Path, place: str) -> None:
    rows = gzip.compress(b"x")
    named = Inventory(path="record.cases.jsonl.gz", sha256=sha256(rows).hexdigest(), tests=1)
    data = encode(replace(RECORD, inventory=named))
    taken, _ = found(
        zipped({f"{place}record.json": data, f"{place}record.cases.jsonl.gz": rows, "x/record.cases.jsonl.gz": b"y"}), folder=folder
    )
    assert taken
    assert taken.path == folder / "0" / "record.json"
    assert (folder / "0" / "record.cases.jsonl.gz").read_bytes() == rows


def test_an_inventory_elsewhere_is_none(folder: Path) -> None:
    assert found(zipped({"a/record.json": DATA, "record.cases.jsonl.gz": b"y"}), folder=folder)[0]
    assert [each.name for each in (folder / "0").iterdir()] == ["record.json"]


@pytest.mark.parametrize(
    "name", ["/etc/record.json", "../../record.json", "a/../../record.json", "C:\\x/record.json", "\u202e/record.json"]
)
def test_names_lead_nowhere(folder: Path, name: str) -> None:
    inner = folder / "inner"
    taken, _ = found(zipped({name: DATA, name.replace("record.json", "record.cases.jsonl.gz"): b"x", "../../evil": b"x"}), folder=inner)
    assert taken
    assert {str(each.relative_to(folder)) for each in folder.rglob("*")} == {
        "inner",
        "inner/0",
        "inner/0/record.json",
        "inner/0/record.cases.jsonl.gz",
    }


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_records_are_none() -> None:
    assert refused(zipped({"a/record.json": DATA, "b/record.json": DATA})) == "it holds 2 files called record.json, not one"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("record.json", OTHER)
        archive.writestr("record.json", DATA)
    assert refused(made.getvalue()) == "it holds 2 files called record.json, not one"


@pytest.mark.parametrize("name", ["record.json.txt", "xrecord.json", "record.json/", "Record.json", "a\\record.json"])
def test_without_a_record_there_is_none(name: str) -> None:
    assert refused(zipped({name: b""})) == "it holds 0 files called record.json, not one"


def test_thousands_of_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    many = zipped({"record.json": DATA, **{str(number): b"" for number in range(20)}})
    monkeypatch.setattr(module, "_MOST_ENTRIES", 21)
    assert found(many)[0]
    monkeypatch.setattr(module, "_MOST_ENTRIES", 20)
    assert refused(many) == "it holds 21 files, 20 at most"


@pytest.mark.parametrize("name", ["record.json", "record.cases.jsonl.gz"])
def test_what_unpacks_to_more_than_its_bound_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(module, "MOST_BYTES" if name == "record.json" else "_MOST_PACKED", 1 << 20)
    bomb = zipped({"record.json": DATA, name: DATA + b" " * ((1 << 20) + 1 - len(DATA))})
    assert len(bomb) < 10_000
    assert refused(bomb) == "its record.json or inventory has more than 1 MiB"


def test_what_unpacks_to_its_bound_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", len(DATA))
    assert found(GOOD)[0]
    monkeypatch.setattr(module, "MOST_BYTES", len(DATA) - 1)
    assert found(GOOD)[0] is None


def flagged(archive: bytes, flag: int = 1) -> bytes:
    """Return an archive that says that its first file is encrypted."""
    data = bytearray(archive)
    data[6] |= flag
    data[data.rindex(b"PK\x01\x02") + 8] |= flag
    return bytes(data)


def packed(method: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        archive.writestr("record.json", DATA)
    return made.getvalue()


def garbled() -> bytes:
    """Return an archive whose compressed bytes are none."""
    data = bytearray(GOOD)
    begin = 30 + len("record.json")
    data[begin : begin + 40] = b"\xff" * 40
    return bytes(data)


@pytest.mark.parametrize(
    ("archive", "why"),
    [
        (b"", "cannot be unpacked"),
        (b"no zip", "cannot be unpacked"),
        (GOOD[:-1], "cannot be unpacked"),
        (GOOD[: len(GOOD) // 2], "cannot be unpacked"),
        (flagged(GOOD), "encrypted"),
        (garbled(), "cannot be unpacked"),
        (packed(zipfile.ZIP_LZMA), "packed as GitHub packs nothing"),
        (packed(zipfile.ZIP_BZIP2), "packed as GitHub packs nothing"),
        (zipped({"record.json": b"{}"}), "no evidence record"),
        (zipped({"record.json": b""}), "no evidence record"),
        (zipped({"record.json": b"[" * 10_000}), "no evidence record"),
    ],
)
def test_what_cannot_be_used_is_said_and_passed_over(archive: bytes, why: str) -> None:
    assert why in refused(archive)


def test_what_is_only_stored_is_taken() -> None:
    assert found(packed(zipfile.ZIP_STORED))[0]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=4))
def test_no_byte_that_is_changed_breaks_the_round_or_changes_the_record(changes: list[tuple[int, int]]) -> None:
    data = bytearray(GOOD)
    for place, byte in changes:
        data[place] = byte
    taken, told = found(bytes(data))
    assert (taken is None) is bool(told)
    assert taken is None or taken.record == RECORD


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=200))
def test_bytes_that_are_no_archive_break_nothing(data: bytes) -> None:
    taken, told = found(data)
    assert (taken, len(told)) == (None, 1)


def test_it_is_found_on_github(world: World, folder: Path) -> None:
    commit, tree = world.head()
    about = rows.Subject(commit=commit, tree=tree, dirty=False, ref="refs/heads/main")
    good = zipped({"record.json": encode(replace(RECORD, subject=about))})
    world.artifact(NAME, good, "c" * 40)
    world.artifact(NAME, good, commit, foreign=True)
    here = on_world(world)
    assert find_record(here, NAME, folder / "a") is None
    world.artifact(NAME, good, commit)
    taken = find_record(here, NAME, folder / "b")
    assert taken
    assert taken.record == replace(RECORD, subject=about)


def test_a_download_that_fails_is_no_missing_record(world: World, folder: Path) -> None:
    world.artifact(NAME, GOOD, world.head()[0])
    world.fault(r"GET .*/zip$", status=403, body={"message": "Resource not accessible by integration"})
    with pytest.raises(GitHubError, match="download artifact"):
        find_record(on_world(world, repository=real(world)), NAME, folder)
