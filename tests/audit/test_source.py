"""Lines and columns are those of the file, whatever stands before them and whatever happened to its bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatekeeper.audit.source import LARGEST, LONGEST, read
from gatekeeper.errors import AuditError

if TYPE_CHECKING:
    from pathlib import Path


def test_reads_a_file(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"one\ntwo\n")
    assert read(file, "a.md").lines == ("one", "two", "")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_counts_every_ending_once(ending: str) -> None:
    assert read(ending.join(["a", "b", "c"]).encode(), "a.md").lines == ("a", "b", "c")


@pytest.mark.parametrize(("bom", "encoding"), [(b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_takes_a_byte_order_mark_for_no_character(bom: bytes, encoding: str) -> None:
    source = read(bom + "\u2705 a".encode(encoding), "a.md")
    assert (source.lines, source.column(0, 2)) == (("\u2705 a",), 3)


def test_empties_front_matter_and_keeps_its_plain_keys() -> None:
    source = read(b"---\ntitle: 'A b'\nDate: 2026-01-02\nlist:\n  - x\n---\ntext\n", "a.md")
    assert (source.offset, source.lines[5:7], dict(source.front)) == (6, ("", "text"), {"title": "A b", "date": "2026-01-02"})
    assert set(source.lines[:6]) == {""}


def test_takes_a_rule_at_the_top_for_no_front_matter() -> None:
    assert read(b"---\n\ntext\n", "a.md").offset == 0


def test_keeps_columns_of_a_file_that_was_read_as_another_encoding() -> None:
    broken = "a \u2705 b \u274c c".encode().decode("mac_roman")
    source = read(broken.encode(), "a.md")
    assert source.lines[0] == "a \u2705 b \u274c c"
    assert source.repaired == "2 characters were UTF-8 read as Mac-Roman"
    assert [source.column(0, source.lines[0].index(each)) for each in "abc"] == [broken.index(each) + 1 for each in "abc"]


def test_says_that_a_file_is_not_utf_8() -> None:
    source = read(b"caf\xe9", "a.md")
    assert (source.text, source.repaired) == ("caf\u00e9", "it is not UTF-8 and was read as Windows-1252")


def test_leaves_out_a_line_that_is_data() -> None:
    source = read(b"x" * (LONGEST + 1) + b"\nb", "a.md")
    assert (source.lines, source.notes) == (("", "b"), (f"line 1 has {LONGEST + 1:,} characters and was not read",))


def test_reads_no_file_that_is_too_large() -> None:
    with pytest.raises(AuditError, match=r"a\.md has 8,388,609 bytes, more than are read"):
        read(b"x" * (LARGEST + 1), "a.md")


def test_reads_no_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(AuditError, match=r"a\.md cannot be read: No such file"):
        read(tmp_path / "a.md", "a.md")


@settings(max_examples=40)
@given(st.binary(max_size=200))
def test_reads_any_bytes(octets: bytes) -> None:
    source = read(octets, "a.md")
    assert source.text == "\n".join(source.lines)
    assert len(source.starts) == len(source.lines)


@settings(max_examples=40)
@given(st.text(alphabet="ab \u2705\u274c\u00e9\u2019", max_size=40), st.sampled_from(["mac_roman", "cp1252"]))
def test_finds_each_repaired_character_where_it_stands(text: str, encoding: str) -> None:
    parts = [each.encode().decode(encoding, errors="ignore") for each in text]
    if any(part.encode(encoding) != each.encode() for each, part in zip(text, parts, strict=True)):
        return
    source = read("".join(parts).encode(), "a.md")
    if source.text != text:  # two halves can look like a whole
        return
    places = [sum(map(len, parts[:index])) + 1 for index in range(len(text))]
    assert [source.column(0, index) for index in range(len(text))] == places
