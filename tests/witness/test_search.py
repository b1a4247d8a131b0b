"""Texts are found in a stream however it is cut into pieces."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.witness.search import Search, normal

TEXT = "falling back to"
ESCAPES = ("\x1b[31m", "\x1b[0;1m", "\x1b]8;;http://x\x1b\\", "\x1b]0;title\x07", "\x1b(B", "\x9b2K")


def found(text: str, *pieces: bytes) -> int:
    search = Search((text,))
    for piece in pieces:
        search.feed(piece)
    return search.counts[text]


@pytest.mark.parametrize(
    "said",
    ["falling back to", "FALLING  Back\tto", "x falling\r\nback\n\n to y", "fall\x1b[31ming back\x1b[0m to", "falling \x1b]0;t\x07back to"],
)
def test_case_white_space_and_colours_do_not_matter(said: str) -> None:
    assert found(TEXT, said.encode()) == 1
    assert found(TEXT, *(bytes([each]) for each in said.encode())) == 1


@pytest.mark.parametrize("said", ["falling backto", "falling back", "fallingback to", "f alling back to"])
def test_anything_else_does(said: str) -> None:
    assert found(TEXT, said.encode()) == 0


def test_letters_of_every_alphabet() -> None:
    data = "RÜCKFALL auf STRASSE".encode()
    assert found("rückfall auf straße", data) == found("rückfall auf straße", *(bytes([each]) for each in data)) == 1


def test_bytes_that_are_no_text_hide_nothing() -> None:
    assert found(TEXT, b"\xff\xfe falling back", b" to \xc3") == 1


def test_each_stream_is_searched_by_itself_and_each_text() -> None:
    search = Search(("a b", "b c"))
    search.feed(b"a b c a  b")
    assert search.counts == {"a b": 2, "b c": 1}


def test_an_escape_sequence_that_never_ends_is_not_waited_for() -> None:
    assert found(TEXT, b"\x1b]0;" + b"x" * 5000, b" falling back to") == 1


def test_nothing_wanted_is_nothing_done() -> None:
    search = Search(())
    search.feed(b"x")
    assert search.counts == {}


def _cut(data: bytes, places: list[int]) -> list[bytes]:
    ends = [*sorted(each % (len(data) + 1) for each in places), len(data)]
    return [data[begin:end] for begin, end in zip([0, *ends], ends, strict=False)]


@given(
    st.lists(st.sampled_from(["a", "b", "A", " ", "\n", "ab", "ü", *ESCAPES])), st.sampled_from(["a", "ab", "a b", "aa", "aba"]), st.data()
)
def test_the_pieces_do_not_matter(parts: list[str], text: str, data: st.DataObject) -> None:
    said = "".join(parts)
    bare = re.sub("|".join(map(re.escape, ESCAPES)), "", said)
    whole = re.sub(r"\s+", " ", bare.casefold())
    places = data.draw(st.lists(st.integers(0, 10_000), max_size=6))
    assert found(text, *_cut(said.encode(), places)) == whole.count(normal(text))


def test_memory_is_bounded() -> None:
    search = Search((TEXT,))
    for _ in range(200):
        search.feed(b"x" * 65536 + b"\x1b[")
    assert len(search._tail) + len(search._half) < 5000


@pytest.mark.parametrize("code", ["utf-16", "utf-16-le", "utf-16-be"])
def test_plain_words_are_found_in_utf_16_too(code: str) -> None:
    assert found(TEXT, "falling back to".encode(code)) == found(TEXT, *(bytes([each]) for each in "falling back to".encode(code))) == 1
