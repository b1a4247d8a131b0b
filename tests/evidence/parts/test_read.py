from __future__ import annotations

import gzip
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import parted
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace as with_other

from gatekeeper.evidence.inventory import EMPTY
from gatekeeper.evidence.parts import read
from gatekeeper.evidence.parts.part import decode
from gatekeeper.junit.source import Refused
from gatekeeper.model import Counts, FileStatus, Selection, Shard

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatekeeper.evidence.parts.opened import Opened
    from gatekeeper.evidence.parts.part import Part

ANY = Selection(tests=("c::t*",))


def opened(path: Path, *selections: Selection) -> Opened:
    data = read.bytes_of(path)
    return read.open_part(path, data, read.part_of(data), Path(), lambda _: selections)


@pytest.fixture
def path(folder: Path) -> Path:
    return parted.part(parted.configured(folder))


def test_a_part_is_read_as_it_was_written(path: Path) -> None:
    found = opened(path)
    assert (found.part.witness.code, found.readings[0].counts.passed) == (0, 3)
    assert found.readings[0].part == str(path.parent / "unit-1.cases.jsonl.gz")


def test_what_was_not_counted_apart_is_counted_from_the_inventory(path: Path) -> None:
    none, one = Selection(tests=("x",)), Selection(tests=("c::*",), excused=("*t1",))
    (reading,) = opened(path, none, one).readings
    assert [reading.selected[each].passed for each in (none, one)] == [0, 1]


def test_a_report_that_was_changed_is_seen_and_one_that_is_gone_is_not_missed(path: Path) -> None:
    report = path.parent / "unit-1/junit.xml"
    text = report.read_text()
    report.write_text(text.replace("t0", "t9"))
    with pytest.raises(Refused, match=r"unit-1/junit\.xml was changed since it was witnessed"):
        opened(path)
    report.write_text(text + "\n")
    with pytest.raises(Refused, match="was changed"):
        opened(path)
    report.unlink()
    assert opened(path).readings
    report.symlink_to("/dev/zero")
    with pytest.raises(Refused, match="was changed"):
        opened(path)


def _row(part: Part, **more: Any) -> Part:
    return with_other(part, readings=(with_other(part.readings[0], **more),))


def _file(part: Part, **more: Any) -> Part:
    return _row(part, file=replace(part.readings[0].file, **more))


def _seen(part: Part, **more: Any) -> Part:
    return with_other(part, witness=replace(part.witness, **more))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda part: _row(part, counts=Counts(cases=4, passed=4)), "does not agree with its counts"),
        (lambda part: _row(part, rows=4), "does not agree with its counts"),
        (lambda part: _row(part, span=(0, part.readings[0].span[1])), "does not follow its report files"),
        (lambda part: _row(part, span=(20, part.readings[0].span[1] - 1)), "holds more than its report files"),
        (lambda part: with_other(part, readings=()), "holds more than its report files"),
        (lambda part: with_other(part, readings=part.readings * 2), "lists a report file twice"),
        (lambda part: with_other(part, inventory=with_other(part.inventory, tests=4)), "does not list as many tests"),
        (lambda part: with_other(part, inventory=with_other(part.inventory, sha256="0" * 64)), "its inventory was changed"),
        (lambda part: with_other(part, inventory=with_other(part.inventory, path="../x")), "is not beside it"),
        (lambda part: with_other(part, inventory=None), "names no inventory"),
        (lambda part: with_other(part, category="e2e"), "does not say which category"),
        (lambda part: with_other(part, category="../e2e", witness=replace(part.witness, category="../e2e")), "which category"),
        (lambda part: with_other(part, tool=with_other(part.tool, version="\n")), "which version"),
        (lambda part: _row(part, seconds=-1.0), "a text or a number that is none of ours"),
        (lambda part: _row(part, results=-1), "a text or a number that is none of ours"),
        (lambda part: _row(part, results=1 << 60), "a text or a number that is none of ours"),
        (lambda part: _row(part, counts=replace(part.readings[0].counts, flaky=4)), "its counts do not add up"),
        (lambda part: _row(part, counts=replace(part.readings[0].counts, collection_errors=1)), "its counts do not add up"),
        (lambda part: _row(part, lost_rows="disk full"), "its inventory is not whole"),
        (lambda part: _row(part, selected=[(ANY, Counts(passed=4))]), "more tests of a kind than there are"),
        (lambda part: _file(part, path="/etc/passwd"), "a report file is not written like one"),
        (lambda part: _file(part, path="a\nb"), "a report file is not written like one"),
        (lambda part: _file(part, sha256="x"), "a report file is not written like one"),
        (lambda part: _file(part, status=FileStatus.DUPLICATE), "a report file is not written like one"),
        (lambda part: _file(part, status=FileStatus.REFUSED), "a report file is not written like one"),
        (lambda part: _seen(part, argv=("\x1b[2J",)), "a text that cannot be printed"),
        (lambda part: _seen(part, host="a" * 20_000), "a text that cannot be printed"),
        (lambda part: _seen(part, tools={"\u202e": "1"}), "a text that cannot be printed"),
        (lambda part: _seen(part, argv=("x",) * 20_000), "a number that is none of ours"),
        (lambda part: _seen(part, code=1 << 40), "its exit code is none"),
        (lambda part: _seen(part, times=0), "its run has no number"),
        (lambda part: _seen(part, attempt=0), "its run has no number"),
        (lambda part: _seen(part, started=part.witness.ended, ended=part.witness.started), "does not begin before it ends"),
        (lambda part: _seen(part, started=datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=23)))), "at no time that a clock shows"),
        (lambda part: _seen(part, ended=datetime(9999, 12, 31, tzinfo=UTC)), "at no time that a clock shows"),
        (lambda part: _seen(part, shard=Shard(name="4", of=3)), "its shard is not written like one"),
        (lambda part: _seen(part, shard=Shard(name="../x")), "its shard is not written like one"),
        (lambda part: _seen(part, before=replace(part.witness.before, commit="HEAD")), "its commit or tree"),
    ],
)
def test_a_part_that_does_not_hold_together_is_refused(path: Path, change: Callable[[Part], Part], said: str) -> None:
    parted.edited(path, change)
    with pytest.raises(Refused, match=said):
        opened(path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data[: len(data) // 2], "it is no partial record of this version"),
        (lambda _: b"", "it is no partial record of this version"),
        (lambda _: b"[" * 100_000, "it is no partial record of this version"),
        (lambda data: data.replace(b'"Widgets"', b'"Widgets", "gate": "Widgets"'), "it is not as gatekeeper run writes it"),
        (lambda data: data.replace(b'"timed": 3', b'"timed": 3, "more": 1'), "unknown field"),
        (lambda data: data.replace(b'"host": ""', b'"host": "", "more": 1'), "it is not as gatekeeper run writes it"),
        (lambda data: data.replace(b"part-1", b"part-9"), "it is no partial record of this version"),
        (lambda data: data.replace(b'"timed": 3', b'"timed": 3.5'), "it is no partial record of this version"),
    ],
)
def test_bytes_that_are_no_part_are_refused(path: Path, change: Callable[[bytes], bytes], said: str) -> None:
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(Refused, match=said):
        opened(path)


def test_an_inventory_must_be_there_and_be_rows(path: Path) -> None:
    beside = path.parent / "unit-1.cases.jsonl.gz"
    rows = beside.read_bytes()
    beside.write_bytes(rows[:-1])
    with pytest.raises(Refused, match="its inventory was changed"):
        opened(path)
    beside.unlink()
    with pytest.raises(Refused, match=r"its inventory unit-1\.cases\.jsonl\.gz is not beside it"):
        opened(path)
    beside.symlink_to("elsewhere")
    with pytest.raises(Refused, match="its inventory cannot be read"):
        opened(path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('["e2e","c::t0","passed",0.1,1]\n' * 3, "lists tests of another category"),
        ('["unit","c::\\u0007","passed",0.1,1]\n' * 3, "holds an id that cannot be printed"),
        (f'["unit","{"x" * 3000}","passed",0.1,1]\n' * 3, "holds an id that cannot be printed"),
        ('["unit","c::t0","failed",0.1,1]\n' * 3, "does not agree with its counts"),
        ('["unit","c::t0","passed",0.1,1]\n' * 100_000 + "[", "does not agree with its counts"),  # the rest is not read
        ('["unit","c::t0","passed"]\n' * 3, "is damaged"),
        ('["unit","c::t0","passed",0.1,1]\n' * 3 + "[", "is damaged"),
    ],
)
def test_rows_are_held_to_the_counts(path: Path, text: str, said: str) -> None:
    data = EMPTY + gzip.compress(text.encode())
    (path.parent / "unit-1.cases.jsonl.gz").write_bytes(data)

    def change(part: Part) -> Part:
        assert part.inventory
        inventory = with_other(part.inventory, sha256=sha256(data).hexdigest())
        return with_other(_row(part, span=(len(EMPTY), len(data))), inventory=inventory)

    parted.edited(path, change)
    with pytest.raises(Refused, match=said):
        opened(path)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(min_value=0), byte=st.binary(min_size=0, max_size=3))
def test_one_edit_anywhere_is_refused_or_reads_the_same_tests(path: Path, place: int, byte: bytes) -> None:
    data = path.read_bytes()
    place %= len(data)
    edit = data[:place] + byte + data[place + 1 :]
    try:
        part = read.part_of(edit)
        found = read.open_part(path, edit, part, Path(), lambda _: ())
    except Refused:
        return
    assert found.readings[0].counts.tests == decode(data).readings[0].counts.tests == 3


def test_what_is_no_file_of_ours_is_not_waited_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(folder / "unit-1.json")
    with pytest.raises(Refused, match="no regular file"):
        read.bytes_of(folder / "unit-1.json")
    with pytest.raises(Refused, match="cannot be read: Is a directory"):
        read.bytes_of(folder)
    with pytest.raises(Refused, match="No such file"):
        read.bytes_of(folder / "none.json")
    (folder / "a.json").write_bytes(b"12345")
    monkeypatch.setattr(read, "MOST_BYTES", 4)
    with pytest.raises(Refused, match="more than 0 MiB"):
        read.bytes_of(folder / "a.json")
