from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace as changed
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import about, accepted, kept, ledger, loaded, made, moment, run
from msgspec.structs import replace

from gatekeeper.errors import DeliveryError, RecordError
from gatekeeper.evidence.cases import Missing, ask
from gatekeeper.evidence.inventory import path_beside
from gatekeeper.evidence.ledger.attestation import Attestation
from gatekeeper.evidence.ledger.store import Ledger, ledger_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gatekeeper.evidence.accept import Accepted

TESTS = [("unit", "c::a", "passed"), ("unit", "c::b", "failed", 1.5)]
SIGNED = Attestation(criterion="docs", text="The docs say so", tree="a" * 40, commit=None, by="ada", note="read it", created=moment())


def names(of: Ledger) -> list[str]:
    return sorted(path.relative_to(of.folder).as_posix() for path in of.folder.rglob("*") if path.is_file())


def test_a_record_and_its_inventory_are_kept_by_digest_and_month(tmp_path: Path) -> None:
    one = kept(tmp_path, made(), TESTS)
    there = ledger(tmp_path, one)
    name = f"2026/01/{one.digest}"
    assert names(there) == [".gitignore", f"{name}.cases.jsonl.gz", f"{name}.json"]
    assert one.path
    assert (there.folder / f"{name}.json").read_bytes() == one.path.read_bytes()
    assert (there.folder / f"{name}.cases.jsonl.gz").read_bytes() == path_beside(one.path).read_bytes()
    assert (there.left_out, (there.folder / ".gitignore").read_text()) == ("", "*\n")
    assert there.folder == tmp_path / ".gatekeeper" / "ledger"


def test_what_is_kept_is_found_and_loaded_with_its_inventory(tmp_path: Path) -> None:
    one = kept(tmp_path, made(), TESTS)
    there = ledger(tmp_path, one)
    found = there.load(one.digest)
    assert found == loaded(there, one)
    assert found.path
    assert not isinstance(ask(found.path, found.record.inventory, [("*",)]), Missing)


def test_a_record_that_cannot_be_used_is_named_by_its_place_in_the_repository(tmp_path: Path) -> None:
    one = kept(tmp_path / "a", made(), TESTS)
    store = Ledger(ledger_folder(tmp_path), tmp_path)
    path = store.put(one)
    path.write_bytes(b"{}")
    with pytest.raises(RecordError) as caught:
        store.load(one.digest)
    assert caught.value.message.startswith(f".gatekeeper/ledger/2026/01/{one.digest}.json cannot be used: ")


def test_putting_again_changes_nothing(tmp_path: Path) -> None:
    one = kept(tmp_path, made(), TESTS)
    there = ledger(tmp_path, one)
    before = [(path, path.stat().st_ino) for path in sorted(there.folder.rglob("*"))]
    assert there.put(one) == there.find(one.digest)
    assert [(path, path.stat().st_ino) for path in sorted(there.folder.rglob("*"))] == before


def test_the_month_is_that_of_utc(tmp_path: Path) -> None:
    there = ledger(tmp_path, made(created="2026-01-01T00:30:00+01:00"))
    assert [each.path.parent.relative_to(there.folder).as_posix() for each in there.entries()] == ["2025/12"]


@pytest.mark.parametrize("created", ["soon", "2026-01-02T03:04:05", "0001-01-01T00:00:00+14:00"])
def test_a_record_without_a_moment_has_no_place(tmp_path: Path, created: str) -> None:
    with pytest.raises(DeliveryError, match="cannot be put into the ledger"):
        ledger(tmp_path, made(created=created))


def test_a_record_with_another_digest_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(DeliveryError, match="its SHA-256 is not its name"):
        ledger(tmp_path, changed(accepted(made()), digest="0" * 64))


def test_a_record_that_was_changed_after_reading_is_kept_as_it_was_read(tmp_path: Path) -> None:
    one = accepted(made(), tmp_path / "record.json")
    there = ledger(tmp_path, changed(one, record=replace(one.record, created=moment(-1))))
    assert there.load(one.digest).record == one.record
    assert one.path
    one.path.write_bytes(b"{}")
    with pytest.raises(DeliveryError, match="its SHA-256 is not its name"):
        ledger(tmp_path / "other", changed(one, record=replace(one.record, created=moment(-1))))


def _without(one: Accepted) -> None:
    assert one.path
    path_beside(one.path).unlink()


def _other(one: Accepted) -> None:
    assert one.path
    path_beside(one.path).write_bytes(b"other")


def _link(one: Accepted) -> None:
    assert one.path
    beside = path_beside(one.path)
    beside.rename(beside.with_name("elsewhere"))
    beside.symlink_to("elsewhere")


def _folder(one: Accepted) -> None:
    _without(one)
    assert one.path
    path_beside(one.path).mkdir()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_without, "it is not beside the record"),
        (_other, "its SHA-256 is not the one in the record"),
        (_link, "it cannot be read: "),
        (_folder, "it "),
    ],
)
def test_an_inventory_that_cannot_be_used_is_left_out_and_that_is_visible(tmp_path: Path, spoil: Any, said: str) -> None:
    one = kept(tmp_path, made(), TESTS)
    spoil(one)
    there = ledger(tmp_path, one)
    assert there.left_out.startswith(said)
    assert names(there) == [".gitignore", f"2026/01/{one.digest}.json"]


def test_an_inventory_that_was_missing_is_kept_later(tmp_path: Path) -> None:
    one = kept(tmp_path, made(), TESTS)
    there = ledger(tmp_path, changed(one, path=None))
    assert there.left_out == "the record was not kept"
    there.put(one)
    assert (there.left_out, len(names(there))) == ("", 3)


def test_a_record_without_an_inventory_lacks_none(tmp_path: Path) -> None:
    assert ledger(tmp_path, made()).left_out == ""


def test_what_stands_in_the_place_of_a_record_is_not_replaced(tmp_path: Path) -> None:
    one = accepted(made())
    there = ledger(tmp_path, one)
    path = there.find(one.digest)
    assert path
    path.write_bytes(b"precious")
    with pytest.raises(DeliveryError, match="its SHA-256 is not its name"):
        there.put(one)
    assert path.read_bytes() == b"precious"


def test_a_ledger_that_cannot_be_written_is_a_failed_delivery(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DeliveryError) as caught:
        Ledger(tmp_path / "file" / "ledger").put(accepted(made()))
    assert ("cannot be put into the ledger" in caught.value.message, bool(caught.value.remedy)) == (True, True)


@pytest.mark.parametrize("name", ["2026", "2026/01", "sign-offs"])
def test_links_in_the_ledger_are_not_followed(tmp_path: Path, name: str) -> None:
    one = ledger(tmp_path / "a", made())
    one.sign(SIGNED)
    two = Ledger(tmp_path / "b")
    (two.folder / name).parent.mkdir(parents=True)
    (two.folder / name).symlink_to(one.folder / name)
    assert (two.entries(), two.misplaced) == ((), () if name == "sign-offs" else (f"{name}: it is a link",))
    assert two.attestations("a" * 40) == ()
    before = names(one)
    with pytest.raises(DeliveryError, match="is a link"):
        two.sign(replace(SIGNED, by="eve")) if name == "sign-offs" else two.put(accepted(made(1)))
    assert names(one) == before


@pytest.mark.parametrize("name", [".gatekeeper", ".gatekeeper/ledger"])
def test_a_ledger_that_is_reached_through_a_link_is_neither_written_nor_read(tmp_path: Path, name: str) -> None:
    one = accepted(made())
    far = ledger(tmp_path / "far", one)
    (tmp_path / "near" / name).parent.mkdir(parents=True)
    (tmp_path / "near" / name).symlink_to(tmp_path / "far" / name)
    near, before = Ledger(ledger_folder(tmp_path / "near")), names(far)
    writes: tuple[Callable[[], object], ...] = (lambda: near.put(accepted(made(1))), lambda: near.sign(SIGNED))
    for write in writes:
        with pytest.raises(DeliveryError, match=f"{name.rpartition('/')[2]} is a link") as caught:
            write()
        assert (caught.value.exit_code, "--ledger" in caught.value.remedy) == (4, True)
    for read in (near.entries, lambda: list(near.paths()), lambda: near.load(one.digest), lambda: near.attestations("a" * 40)):
        with pytest.raises(RecordError, match=r"is not read: .* is a link"):
            read()
    assert names(far) == before


def test_a_ledger_that_somebody_names_may_be_a_link_outside_of_the_base(tmp_path: Path) -> None:
    far = ledger(tmp_path / "far", made())
    (tmp_path / "link").symlink_to(far.folder)
    (tmp_path / "base").mkdir()
    assert len(Ledger(tmp_path / "link", tmp_path / "base").entries()) == 1
    for base in (tmp_path, None):
        with pytest.raises(RecordError, match="link is a link"):
            Ledger(tmp_path / "link", base).entries()


def test_links_to_records_are_not_followed(tmp_path: Path) -> None:
    one = accepted(made())
    path = ledger(tmp_path / "a").put(one)
    two = ledger(tmp_path / "b", made(5))
    link = two.folder / "2026" / "01" / path.name
    link.symlink_to(path)
    assert (len(two.entries()), two.damaged, two.find(one.digest)) == (1, (f"2026/01/{path.name}: it is a link",), None)
    assert two.misplaced == two.damaged
    with pytest.raises(DeliveryError):
        two.put(one)
    assert link.is_symlink()


def test_entries_come_in_order_of_moment_run_and_attempt(tmp_path: Path) -> None:
    records = [made(1), made(2, run=run(9)), made(2, run=run(10)), made(2, run=run(10, 2)), made(2, run=run(10, 10)), made(3)]
    found = ledger(tmp_path, *reversed(records)).entries()
    assert [(each.head.created, each.head.run) for each in found] == [(each.created, each.run) for each in records]
    assert [each.digest for each in found] == [accepted(each).digest for each in records]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(-(10**6), 0), st.integers(0, 3), st.integers(1, 3)), max_size=6, unique=True))
def test_any_order_of_writing_is_the_same_order(tmp_path_factory: pytest.TempPathFactory, places: list[tuple[int, int, int]]) -> None:
    records = [made(minutes, run=run(number, attempt)) for minutes, number, attempt in places]
    one, two = (ledger(tmp_path_factory.mktemp("x"), *each) for each in (records, records[::-1]))
    assert [each.digest for each in one.entries()] == [each.digest for each in two.entries()]
    assert [each.head.created for each in one.entries()] == sorted(each.created for each in records)


def _head(of: Ledger, name: str, data: bytes, month: str = "2026/01") -> None:
    path = of.folder / month / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def test_what_is_no_record_is_left_out_and_named(tmp_path: Path) -> None:
    good, lie = accepted(made(), tmp_path / "good"), replace(made(1), created="never")
    there = ledger(tmp_path, good)
    bad = accepted(lie, tmp_path / "bad")
    assert good.path
    assert bad.path
    _head(there, "0" * 64, good.path.read_bytes())
    _head(there, sha256(b"{}").hexdigest(), b"{}")
    _head(there, bad.digest, bad.path.read_bytes())
    _head(there, good.digest, good.path.read_bytes(), "2026/02")
    _head(there, "not-a-digest", b"")
    assert [each.digest for each in there.entries()] == [good.digest]
    assert sorted(each.partition(": ")[2] for each in there.damaged) == [
        "it is no record",
        "it is no record",
        "it stands in the folder of another month",
        "its SHA-256 is not its name",
    ]
    assert any(each.startswith(f"2026/01/{'0' * 64}.json: ") for each in there.damaged)
    assert there.misplaced == (f"2026/02/{good.digest}.json: it stands in the folder of another month",)


def test_a_record_of_the_future_is_not_the_newest(tmp_path: Path) -> None:
    there = ledger(tmp_path, made(), made(created="2999-01-01T00:00:00+00:00"))
    assert [each.head.created for each in there.entries()] == [moment()]
    assert [each.rpartition(": ")[2] for each in there.damaged] == ["it was created in the future"]


def test_counts_that_do_not_add_up_are_left_out(tmp_path: Path) -> None:
    lie = made()
    lie = replace(lie, categories=[replace(lie.categories[0], counts=replace(lie.categories[0].counts, passed=-1))])
    there = ledger(tmp_path, lie)
    assert (there.entries(), [each.rpartition(": ")[2] for each in there.damaged]) == ((), ["its counts do not add up"])


def test_pipes_folders_and_large_files_are_no_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gatekeeper.evidence.ledger.store.MOST_BYTES", 100)
    there = ledger_at(tmp_path)
    _head(there, "1" * 64, b"x" * 101)
    month = there.folder / "2026" / "01"
    os.mkfifo(month / f"{'2' * 64}.json")
    (month / f"{'3' * 64}.json").mkdir()
    assert there.entries() == ()
    assert there.damaged == (f"2026/01/{'1' * 64}.json: it has 101 bytes, 100 at most", *there.misplaced)
    assert there.misplaced == tuple(f"2026/01/{each * 64}.json: it is no regular file" for each in "23")


def ledger_at(base: Path) -> Ledger:
    return Ledger(ledger_folder(base))


def test_a_ledger_that_is_not_there_is_empty_and_one_that_cannot_be_read_is_not(tmp_path: Path) -> None:
    there = ledger_at(tmp_path)
    assert (there.entries(), there.attestations("a" * 40), there.find("0" * 64), there.folder.exists()) == ((), (), None, False)
    (tmp_path / "file").touch()
    with pytest.raises(RecordError, match="cannot be read"):
        Ledger(tmp_path / "file").entries()


def test_a_digest_that_is_not_there_and_names_that_are_none(tmp_path: Path) -> None:
    there = ledger(tmp_path, made())
    for digest in ("0" * 64, "../" * 3, "", "*", accepted(made()).digest[:12]):
        assert there.find(digest) is None
        with pytest.raises(RecordError, match="the ledger holds no record"):
            there.load(digest)


def test_a_record_that_was_changed_in_the_ledger_is_not_loaded(tmp_path: Path) -> None:
    one = accepted(made())
    path = ledger(tmp_path).put(one)
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(RecordError, match="its SHA-256 is not its name"):
        ledger_at(tmp_path).load(one.digest)


def test_sign_offs_are_those_of_the_tree_the_newest_last(tmp_path: Path) -> None:
    there = ledger(tmp_path)
    later = [replace(SIGNED, created=moment(minutes), note="again") for minutes in range(1, 6)]
    other = replace(SIGNED, tree="b" * 40)
    for each in (*reversed(later), other, SIGNED, SIGNED):
        path = there.sign(each)
        assert path.parent == there.folder / "sign-offs"
        assert path.stem == sha256(path.read_bytes()).hexdigest()
    assert (there.attestations("a" * 40), there.attestations("b" * 40)) == ((SIGNED, *later), (other,))
    assert (there.attestations(None), there.attestations("c" * 40), there.entries()) == ((), (), ())


def test_sign_offs_that_are_damaged_are_left_out(tmp_path: Path) -> None:
    there = ledger(tmp_path)
    path = there.sign(SIGNED)
    data = path.read_bytes()
    twice = data.replace(b'"by": "ada"', b'"by": "eve", "by": "ada"')
    for bad in (b"{}", twice, data.replace(b'"sign-off"', b'"signed"'), b"x" * (65 << 10)):
        (path.parent / f"{sha256(bad).hexdigest()}.json").write_bytes(bad)
    (path.parent / f"{'0' * 64}.json").write_bytes(data)
    assert (there.attestations("a" * 40), len(there.damaged)) == ((SIGNED,), 5)


def test_a_sign_off_without_a_moment_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(DeliveryError, match="it is no sign-off"):
        ledger(tmp_path).sign(replace(SIGNED, created="now"))


def test_writers_at_the_same_time_do_not_disturb_each_other(tmp_path: Path) -> None:
    there, one = ledger_at(tmp_path), kept(tmp_path, made(), TESTS)
    with ThreadPoolExecutor(8) as pool:
        paths = {each.result() for each in [pool.submit(ledger_at(tmp_path).put, one) for _ in range(16)]}
    assert paths == {there.find(one.digest)}
    assert (len(names(there)), there.load(one.digest)) == (3, loaded(there, one))


def test_everything_about_a_commit_is_kept_as_it_was(tmp_path: Path) -> None:
    one = made(subject=about("f", "refs/heads/x", dirty=True), run=run(7))
    (entry,) = ledger(tmp_path, one).entries()
    head = entry.head
    assert (head.subject, head.run, head.verdict, head.partial) == (one.subject, one.run, one.verdict, one.partial)
    assert (head.categories[0].counts, head.policy.sha256) == (one.categories[0].counts, one.policy.sha256)
