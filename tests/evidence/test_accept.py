from __future__ import annotations

import os
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from records import failure, file, record

from gatekeeper.errors import RecordError
from gatekeeper.evidence import accept as module
from gatekeeper.evidence import record as rows
from gatekeeper.evidence.accept import accept
from gatekeeper.evidence.record import decode, encode
from gatekeeper.model import Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from gatekeeper.evidence.record import Record


def put(folder: Path, made: Record) -> Path:
    path = folder / "record.json"
    path.write_bytes(encode(made))
    return path


def refused(path: Path) -> str:
    with pytest.raises(RecordError) as caught:
        accept(path, path.parent)
    assert caught.value.exit_code == 3
    assert caught.value.remedy
    assert str(path) in caught.value.message
    return caught.value.message.removeprefix(str(path)).removeprefix(": ")


def test_a_sound_record_is_taken_with_its_digest(folder: Path) -> None:
    path = put(folder, record())
    taken = accept(path, folder)
    assert (taken.record, taken.digest, taken.path) == (record(), sha256(path.read_bytes()).hexdigest(), path)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"null", b"\xff", b'{"schema":1}', b"[" * 100_000, b'{"schema": 2}'])
def test_anything_else_is_no_record(folder: Path, data: bytes) -> None:
    path = folder / "record.json"
    path.write_bytes(data)
    assert refused(path).startswith(" is no evidence record: ")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'"exit_code": 0,', b'"exit_code": 1, "exit_code": 0,'),
        (b'"exit_code": 0,', b'"exit_code": 0, "more": 1,'),
        (b'"exit_code": 0,', b'"exit_code":  0,'),
        (b'"PASSED"', b'"\\u0050ASSED"'),
        (b"}\n", b"}"),
        (b"}\n", b"}\n\n"),
        (b'"categories": {}', b'"categories": {"unit": {"x": 1.0e0}}'),
        (b'"categories": {}', b'"categories": {"unit": {"x": ' + b"9" * 5000 + b"}}"),
        (b'"a reason"', b'"\\ud800"'),
    ],
)
def test_what_is_not_written_as_we_write_it_is_refused(folder: Path, before: bytes, after: bytes) -> None:
    path = put(folder, record())
    data = path.read_bytes()
    assert before in data
    path.write_bytes(after.join(data.rsplit(before, 1)))
    assert refused(path).startswith(("it is not as gatekeeper check writes it", " is no evidence record: "))


def test_what_no_setting_can_be_is_not_even_written_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for value in ([["a"]], {"a": "b"}, [1], 1.5, None):
        of_category, of_run = {"run": {}, "categories": {"unit": {"x": value}}}, {"run": {"x": value}, "categories": {}}
        for settings in (of_category, of_run):
            path = put(folder, replace(record(), policy=rows.PolicyRow(name="", source=None, sha256="1" * 64, **settings)))
            with monkeypatch.context() as patch:
                patch.setattr(module, "encode", lambda _: pytest.fail("it was written out"))
                assert refused(path) == "it is not as gatekeeper check writes it"


@given(st.text(), st.text())
def test_whatever_a_record_holds_it_is_written_in_one_way_alone(reason: str, message: str) -> None:
    made = replace(record(), rules=[replace(record().rules[0], reason=reason)], failures=[failure(message=message)])
    assert encode(decode(encode(made))) == encode(made)


def test_a_record_that_contradicts_itself_is_refused(folder: Path) -> None:
    assert refused(put(folder, replace(record(), exit_code=1))) == "the exit code is not that of the verdict"


def test_what_is_not_there_or_no_file_is_refused(folder: Path) -> None:
    with pytest.raises(RecordError, match="there is no record"):
        accept(folder / "nope.json", folder)
    with pytest.raises(RecordError, match="there is no record"):
        accept(folder, folder)
    os.mkfifo(folder / "pipe")
    with pytest.raises(RecordError, match="there is no record"):
        accept(folder / "pipe", folder)


def test_a_record_has_a_bound(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 1 << 20)
    path = folder / "record.json"
    path.write_bytes(b" " * ((1 << 20) + 1))
    assert refused(path) == " has more than 1 MiB"


def test_reports_that_are_here_must_be_those_of_the_record(folder: Path) -> None:
    data = b"<testsuite/>"
    row = replace(file("out/a.xml"), sha256=sha256(data).hexdigest(), bytes=len(data))
    path = put(folder, replace(record(), files=[row]))
    assert accept(path, folder).record.verdict is Verdict.PASSED
    (folder / "out").mkdir()
    for there, fits in ((data, True), (b"<testsuite />", False), (b"<testsuitE/>", False)):
        (folder / "out/a.xml").write_bytes(there)
        if fits:
            assert accept(path, folder).record.verdict is Verdict.PASSED
        else:
            assert refused(path) == "the report out/a.xml is not the one that the record was made from"


@pytest.mark.parametrize("name", ["../a.xml", "x/../../a.xml", "{folder}/a.xml", "a\0.xml", "", "."])
def test_nothing_outside_is_read(folder: Path, name: str) -> None:
    (folder / "a.xml").write_bytes(b"else")
    inner = folder / "inner"
    inner.mkdir()
    row = replace(file(name.format(folder=folder)), sha256="0" * 64, bytes=4)
    assert accept(put(inner, replace(record(), files=[row])), inner).record.verdict is Verdict.PASSED


def test_a_report_that_could_not_be_read_has_no_digest_to_compare(folder: Path) -> None:
    (folder / "a.xml").write_bytes(b"else")
    unread: dict[str, Any] = {"sha256": None, "bytes": 0}
    assert accept(put(folder, replace(record(), files=[replace(file("a.xml"), **unread)])), folder).record.verdict is Verdict.PASSED
